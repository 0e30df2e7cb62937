"""Running a query on an open store."""

from __future__ import annotations

import io
import json

import pyoxigraph as ox
import pytest

from osce_kg.errors import FormatError, QueryError, RefusedQueryError
from osce_kg.querying.execution import QueryRequest, execute_query

PREFIXES = {"ex": "http://example.org/"}


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    subject, graph = ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/g")
    store.add(ox.Quad(subject, subject, ox.Literal("x"), graph))
    store.add(ox.Quad(subject, subject, ox.Literal("x")))
    return store


def run(store: ox.Store, request: QueryRequest) -> tuple[str, bytes]:
    output = io.BytesIO()
    answer = execute_query(store, request, PREFIXES)
    answer.write_to(output)
    return answer.kind, output.getvalue()


def test_solutions_come_as_json(store: ox.Store) -> None:
    kind, body = run(store, QueryRequest("SELECT ?o { ex:s ?p ?o }"))
    assert kind == "solutions"
    assert json.loads(body)["results"]["bindings"] == [{"o": {"type": "literal", "value": "x"}}]


@pytest.mark.parametrize(
    ("name", "start"), [("json", b"{"), ("xml", b"<?xml"), ("csv", b"o\r\nx"), ("tsv", b'?o\n"x"')]
)
def test_every_form_of_solutions(store: ox.Store, name: str, start: bytes) -> None:
    _, body = run(store, QueryRequest("SELECT ?o { ?s ?p ?o }", solutions_format=name))
    assert body.startswith(start)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("turtle", b"ex:s ex:s"),
        ("ntriples", b"<http://example.org/s>"),
        ("jsonld", b"["),
        ("xml", b"<rdf:RDF"),
    ],
)
def test_every_form_of_graphs(store: ox.Store, name: str, part: bytes) -> None:
    kind, body = run(store, QueryRequest("CONSTRUCT WHERE { ?s ?p ?o }", graph_format=name))
    assert kind == "graph"
    assert part in body


def test_ask_is_a_boolean(store: ox.Store) -> None:
    assert run(store, QueryRequest("ASK {}")) == ("boolean", b'{"head":{},"boolean":true}')


def test_the_dataset_of_the_protocol_limits_what_is_seen(store: ox.Store) -> None:
    request = QueryRequest("ASK { GRAPH ?g { ?s ?p ?o } }", default_graphs=["http://example.org/g"])
    assert run(store, request)[1].endswith(b"false}")
    with pytest.raises(QueryError, match="no graph http://nowhere/"):
        run(store, QueryRequest("ASK {}", named_graphs=["http://nowhere/"]))


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_an_unknown_form_names_the_known_ones(store: ox.Store, query: str) -> None:
    with pytest.raises(FormatError, match=r"xml \(application/"):
        execute_query(store, QueryRequest(query, solutions_format=None, graph_format=None), PREFIXES)


def test_service_is_refused_before_anything_runs(store: ox.Store) -> None:
    with pytest.raises(RefusedQueryError):
        execute_query(store, QueryRequest("SELECT * { SERVICE <http://127.0.0.1/> {} }"), PREFIXES)


@pytest.mark.parametrize(
    ("query", "line", "column", "hint"),
    [
        ("SELECT * WHERE {\n  nix:a ?p ?o }", 2, 3, "the prefix 'nix' is not declared"),
        ("SELEC * {}", 1, 1, ""),
        ("SELECT * {} ORDER ?s", 1, 19, ""),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?y ?z }", 1, 41, "variable that is unbound"),
        ("SELECT * {{ ?s ?p ?o }", 1, 23, "2 opening and 1 closing braces"),
    ],
)
def test_a_query_that_does_not_parse_says_where_and_why(
    store: ox.Store, query: str, line: int, column: int, hint: str
) -> None:
    with pytest.raises(QueryError) as caught:
        execute_query(store, QueryRequest(query), PREFIXES)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert hint in str(caught.value)
    assert len(str(caught.value)) < 2000


def test_a_function_that_does_not_exist_is_named(store: ox.Store) -> None:
    with pytest.raises(QueryError, match=r"There is no function <http://example\.org/nix>"):
        execute_query(store, QueryRequest("SELECT (ex:nix(1) AS ?x) {}"), PREFIXES)
