"""A store of others behind a SPARQL endpoint: asked over HTTP, read-only, whole answers or none.

Stores differ in what they call the default graph, and some cut long answers. So what is looked up here asks
for named graphs, where all agree; and an answer that was cut is an error.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, Final, TypeAlias, cast
from urllib.parse import urlencode

import pyoxigraph as ox
import urllib3
from rdflib.term import URIRef

from osce_kg.errors import InputError, LimitError, MachineError, QueryError
from osce_kg.model.statement import Statement
from osce_kg.namespaces import GRAPH
from osce_kg.printable import on_one_line
from osce_kg.store.gate import RejectedTermError, checked_term
from osce_kg.store.interface import Term, TripleOfTerms
from osce_kg.store.oxigraph import rdflib_term

SOLUTIONS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"
_MEDIA_TYPES: Final = {
    SOLUTIONS: frozenset({SOLUTIONS, "application/json"}),
    TRIPLES: frozenset({TRIPLES, "text/plain", "text/ntriples"}),
}
_CONNECT_SECONDS: Final = 5.0
_CUT: Final = "X-SPARQL-MaxRows"
"""Header by which Virtuoso says that it gave no more rows than so many."""
_LONGEST_REASON: Final = 300

Results: TypeAlias = ox.QuerySolutions | ox.QueryBoolean
Dataset: TypeAlias = Sequence[tuple[str, str]]
"""Parameters of the SPARQL protocol that name graphs."""


class SparqlEndpoint:
    """Where a store answers queries. It can be shared by processes that are forked."""

    def __init__(self, url: str, seconds: float) -> None:
        """Take an address; nothing is sent before the first query.

        Args:
            url: of the endpoint for queries.
            seconds: longest silence of the store.
        """
        self.url = url
        self._timeout = urllib3.Timeout(connect=min(_CONNECT_SECONDS, seconds), read=seconds)
        self._pool: urllib3.PoolManager | None = None
        self._process = 0

    @contextmanager
    def opened(self, query: str, media_type: str, dataset: Dataset = ()) -> Iterator[IO[bytes]]:
        """Send a query; give its answer, which comes while it is read.

        Args:
            query: in SPARQL 1.1, with all prefixes declared.
            media_type: ``SOLUTIONS`` or ``TRIPLES``.
            dataset: the graphs that are asked.

        Raises:
            QueryError: the store does not take the query.
            LimitError: the store is silent for too long, or has cut the answer.
            MachineError: it cannot be reached, or does not answer as an endpoint does.
        """
        body = urlencode([("query", query), *dataset]).encode()
        headers = {"Accept": media_type, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            # No redirect is followed and nothing is sent twice: what answers is what the user has named.
            response = self._connections().request(
                "POST",
                self.url,
                body=body,
                headers=headers,
                timeout=self._timeout,
                redirect=False,
                retries=False,
                preload_content=False,
            )
        except urllib3.exceptions.TimeoutError:
            raise LimitError("The store behind this service did not answer in time.") from None
        except (urllib3.exceptions.HTTPError, OSError):
            raise MachineError("The store behind this service cannot be reached.") from None
        try:
            _require_answer(response, media_type)
            yield cast(IO[bytes], response)
        except urllib3.exceptions.TimeoutError:
            raise LimitError("The store behind this service did not answer in time.") from None
        except urllib3.exceptions.HTTPError:
            raise MachineError("The store behind this service broke off.") from None
        except BaseException:
            response.close()  # an answer that nobody reads to its end
            raise
        finally:
            response.release_conn()

    def results(self, query: str) -> Results:
        """Return the complete answer of a SELECT or ASK query."""
        with self.opened(query, SOLUTIONS) as answer:
            content = answer.read()
        return parsed_results(content)

    def triples(self, query: str) -> list[ox.Triple]:
        """Return the complete answer of a CONSTRUCT or DESCRIBE query."""
        with self.opened(query, TRIPLES) as answer:
            content = answer.read()
        try:
            return [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES)]
        except SyntaxError as error:
            raise MachineError("The store behind this service gave triples that do not parse.") from error

    def _connections(self) -> urllib3.PoolManager:
        # A connection that two processes have would carry the answers of both.
        if self._pool is None or self._process != os.getpid():
            self._pool, self._process = urllib3.PoolManager(), os.getpid()
        return self._pool


def parsed_results(answer: bytes | IO[bytes]) -> Results:
    """Return an answer in SPARQL JSON.

    Raises:
        MachineError: it is something else.
    """
    try:
        return ox.parse_query_results(cast(Any, answer), format=ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise MachineError("The store behind this service gave results that do not parse.") from error


def as_boolean(results: Results) -> bool:
    """Return the answer of an ASK query; Virtuoso 7 gives it as a solution with one number."""
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    for solution in results:
        return any(isinstance(term, ox.Literal) and term.value in ("1", "true") for term in solution)
    return False


class EndpointReader:
    """The statements of named graphs behind an endpoint: a ``StatementReader``.

    Queries see what the store calls its default graph: ``require_union`` tells whether that is the union.
    """

    def __init__(self, endpoint: SparqlEndpoint) -> None:
        self._endpoint = endpoint

    def __len__(self) -> int:
        query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}"
        return sum(int(row["n"]) for row in self.select(query))

    def graphs(self) -> tuple[URIRef, ...]:
        """Return the names of the graphs that hold statements, sorted."""
        rows = self.select(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}")
        return tuple(sorted(URIRef(row["g"]) for row in rows))

    def quads(
        self,
        graph: URIRef | None = None,
        *,
        subject: URIRef | None = None,
        predicate: URIRef | None = None,
        value: Term | None = None,
    ) -> Iterator[Statement]:
        """Give the statements with these terms, None standing for any, in no particular order."""
        known = {"g": graph, "s": subject, "p": predicate, "o": value}
        for row in self._matching(known, "?g ?s ?p ?o"):
            yield Statement(URIRef(row["s"]), URIRef(row["p"]), row["o"], URIRef(row["g"]))

    def triples(
        self,
        *,
        subject: URIRef | None = None,
        predicate: URIRef | None = None,
        value: Term | None = None,
    ) -> Iterator[TripleOfTerms]:
        """Give the triples of the union of all graphs with these terms, each once, in no particular order."""
        for row in self._matching({"s": subject, "p": predicate, "o": value}, "?s ?p ?o"):
            yield URIRef(row["s"]), URIRef(row["p"]), row["o"]

    def n_triples(self, graph: URIRef) -> bytes:
        """Return one graph as N-Triples, a line for each triple, in no particular order."""
        lines = (" ".join(map(str, map(checked_term, quad[:3]))) for quad in self.quads(graph))
        return "".join(f"{line} .\n" for line in lines).encode()

    def ask(self, query: str) -> bool:
        """Answer an ASK query."""
        _require_form(query, ox.QueryBoolean, "ASK")
        return as_boolean(self._endpoint.results(query))

    def select(self, query: str) -> Iterator[dict[str, Term]]:
        """Give the solutions of a SELECT query: variable name to term, unbound variables left out."""
        _require_form(query, ox.QuerySolutions, "SELECT")
        solutions = self._endpoint.results(query)
        if isinstance(solutions, ox.QueryBoolean):
            raise MachineError("The store behind this service gave a boolean for a SELECT query.")
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            pairs = zip(names, solution, strict=True)
            yield {name: rdflib_term(term) for name, term in pairs if term is not None}

    def construct(self, query: str) -> Iterator[TripleOfTerms]:
        """Give the triples of a CONSTRUCT or DESCRIBE query."""
        _require_form(query, ox.QueryTriples, "CONSTRUCT or DESCRIBE")
        for triple in self._endpoint.triples(query):
            subject, predicate = rdflib_term(triple.subject), rdflib_term(triple.predicate)
            yield URIRef(subject), URIRef(predicate), rdflib_term(triple.object)

    def require_union(self) -> None:
        """See that queries find in the default graph what the named graphs hold.

        Raises:
            InputError: there is nothing in the store, or its default graph is another one.
        """
        any_of_ours = f"SELECT ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }} LIMIT 1"
        found = next(self.select(any_of_ours), None)
        if found is None:
            raise InputError("the store has no graph of ours", source=self._endpoint.url)
        if not self.ask(f"ASK {{ {' '.join(str(checked_term(found[name])) for name in 'spo')} }}"):
            reason = "the default graph of the store is not the union of its named graphs (docs/serving.md)"
            raise InputError(reason, source=self._endpoint.url)

    def _matching(self, known: dict[str, Term | None], wanted: str) -> Iterator[dict[str, Term]]:
        try:
            terms = {name: checked_term(term) for name, term in known.items() if term is not None}
        except RejectedTermError:  # what the gate keeps out is in no statement
            return
        given = {name: rdflib_term(term) for name, term in terms.items()}
        s, p, o, g = (str(terms.get(name, f"?{name}")) for name in "spog")
        free = [f"?{name}" for name in wanted.replace("?", "").split() if name not in terms]
        pattern = f"{{ GRAPH {g} {{ {s} {p} {o} }} {_OURS if g == '?g' and not given else ''} }}"
        if not free:
            if self.ask(f"ASK {pattern}"):
                yield given
            return
        for row in self.select(f"SELECT DISTINCT {' '.join(free)} {pattern}"):
            yield {**given, **row}


_OURS: Final = f'FILTER(STRSTARTS(STR(?g), "{GRAPH}"))'
"""Stores have graphs of their own, too."""


def _require_form(query: str, kind: type[object], form: str) -> None:
    try:
        results = ox.Store().query(query)
    except SyntaxError as error:
        raise QueryError(f"The query does not parse: {error}") from error
    if not isinstance(results, kind):
        raise QueryError(f"The query must be of the form {form}.")


def _require_answer(response: urllib3.BaseHTTPResponse, media_type: str) -> None:
    if response.status == 400:
        said = response.read(_LONGEST_REASON).decode("utf-8", "replace")
        raise QueryError(f"The store behind this service does not take the query: {on_one_line(said)}")
    if response.status != 200:
        raise MachineError(f"The store behind this service answers {response.status}.")
    if _CUT in response.headers:
        most = int(response.headers[_CUT]) if response.headers[_CUT].isdecimal() else 0
        told = "The store behind this service gives at most {:,} rows; nothing of the answer is given."
        raise LimitError(told.format(most))
    found = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if found not in _MEDIA_TYPES[media_type]:
        raise MachineError("The store behind this service answers in another form than it was asked for.")
