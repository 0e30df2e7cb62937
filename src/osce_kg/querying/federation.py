"""SERVICE clauses that call endpoints on the operator's list: found, asked, and replaced by what they answer.

The engine would make the calls itself, wherever to, so it never gets to see the word. The clause is taken
out of the text; in its place comes a VALUES block with the endpoint's solutions, which the algebra of SPARQL
joins just as it does those of SERVICE. What is cut out and what is left must each be a query for the engine,
and each in itself free of SERVICE (``refuse_unsafe``): so a wrong cut is an error, never a call.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import pyoxigraph as ox

from osce_kg.errors import EndpointError, QueryError, RefusedQueryError
from osce_kg.querying.answers import QueryRequest, Rows
from osce_kg.querying.datasets import resolve_names
from osce_kg.querying.execution import prefixes_used
from osce_kg.querying.inspection import (
    has_certain_tokens,
    masked,
    may_call_service,
    refuse_unsafe,
    without_words,
)
from osce_kg.querying.syntax_errors import explain_syntax_error

MOST_CALLS: Final = 4
"""SERVICE clauses of one query."""

MOST_LENGTH: Final = 1 << 16
"""Characters of what is sent to an endpoint."""

MOST_ROWS: Final = 10_000
"""Solutions of one endpoint that are joined with ours."""

AskEndpoints = Callable[[Sequence[tuple[str, str]]], Sequence[bytes | EndpointError]]
"""Gives the answers of endpoints to queries, as SPARQL results in JSON, or why there is none; in order."""

_PROLOGUE: Final = re.compile(r"(?:\s*(?:base\s*<_*>|prefix\s*[^\s<>:]*:\s*<_*>))*", re.IGNORECASE)
_KEYWORD: Final = re.compile(r"(?<![^\W\d])service\b", re.IGNORECASE)
_NAME: Final = r"(?:<_*>|[^\s<>{}()?$:]*:[^\s<>{}]*)"
_HEAD: Final = re.compile(
    rf"service\s*(?P<silent>silent(?![\w:.%-])\s*)?(?P<endpoint>{_NAME})\s*(?=\{{)", re.IGNORECASE
)
_BRACE: Final = re.compile(
    rf"""(?:(?<![^\W\d])(?<![?$:@])(?P<barrier> exists | graph\s*(?:{_NAME}|[?$][^\s{{}}]+) )\s*)?\{{
    | \}}""",
    re.IGNORECASE | re.VERBOSE,
)
"""A bracket of a group; before an opening one, what gives the group a meaning that VALUES would not keep."""

_TERM: Final = re.compile(
    r"""<[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]*>
    | "(?:[^"\\\n\r]|\\[tbnrf"\\]|\\u00[01][0-9A-F]|\\u007F|\\uFFF[EF])*+"
      (?: @[A-Za-z]+(?:-[A-Za-z0-9]+)*+ | \^\^<[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]*> )?""",
    re.VERBOSE,
)
"""An IRI or a literal that is one token, or three, whatever is around it."""


@dataclass(frozen=True, slots=True)
class ServiceCall:
    """A SERVICE clause of a query.

    Attributes:
        start, end: where it is in the text.
        endpoint: the address that it calls.
        query: what to ask there.
        variables: names of the variables that it binds.
        is_silent: whether no answer is as good as one empty solution.
    """

    start: int
    end: int
    endpoint: str
    query: str
    variables: tuple[str, ...]
    is_silent: bool


@dataclass(frozen=True, slots=True)
class CutQuery:
    """A query without its calls.

    Attributes:
        text: with an empty VALUES block for each call.
        calls: in the order of the text.
        places: where the rows of each block go.
    """

    text: str
    calls: Sequence[ServiceCall]
    places: Sequence[int]


def with_answers_of_endpoints(
    request: QueryRequest, prefixes: Mapping[str, str], endpoints: Sequence[str], ask: AskEndpoints
) -> QueryRequest:
    """Ask the endpoints that a query calls; return a query that calls none, with their solutions in it.

    Args:
        request: the query.
        prefixes: prefixes that queries may use without declaring them.
        endpoints: addresses that may be called.
        ask: calls them.

    Raises:
        QueryError: the query does not parse.
        RefusedQueryError: it calls another endpoint, or in a way that cannot be carried out faithfully.
        EndpointError: an endpoint has no answer that can be used.
    """
    cut = cut_out_calls(request, prefixes, endpoints)
    answers = ask([(call.endpoint, call.query) for call in cut.calls])
    rows = [
        Rows(len(cut.text) - place, _rows(call, answer))
        for call, place, answer in zip(cut.calls, cut.places, answers, strict=True)
    ]
    return replace(request, text=cut.text, rows=rows)


def cut_out_calls(request: QueryRequest, prefixes: Mapping[str, str], endpoints: Sequence[str]) -> CutQuery:
    """Take the calls out of a query; what is left parses and calls nobody.

    Raises:
        QueryError: the query does not parse.
        RefusedQueryError: it calls another endpoint, or in a way that cannot be carried out faithfully.
    """
    calls = find_calls(request, prefixes, endpoints)
    cut = _without_calls(request.text, calls)
    refuse_unsafe(cut.text)
    _variables(cut.text, request.text, prefixes, request.base_iri)  # nobody is asked for what is wrong
    return cut


def find_calls(
    request: QueryRequest, prefixes: Mapping[str, str], endpoints: Sequence[str]
) -> list[ServiceCall]:
    """Return the SERVICE clauses of a query, in the order of its text.

    Raises:
        QueryError: one of them does not parse.
        RefusedQueryError: one of them may not be carried out, or cannot faithfully.
    """
    text = request.text
    if not has_certain_tokens(text):
        raise RefusedQueryError(
            "A query with SERVICE is taken only without backslashes outside of strings, without \\u anywhere "
            'and without ")" in an IRI: with them it could be read in several ways.'
        )
    code = masked(text)
    calls: list[ServiceCall] = []
    for keyword in _KEYWORD.finditer(without_words(text)):
        start = keyword.start()
        if calls and start < calls[-1].end:
            raise RefusedQueryError("A SERVICE within another SERVICE is not carried out here.")
        head = _HEAD.match(code, start)
        if head is None:
            raise RefusedQueryError(
                "After SERVICE the address of an endpoint is needed, as an IRI, and a group in braces; "
                "an endpoint in a variable is not called here."
            )
        _refuse_place(code, start)
        calls.append(_call(request, prefixes, head, endpoints))
        if len(calls) > MOST_CALLS:
            raise RefusedQueryError(f"A query may call at most {MOST_CALLS} times.")
    if not calls:
        refuse_unsafe(text)  # there is one all the same, in a form that only the engine knows
    return calls


def _refuse_place(code: str, place: int) -> None:
    """Refuse a clause where a VALUES block would mean something else, or could be and SERVICE could not."""
    barriers: list[str | None] = []
    for brace in _BRACE.finditer(code, 0, place):
        if brace[0] != "}":
            barriers.append(brace["barrier"])
        elif barriers:
            barriers.pop()
    if not barriers:
        raise RefusedQueryError("SERVICE can stand only within a group in braces.")
    if any(barriers):
        raise RefusedQueryError("SERVICE is not carried out here within EXISTS or GRAPH.")


def _call(
    request: QueryRequest, prefixes: Mapping[str, str], head: re.Match[str], endpoints: Sequence[str]
) -> ServiceCall:
    text, code, base = request.text, head.string, request.base_iri
    start, opening = head.span()
    end = _closing(code, opening)
    (endpoint,) = resolve_names(text, [text[slice(*head.span("endpoint"))]], prefixes, base) or ("",)
    if endpoint not in endpoints:
        raise RefusedQueryError("SERVICE may call only the endpoints that the operator has listed.")
    group = text[opening:end]
    prologue = _PROLOGUE.match(code)
    declared = "" if prologue is None else text[: prologue.end()]
    # Everything stays at its place, so that the place of an error is that in the query.
    before = _blank(text[len(declared) : start])
    alone = f"{declared}{before}SELECT*{_blank(text[start + len('SERVICE') : opening])}{group}"
    if may_call_service(alone):
        raise RefusedQueryError("A SERVICE within another SERVICE is not carried out here.")
    variables = _variables(alone, alone, prefixes, base)
    query = _query_to_send(declared, code[: len(declared)], group, prefixes, base)
    return ServiceCall(start, end, endpoint, query, variables, head["silent"] is not None)


def _query_to_send(
    prologue: str, code: str, group: str, prefixes: Mapping[str, str], base_iri: str | None
) -> str:
    """Return the group as a query of its own, in which all names mean what they mean here.

    Args:
        prologue, code: what the query declares, as it stands and ``masked``.
        group: the group in braces.
        prefixes, base_iri: what needs no declaration here, and does there.
    """
    lines = [] if base_iri is None else [f"BASE <{base_iri}>"]
    for prefix, iri in prefixes_used(prefixes, group).items():
        if not re.search(rf"(?i:prefix)\s*{prefix}:", code):  # some endpoints do not take it twice
            lines.append(f"PREFIX {prefix}: <{iri}>")
    query = "\n".join((*lines, f"{prologue}\nSELECT * {group}"))
    if len(query) > MOST_LENGTH:
        raise RefusedQueryError(f"No more than {MOST_LENGTH} characters are sent to an endpoint.")
    return query


def _closing(code: str, opening: int) -> int:
    """Return the place behind the brace that closes the one at ``opening``."""
    depth = 0
    for brace in re.finditer(r"[{}]", code[opening:]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return opening + brace.end()
    raise QueryError("The query does not parse: a brace after SERVICE is not closed.")


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _variables(text: str, shown: str, prefixes: Mapping[str, str], base_iri: str | None) -> tuple[str, ...]:
    """Return the variables of a query's answer, which the engine knows; none if it is not of this kind.

    Raises:
        QueryError: it does not parse; the message shows the place in ``shown``.
    """
    try:
        results = ox.Store().query(text, prefixes=dict(prefixes), base_iri=base_iri)
    except SyntaxError as error:
        raise explain_syntax_error(str(error), shown, prefixes) from error
    except (OSError, RuntimeError) as error:
        raise QueryError("The query calls a function that is not known here.") from error
    if not isinstance(results, ox.QuerySolutions):
        return ()
    return tuple(variable.value for variable in results.variables)


def _without_calls(text: str, calls: Sequence[ServiceCall]) -> CutQuery:
    places, result, rest = [], "", 0
    for call in calls:
        names = " ".join(f"?{name}" for name in call.variables)
        result += f"{text[rest : call.start]}VALUES({names}){{"
        places.append(len(result))
        result = f"{result}}}{_filling(text[call.start : call.end], len(names))}"
        rest = call.end
    return CutQuery(result + text[rest:], calls, places)


def _filling(clause: str, names: int) -> str:
    """Return blanks after a block, so that what follows stays in its line and, nearly always, its column."""
    *lines, last = clause.split("\n")
    return "\n" * len(lines) + " " * len(last) if lines else " " * (len(clause) - len("VALUES(){}") - names)


def _rows(call: ServiceCall, answer: bytes | EndpointError) -> str:
    """Return the solutions of an endpoint as rows of a VALUES block.

    Raises:
        EndpointError: there are none, or they cannot be written so.
    """
    try:
        if isinstance(answer, EndpointError):
            raise answer
        solutions = list(islice(_solutions(call, answer), MOST_ROWS + 1))
    except EndpointError:
        if not call.is_silent:
            raise
        return _row(["UNDEF"] * len(call.variables))
    # What SILENT does not cover: the endpoint has answered, and an answer without that would be wrong.
    if len(solutions) > MOST_ROWS:
        raise EndpointError(f"{call.endpoint}: more than {MOST_ROWS} solutions; a subquery with LIMIT helps")
    return "".join(_row([_written(call, value) for value in solution]) for solution in solutions)


def _row(values: Sequence[str]) -> str:
    return f"({' '.join(values)})"


def _solutions(call: ServiceCall, body: bytes) -> Iterator[list[object]]:
    """Give the values of the variables, solution by solution."""
    try:
        results = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        if not isinstance(results, ox.QuerySolutions):
            raise EndpointError(f"{call.endpoint}: its answer has no solutions")
        known = {variable.value for variable in results.variables}
        for solution in results:
            yield [solution[name] if name in known else None for name in call.variables]
    except (SyntaxError, ValueError, OSError):
        raise EndpointError(f"{call.endpoint}: its answer is no SPARQL results in JSON") from None


def _written(call: ServiceCall, term: object) -> str:
    """Return a term as SPARQL writes it, in a form that nothing can break out of."""
    if term is None:
        return "UNDEF"
    written = str(term) if isinstance(term, ox.NamedNode | ox.Literal) else ""
    if not _TERM.fullmatch(written):
        raise EndpointError(
            f"{call.endpoint}: its solutions have blank nodes or other values that cannot be joined"
        )
    return written
