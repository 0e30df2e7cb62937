"""Queries that are checked here, asked of whatever source there is, and read as terms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

import pyoxigraph as ox
from rdflib.term import Literal, URIRef

from osce_kg.errors import InputError, QueryError
from osce_kg.knowledge_graph.parameters import with_prefixes
from osce_kg.knowledge_graph.sources import GraphSource
from osce_kg.namespaces import PREFIXES
from osce_kg.querying.columns import with_columns_in_order
from osce_kg.querying.inspection import refuse_unsafe
from osce_kg.querying.syntax_errors import explain_syntax_error
from osce_kg.store import rdflib_term
from osce_kg.store.gate import RejectedTermError, checked_iri
from osce_kg.store.interface import Term, TripleOfTerms
from osce_kg.store.texts import preferred_text

_AT_ONCE = 500
"""Things whose labels are asked for in one query: endpoints limit the length of a query."""
_LABELS = "SELECT ?thing ?label {{ VALUES ?thing {{ {things} }} ?thing rdfs:label|skos:prefLabel ?label }}"


class Solutions(NamedTuple):
    """The answer of a SELECT query.

    Attributes:
        columns: names of the variables.
        rows: a term, or None, for each column.
        sparql: the query as it was sent; it runs in any engine.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    sparql: str


class SourceReader:
    """The queries that a source answers: a ``QueryReader`` over a store, a dump or an endpoint.

    Each query is checked before it is sent, so that the same text has the same error everywhere.
    """

    def __init__(self, source: GraphSource) -> None:
        self._source = source

    def solutions(self, query: str) -> Solutions:
        """Return the whole answer of a SELECT query.

        Raises:
            QueryError: it does not parse, is of another form, or is not allowed.
            OsceKgError: what ``GraphSource.answer`` raises.
        """
        text = _checked(query, ox.QuerySolutions, "SELECT")
        document = self._json(text)
        try:
            columns = tuple(document["head"]["vars"])
            rows = tuple(
                tuple(_term(binding.get(name)) for name in columns)
                for binding in document["results"]["bindings"]
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise self._no_results() from error
        return Solutions(columns, rows, text)

    def select(self, query: str) -> Iterator[dict[str, Term]]:
        """Give the solutions of a SELECT query: variable name to term, unbound variables left out."""
        found = self.solutions(query)
        for row in found.rows:
            yield {name: term for name, term in zip(found.columns, row, strict=True) if term is not None}

    def ask(self, query: str) -> bool:
        """Answer an ASK query."""
        found = self._json(_checked(query, ox.QueryBoolean, "ASK")).get("boolean")
        if not isinstance(found, bool):
            raise self._no_results()
        return found

    def construct(self, query: str) -> Iterator[TripleOfTerms]:
        """Give the triples of a CONSTRUCT or DESCRIBE query."""
        text = _checked(query, ox.QueryTriples, "CONSTRUCT or DESCRIBE")
        try:
            for quad in ox.parse(self._source.answer(text, "graph"), format=ox.RdfFormat.N_TRIPLES):
                subject, predicate = rdflib_term(quad.subject), rdflib_term(quad.predicate)
                yield cast(URIRef, subject), cast(URIRef, predicate), rdflib_term(quad.object)
        except SyntaxError as error:
            raise InputError("the answer is no N-Triples", source=self._source.name) from error

    def labels(self, iris: Iterable[URIRef]) -> dict[URIRef, str]:
        """Return the preferred label of each thing that has one."""
        found: dict[URIRef, list[Literal]] = {}
        things = sorted(iri for iri in set(iris) if _is_writable(iri))
        for start in range(0, len(things), _AT_ONCE):
            names = " ".join(iri.n3() for iri in things[start : start + _AT_ONCE])
            for row in self.select(_LABELS.format(things=names)):
                found.setdefault(cast(URIRef, row["thing"]), []).append(cast(Literal, row["label"]))
        return {iri: preferred_text(texts) or "" for iri, texts in found.items()}

    def _json(self, text: str) -> dict[str, Any]:
        try:
            document = json.loads(self._source.answer(text, "solutions"))
        except (ValueError, RecursionError) as error:
            raise self._no_results() from error
        if not isinstance(document, dict):
            raise self._no_results()
        return document

    def _no_results(self) -> InputError:
        return InputError("the answer is no SPARQL results in JSON", source=self._source.name)


def _checked(query: str, kind: type[object], form: str) -> str:
    """Return the query as it is to be sent."""
    refuse_unsafe(query)
    try:
        results = ox.Store().query(query, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise explain_syntax_error(str(error), query, PREFIXES) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"The query cannot run: {error}") from error
    if not isinstance(results, kind):
        raise QueryError(f"The query must be of the form {form}.")
    return with_prefixes(with_columns_in_order(query, PREFIXES, None))


def _term(found: dict[str, str] | None) -> Term | None:
    if found is None:
        return None
    if found["type"] == "uri":
        return URIRef(found["value"])
    if found["type"] == "bnode":
        return URIRef(f"_:{found['value']}")
    if "xml:lang" in found:
        return Literal(found["value"], lang=found["xml:lang"])
    datatype = found.get("datatype")
    return Literal(found["value"], datatype=URIRef(datatype) if datatype else None, normalize=False)


def _is_writable(iri: URIRef) -> bool:
    """Tell whether the IRI can stand in a query; none that cannot has a label."""
    try:
        checked_iri(str(iri))
    except RejectedTermError:
        return False
    return True
