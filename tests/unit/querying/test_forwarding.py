"""Queries that a store of others answers: checked before they are sent, and written as our own are."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from osce_kg.errors import MachineError, OsceKgError, QueryError, RefusedQueryError
from osce_kg.namespaces import BASE, PREFIXES
from osce_kg.querying.execution import QueryRequest, execute_query
from osce_kg.querying.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from osce_kg.store import open_store
from osce_kg.store.endpoint import SparqlEndpoint
from sparql_endpoint import EndpointServer, Reply, sparql_endpoint

PEOPLE = "SELECT * { ?person a okg:Person ; rdfs:label ?name } ORDER BY ?person"


@pytest.fixture(scope="module")
def server(meeting_build: Path) -> Iterator[EndpointServer]:
    with sparql_endpoint(meeting_build) as running:
        yield running


@pytest.fixture
def endpoint(server: EndpointServer) -> SparqlEndpoint:
    server.asked.clear()
    return SparqlEndpoint(server.url, 5)


def answer(store: object, request: QueryRequest) -> tuple[str, str, bytes]:
    started = execute_query(store, request, PREFIXES)  # type: ignore[arg-type]
    body = io.BytesIO()
    started.write_to(body)
    return started.kind, started.media_type, body.getvalue()


@pytest.mark.parametrize("form", SOLUTION_FORMATS)
@pytest.mark.parametrize("text", [PEOPLE, "ASK { ?m a okg:Meeting }", "ASK { ?m a okg:Nothing }"])
def test_solutions_are_those_of_the_build_in_every_form(
    meeting_build: Path, endpoint: SparqlEndpoint, text: str, form: str
) -> None:
    request = QueryRequest(text, form, base_iri=BASE)
    assert answer(endpoint, request) == answer(open_store(meeting_build / "store"), request)


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_graphs_are_given_in_every_form(meeting_build: Path, endpoint: SparqlEndpoint, form: str) -> None:
    request = QueryRequest("CONSTRUCT WHERE { ?person a okg:Person }", graph_format=form)
    here, there = answer(open_store(meeting_build / "store"), request), answer(endpoint, request)
    assert here[:2] == there[:2]
    if form == "ntriples":
        assert sorted(here[2].splitlines()) == sorted(there[2].splitlines())
    assert there[2]


def test_relative_iris_and_prefixes_mean_the_same(server: EndpointServer, endpoint: SparqlEndpoint) -> None:
    request = QueryRequest("SELECT * { <id/state/KAZ> a ?type }", base_iri="https://example.org/")
    answer(endpoint, request)
    assert server.asked[-1]["query"][0].startswith("BASE <https://example.org/>\n")
    answer(endpoint, QueryRequest("PREFIX okg: <http://other/> SELECT * { ?s a okg:Person }"))
    assert server.asked[-1]["query"][0].endswith("PREFIX okg: <http://other/> SELECT * { ?s a okg:Person }")


def test_the_dataset_of_the_protocol_is_handed_on(server: EndpointServer, endpoint: SparqlEndpoint) -> None:
    graph = str(GRAPH_OF_ENTITIES)
    answer(endpoint, QueryRequest(PEOPLE, default_graphs=(graph,)))
    assert server.asked[-1]["default-graph-uri"] == [graph]


GRAPH_OF_ENTITIES = f"{BASE}graph/entities"


@pytest.mark.parametrize(
    ("text", "error", "told"),
    [
        ("SELECT * { ?s ?p", QueryError, "line 1, column"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", RefusedQueryError, "Updates are not allowed"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", RefusedQueryError, "SERVICE"),
        ('DEFINE get:soft "replace" SELECT * { ?s ?p ?o }', QueryError, "does not parse"),
        ("SELECT (bif:getenv('HOME') AS ?x) {}", QueryError, "does not parse"),
        ("SELECT (<bif:getenv>('HOME') AS ?x) {}", QueryError, "no function <bif:getenv>"),
        ("SELECT (<sql:f>(1) AS ?x) {}", QueryError, "no function <sql:f>"),
    ],
)
def test_what_is_not_allowed_never_reaches_the_store(
    server: EndpointServer, endpoint: SparqlEndpoint, text: str, error: type[OsceKgError], told: str
) -> None:
    with pytest.raises(error, match=told):
        execute_query(endpoint, QueryRequest(text), PREFIXES)
    assert server.asked == []


@pytest.mark.parametrize(
    "request_",
    [
        QueryRequest("SELECT * FROM <http://example.org/secret> { ?s ?p ?o }"),
        QueryRequest("SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }"),
        QueryRequest("SELECT * { ?s ?p ?o }", default_graphs=("http://example.org/secret",)),
        QueryRequest("SELECT * { ?s ?p ?o }", named_graphs=("> } #",)),
    ],
)
def test_a_graph_that_is_not_there_is_only_asked_after(
    server: EndpointServer, endpoint: SparqlEndpoint, request_: QueryRequest
) -> None:
    with pytest.raises(QueryError, match="graph"):
        execute_query(endpoint, request_, PREFIXES)
    assert all(asked["query"][0].startswith("ASK") for asked in server.asked)


def test_an_answer_that_breaks_off_is_an_error_also_after_its_start(
    server: EndpointServer, endpoint: SparqlEndpoint
) -> None:
    row = b'{"s":{"type":"uri","value":"http://example.org/s"}}'
    head = b'{"head":{"vars":["s"]},"results":{"bindings":['
    server.replies.append(Reply(body=head + b",".join([row] * 1000), breaks=True))
    started = execute_query(endpoint, QueryRequest("SELECT ?s { ?s ?p ?o }"), PREFIXES)
    with pytest.raises(MachineError):
        started.write_to(io.BytesIO())
    line = b"<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"
    server.replies.append(Reply(body=line * 1000, media_type="application/n-triples", breaks=True))
    started = execute_query(endpoint, QueryRequest("CONSTRUCT WHERE { ?s ?p ?o }"), PREFIXES)
    with pytest.raises(MachineError):
        started.write_to(io.BytesIO())
