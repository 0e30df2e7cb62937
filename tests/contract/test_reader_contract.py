"""What every reader of statements must do; a new one joins by adding how it is opened to ``READERS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from rdflib.namespace import RDF, RDFS
from rdflib.term import Literal, URIRef

from osce_kg.errors import QueryError
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG
from osce_kg.store import OxigraphReader, StatementReader
from osce_kg.store.endpoint import SparqlEndpoint
from osce_kg.store.endpoint_reader import EndpointReader
from sparql_endpoint import sparql_endpoint


@contextmanager
def _embedded(build: Path) -> Iterator[StatementReader]:
    yield OxigraphReader.open(build / "store")


@contextmanager
def _remote(build: Path) -> Iterator[StatementReader]:
    with sparql_endpoint(build) as server:
        yield EndpointReader(SparqlEndpoint(server.url, 10))


READERS: dict[str, Callable[[Path], AbstractContextManager[StatementReader]]] = {
    "embedded store": _embedded,
    "SPARQL endpoint": _remote,
}


@pytest.fixture(params=READERS, scope="module")
def reader(request: pytest.FixtureRequest, meeting_build: Path) -> Iterator[StatementReader]:
    with READERS[request.param](meeting_build) as opened:
        yield opened


@pytest.fixture
def statements(meeting_statements: tuple[Statement, ...]) -> set[Statement]:
    return set(meeting_statements)


def test_all_statements_are_there(reader: StatementReader, statements: set[Statement]) -> None:
    assert set(reader.quads()) == statements
    assert len(reader) == len(statements)
    assert reader.graphs() == tuple(sorted({statement.graph for statement in statements}))


def test_statements_are_found_by_any_of_their_terms(
    reader: StatementReader, statements: set[Statement]
) -> None:
    for wanted in sorted(statements)[::40]:
        subject, predicate, value, graph = wanted
        assert list(reader.quads(graph, subject=subject, predicate=predicate, value=value)) == [wanted]
        assert set(reader.quads(subject=subject)) == {s for s in statements if s.subject == subject}
        assert set(reader.quads(graph, value=value)) == {s for s in statements if s[2:] == (value, graph)}
        assert set(reader.quads(predicate=predicate)) == {s for s in statements if s.predicate == predicate}


def test_triples_of_the_union_are_given_once(reader: StatementReader, statements: set[Statement]) -> None:
    every = {statement[:3] for statement in statements}
    found = list(reader.triples())
    assert len(found) == len(set(found))
    assert set(found) == every
    for subject, predicate, value in sorted(every)[::40]:
        about = list(reader.triples(subject=subject))
        assert len(about) == len(set(about))
        assert set(about) == {triple for triple in every if triple[0] == subject}
        assert set(reader.triples(value=value)) == {triple for triple in every if triple[2] == value}
        assert (subject, predicate, value) in set(reader.triples(subject=subject, predicate=predicate))


def test_what_no_statement_can_have_is_in_none(reader: StatementReader) -> None:
    assert list(reader.triples(subject=URIRef("not an IRI"))) == []
    assert list(reader.quads(URIRef("http://a b"))) == []
    assert list(reader.triples(value=Literal("nobody says this"))) == []
    assert list(reader.triples(subject=URIRef('http://a> <b> "c" . ?s ?p ?o #'))) == []


def test_a_graph_is_given_as_n_triples(reader: StatementReader, statements: set[Statement]) -> None:
    graph = reader.graphs()[0]
    lines = reader.n_triples(graph).splitlines()
    assert len(lines) == len(set(lines)) == sum(statement.graph == graph for statement in statements)
    assert all(line.startswith(b"<") and line.endswith(b" .") for line in lines)


def test_queries_see_the_union_as_the_default_graph(reader: StatementReader) -> None:
    asked = f"ASK {{ ?meeting a <{OKG.Meeting}> ; <{OKG.hasParticipant}> ?person }}"
    assert reader.ask(asked)
    assert not reader.ask("ASK { <http://example.org/a> ?p ?o }")
    rows = list(reader.select(f"SELECT ?s ?none {{ ?s <{RDF.type}> <{OKG.Person}> }}"))
    assert rows
    assert all(set(row) == {"s"} for row in rows)
    built = list(reader.construct(f"CONSTRUCT {{ ?s <{RDFS.label}> ?l }} WHERE {{ ?s <{RDFS.label}> ?l }}"))
    assert {triple[1] for triple in built} == {RDFS.label}


@pytest.mark.parametrize(
    "query", ["SELECT ?s {", "ASK { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"]
)
def test_a_query_of_another_form_is_an_error(reader: StatementReader, query: str) -> None:
    with pytest.raises(QueryError):
        list(reader.select(query))
