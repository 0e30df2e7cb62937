"""The columns of SELECT * come as the query was written."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.querying.columns import with_columns_in_order
from osce_kg.querying.execution import QueryRequest, execute_query

PREFIXES = {"ex": "http://example.org/"}


def columns(query: str) -> list[str]:
    output = io.BytesIO()
    execute_query(ox.Store(), QueryRequest(query, solutions_format="csv"), PREFIXES).write_to(output)
    return output.getvalue().decode().splitlines()[0].split(",")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?z ex:p ?m . ?a ex:q ?b }", "zmab"),
        ("SELECT DISTINCT*{?z ex:p ?a}", "za"),
        ("select reduced * { $z ex:p $a . ?a ex:q ?z }", "za"),
        ("# SELECT ?a\nPREFIX e: <http://e/#> BASE <http://e/> SELECT # ?a\n* { ?z e:p ?a }", "za"),
        ("SELECT * { ?z ex:p '?a ?b', ?d FILTER(?z<?d) BIND(1 AS ?c) }", "zdc"),
        ("SELECT * { { SELECT ?n ?b { ?a ?b ?n } } ?m ex:p ?n }", "nbm"),
        ("SELECT * { ?z ex:p ?x } ORDER BY ?x LIMIT 1 VALUES ?a { 1 }", "zxa"),
        ("SELECT ?b ?a { { SELECT * { ?a ex:p ?b } } }", "ba"),
        ("SELECT * { ?b ex:p '\\u0027', ?z . ?a ex:q '' }", "baz"),
    ],
)
def test_columns_are_in_the_order_of_first_appearance(query: str, expected: str) -> None:
    assert columns(query) == list(expected)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {}",
        "SELECT * { ?s ex:nix",
        "SELECT * { ?z ex:p ?a BIND(ex:nix(?z) AS ?b) }",
        "SELECT (COUNT(*) AS ?n) { ?z ex:p ?a }",
        "ASK { ?z ex:p ?a }",
        "CONSTRUCT { ?z ex:p ?a } WHERE { { SELECT * { ?z ex:p ?a } } }",
    ],
)
def test_other_queries_stay_as_they_are(query: str) -> None:
    assert with_columns_in_order(query, PREFIXES, None) == query


VARIABLE = st.sampled_from(["?a", "?b", "?c", "?d", "$a", '"?b"', "<a:?c>", "_:a"])


@given(st.lists(st.tuples(VARIABLE, VARIABLE), min_size=1, max_size=5), st.booleans())
def test_only_the_order_of_columns_changes(patterns: list[tuple[str, str]], distinct: bool) -> None:
    store = ox.Store()
    for number in range(3):
        node = ox.NamedNode(f"http://example.org/{number}")
        store.add(ox.Quad(node, ox.NamedNode("http://example.org/p"), ox.NamedNode("http://example.org/1")))
    body = " . ".join(f"{subject} ex:p {value}" for subject, value in patterns)
    query = f"SELECT {'DISTINCT ' if distinct else ''}* {{ {body} }}"

    def solutions(text: str) -> list[list[str]]:
        found = store.query(text, prefixes=PREFIXES)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return sorted(sorted(f"{name} {row[name]}" for name in names) for row in found)

    try:
        before = solutions(query)
    except SyntaxError:  # a literal is no subject
        return
    assert solutions(with_columns_in_order(query, PREFIXES, None)) == before
