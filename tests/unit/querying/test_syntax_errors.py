"""What a person is told of a query that does not parse."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.errors import QueryError
from osce_kg.querying.syntax_errors import explain_syntax_error

PREFIXES = {"okg": "https://w3id.org/osce-kg/ontology#"}


def explained(query: str) -> QueryError:
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(query, prefixes=PREFIXES)
    return explain_syntax_error(str(caught.value), query, PREFIXES)


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("", "the query is empty"),
        ("# SELECT * {}", "nothing but comments"),
        ("SELEC * {}", "'SELEC' is no word of SPARQL; is SELECT meant?"),
        ("SELECT * { FILTER NOT EXIST { ?s ?p ?o } }", "is EXISTS meant?"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "Add it to GROUP BY"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "SELECT * cannot stand with GROUP BY"),
        ("SELECT (?x AS ?x) { ?s ?p ?x }", "the variable after AS is in the query already"),
        ("SELECT COUNT(?o) { ?s ?p ?o }", "needs brackets and a name: (COUNT(?x) AS ?n)"),
        ("SELECT (COUNT(?o)) { ?s ?p ?o }", "needs a name: (COUNT(?x) AS ?n)"),
        ("SELECT ?a, ?b { ?a ?p ?b }", "without commas"),
        ("SELECT * { ?s ?p ?o FILTER ?o > 1 }", "FILTER needs brackets"),
        ("SELECT * { ?s ?p ?o } LIMIT 10 ORDER BY ?s", "stand before LIMIT"),
        ("SELECT * { ?s ?p ?o } LIMIT", "followed by a number"),
        ("SELECT * { ?s ?p ?o } ORDER BY ?s DESC", "DESC(?x)"),
        ("SELECT * { ?s ?p ?o } ORDER ?s", "followed by BY"),
        ("SELECT * { { ?s ?p ?o } UNION }", "UNION stands between two groups"),
        ("SELECT * { ?s a okg:Person, }", "nothing after a comma"),
        ("ASK {} ; ASK {}", "a request holds one query"),
        ("SELECT * { ?s ?p 'x }", "no closing quote"),
        ("SELECT * { ?s ?p 'it's' }", "a quote in it that needs a backslash"),
        ("SELECT * { ?s ?p “x” }", "straight quotes"),
        ("SELECT * { ?s <http://a b> ?o }", "no IRI has"),
        ("SELECT * { ?s ?p ?o ", "1 opening and 0 closing braces"),
        ("SELECT * { FILTER(?o = 1 }", "1 opening and 0 closing brackets"),
        ("CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }", "expected here: a variable, a text"),
        ("SELECT * { VALUES (?a ?b) { (1) } }", "the grammar is at"),
    ],
)
def test_the_usual_mistakes_are_told(query: str, hint: str) -> None:
    assert hint in str(explained(query))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'LIMIT COUNT( “' nix",
        "SELECT * { ?s ?p <http://example.org/UNION,.> nix",
        "SELECT * { # FILTER ?x , }\n nix",
        'SELECT * { ?s ?p """a"b,.""" nix',
    ],
)
def test_what_stands_in_texts_iris_and_comments_is_no_mistake(query: str) -> None:
    assert "'nix' is no word of SPARQL" in str(explained(query))


def test_an_undeclared_prefix_is_told_where_it_stands_first() -> None:
    error = explained("SELECT * {\n  ?s okg:a ?o ;\n     nix:b 'nix:c' ; nix:d ?e }")
    assert (error.line, error.column) == (3, 6)
    assert "     nix:b" in str(error)
    assert "the prefix 'nix' is not declared" in str(error)


def test_the_caret_stands_under_the_place() -> None:
    shown = str(explained("SELECT * { ?s ?p ?o . } LIMIT x")).splitlines()
    assert shown[2].index("^") == shown[1].index("x")


@pytest.mark.parametrize(
    "query", ["SELECT * { ?s ?p " + "nix" * 100_000 + ":a }", "x" * 100_000, '"' + '\\"' * 100_000]
)
def test_long_queries_make_short_errors(query: str) -> None:
    assert len(str(explained(query))) < 2000


@given(st.text(alphabet="SELECT WHERE{}()?$<>'\"\\.,;:#@ab1\n\u201c", max_size=60))
def test_every_text_that_does_not_parse_gets_a_hint(query: str) -> None:
    try:
        ox.Store().query(query, prefixes=PREFIXES)
    except SyntaxError as error:
        explained_error = explain_syntax_error(str(error), query, PREFIXES)
        assert "\nHint: " in str(explained_error)
        assert explained_error.line is not None
        assert explained_error.column is not None
        assert 1 <= explained_error.line <= query.count("\n") + 1
    except (RuntimeError, ValueError):
        pass  # it parses, and names a function that does not exist
