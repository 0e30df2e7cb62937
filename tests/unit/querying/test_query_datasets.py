"""FROM may name only graphs that exist, however it names them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from osce_kg.errors import QueryError
from osce_kg.querying.datasets import graphs_after_from
from osce_kg.querying.execution import QueryRequest, execute_query

GRAPH = "https://w3id.org/osce-kg/graph/reference"
PREFIXES = {"known": "https://w3id.org/osce-kg/graph/"}


@pytest.fixture
def store() -> ox.Store:
    name = ox.NamedNode("a:a")
    filled = ox.Store()
    filled.add(ox.Quad(name, name, name, ox.NamedNode(GRAPH)))
    return filled


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * FROM <{GRAPH}> {{ ?s ?p ?o }}",
        f"SELECT * FROM<{GRAPH}>{{ ?s ?p ?o }}",
        "BASE <https://w3id.org/osce-kg/> SELECT * FROM <graph/reference> { ?s ?p ?o }",
        "BASE <https://w3id.org/> BASE <osce-kg/> SELECT * FROM <graph/reference> { ?s ?p ?o }",
        "PREFIX e: <https://w3id.org/osce-kg/graph/> SELECT * FROM e:reference { ?s ?p ?o }",
        "#base\nBASE <https://w3id.org/> PREFIX : <osce-kg/graph/>\nASK FROM #a\n :reference {}",
        "SELECT * FROM known:reference { ?s ?p ?o }",
        "SELECT * FROM <https://w3id.org/osce-kg/gr\\u0061ph/reference> { ?s ?p ?o }",
        f"SELECT ?s FROM NAMED <{GRAPH}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ],
)
def test_a_graph_that_exists_can_be_named_in_every_way_of_sparql(store: ox.Store, query: str) -> None:
    assert graphs_after_from(query, PREFIXES) == [GRAPH]
    execute_query(store, QueryRequest(query), PREFIXES)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <http://127.0.0.1/good> { ?s ?p ?o }",
        "PREFIX e: <http://127.0.0.1/> SELECT * FROM e:good { ?s ?p ?o }",
        "PREFIX e: <http://127.0.0.1/> SELECT * FROM NAMED e:good { ?s ?p ?o }",
        "BASE <http://127.0.0.1/> SELECT * FROM <good> { ?s ?p ?o }",
        f"PREFIX e: <http://127.0.0.1/> SELECT * FROM <{GRAPH}> FROM NAMED e:good {{ ?s ?p ?o }}",
    ],
)
def test_a_graph_that_does_not_exist_is_an_error_in_every_way_of_sparql(store: ox.Store, query: str) -> None:
    with pytest.raises(QueryError, match=r"does not exist: http://127\.0\.0\.1/good"):
        execute_query(store, QueryRequest(query), PREFIXES)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ' FROM <a:text>' }",
        "SELECT * { ?s ?p ?o } # FROM <a:comment>",
        "PREFIX from: <a:> SELECT * { ?s from:x <a:b> ; a from:y }",
        "SELECT ?from { ?from <a:b> known:from }",
    ],
)
def test_the_word_from_elsewhere_names_no_graph(store: ox.Store, query: str) -> None:
    assert graphs_after_from(query, PREFIXES) == []
    execute_query(store, QueryRequest(query), PREFIXES)


def test_an_undeclared_prefix_after_from_is_explained_as_a_syntax_error(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="the prefix 'nix' is not declared"):
        execute_query(store, QueryRequest("SELECT * FROM nix:a { ?s ?p ?o }"), PREFIXES)


def test_a_relative_name_is_relative_to_the_base_of_the_service(store: ox.Store) -> None:
    query = "SELECT * FROM <graph/reference> { ?s ?p ?o }"
    base = "https://w3id.org/osce-kg/"
    assert graphs_after_from(query, PREFIXES, base) == [GRAPH]
    assert graphs_after_from(f"BASE <http://other.example/> {query}", PREFIXES, base) != [GRAPH]
    execute_query(store, QueryRequest(query, base_iri=base), PREFIXES)
