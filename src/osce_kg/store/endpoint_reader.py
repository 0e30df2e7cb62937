"""The statements of a store of others, looked up by queries.

Stores differ in what they call the default graph. So what is looked up here asks for named graphs, where all
agree.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
from rdflib.term import URIRef

from osce_kg.errors import InputError, MachineError, QueryError
from osce_kg.model.statement import Statement
from osce_kg.namespaces import GRAPH
from osce_kg.store.endpoint import SparqlEndpoint, as_boolean
from osce_kg.store.gate import RejectedTermError, checked_term
from osce_kg.store.interface import Term, TripleOfTerms
from osce_kg.store.oxigraph import rdflib_term

_OURS: Final = f'FILTER(STRSTARTS(STR(?g), "{GRAPH}"))'
"""Stores have graphs of their own, too."""


_FEW: Final = 1000
"""Statements around a term that are asked for at once: a page asks for most of them, one after the other."""
_RECENT_SECONDS: Final = 10.0
_MOST_RECENT: Final = 2000
"""Terms whose statements are kept for so many seconds."""


class EndpointReader:
    """The statements of named graphs behind an endpoint: a ``StatementReader``.

    Queries see what the store calls its default graph: ``require_union`` tells whether that is the union.
    """

    def __init__(self, endpoint: SparqlEndpoint) -> None:
        self._endpoint = endpoint
        self._recent: OrderedDict[tuple[str, Term], tuple[float, list[Statement] | None]] = OrderedDict()

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
        around = self._around(subject, value)
        if around is not None:
            wanted = (subject, predicate, value, graph)
            yield from (quad for quad in around if _matches(quad, wanted))
            return
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
        around = self._around(subject, value)
        if around is not None:
            wanted = (subject, predicate, value, None)
            yield from dict.fromkeys(quad[:3] for quad in around if _matches(quad, wanted))
            return
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

    def _around(self, subject: URIRef | None, value: Term | None) -> list[Statement] | None:
        """Return all statements about a subject, else all with a value; None if they are many."""
        key: tuple[str, Term]
        if subject is not None:
            key = ("s", subject)
        elif value is not None:
            key = ("o", value)
        else:
            return None
        now = time.monotonic()
        since, found = self._recent.pop(key, (0.0, None))
        if now - since > _RECENT_SECONDS:
            since, found = now, self._ask_around(*key)
        self._recent[key] = since, found
        if len(self._recent) > _MOST_RECENT:
            self._recent.popitem(last=False)
        return found

    def _ask_around(self, place: str, term: Term) -> list[Statement] | None:
        rows = list(self._matching({place: term}, "?g ?s ?p ?o", _FEW + 1))
        if len(rows) > _FEW:
            return None
        return [Statement(URIRef(row["s"]), URIRef(row["p"]), row["o"], URIRef(row["g"])) for row in rows]

    def _matching(
        self, known: dict[str, Term | None], wanted: str, limit: int | None = None
    ) -> Iterator[dict[str, Term]]:
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
        end = "" if limit is None else f" LIMIT {limit}"
        for row in self.select(f"SELECT DISTINCT {' '.join(free)} {pattern}{end}"):
            yield {**given, **row}


def _require_form(query: str, kind: type[object], form: str) -> None:
    try:
        results = ox.Store().query(query)
    except SyntaxError as error:
        raise QueryError(f"The query does not parse: {error}") from error
    if not isinstance(results, kind):
        raise QueryError(f"The query must be of the form {form}.")


def _matches(quad: Statement, wanted: tuple[Term | None, ...]) -> bool:
    return all(term is None or term == found for term, found in zip(wanted, quad, strict=True))
