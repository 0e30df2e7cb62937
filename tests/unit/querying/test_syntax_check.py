"""Checking a query while it is being written: what is told, and that nothing of it runs."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.errors import QueryError, RefusedQueryError
from osce_kg.namespaces import BASE, PREFIXES
from osce_kg.querying.catalogue import ExampleQuery, read_catalogue
from osce_kg.querying.execution import QueryRequest, execute_query
from osce_kg.querying.syntax_check import check_syntax
from osce_kg.resources import resource_path

NUMBERS = " ".join(map(str, range(3000)))
CROSSED = " ".join(f"VALUES ?v{place} {{ {NUMBERS} }}" for place in range(4))
EXAMPLES = read_catalogue(resource_path("queries", "examples"))


def complaint(text: str) -> QueryError | None:
    """Return what is wrong with a query; None if nothing is."""
    try:
        check_syntax(text, PREFIXES, BASE)
    except QueryError as error:
        return error
    return None


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_nothing_is_wrong_with_an_example(example: ExampleQuery) -> None:
    assert complaint(example.text) is None


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("SELECT * {\n  nix:a ?p ?o }", 2, 3, "the prefix 'nix' is not declared."),
        ("SELECT * {\n\n  ?s ?p ?o", 3, 11, "1 opening and 0 closing braces"),
        ("SELEC * {}", 1, 1, "is SELECT meant?"),
        ('SELECT * { ?s ?p "\N{GRINNING FACE}" } LIMIT', 1, 29, "followed by a number"),
    ],
)
def test_a_mistake_has_a_place_and_a_hint(text: str, line: int, column: int, hint: str) -> None:
    error = complaint(text)
    assert error is not None
    assert (error.line, error.column) == (line, column)
    assert hint in (error.hint or "")
    assert (error.hint or "-") in str(error)


@pytest.mark.parametrize("text", ["DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://127.0.0.1/> {} }"])
def test_what_would_be_refused_is_told_before_it_is_sent(text: str) -> None:
    assert isinstance(complaint(text), RefusedQueryError)


@pytest.mark.parametrize("form", ["ASK { %s FILTER(?v0 < 0) }", "SELECT (COUNT(*) AS ?n) { %s }"])
def test_nothing_is_evaluated(form: str) -> None:
    # 81 trillion rows, of values that the query itself brings: who begins to count them does not come back.
    assert complaint(form % CROSSED) is None


@given(st.text(alphabet="SELECT*{}?sp<>.:#'\"\\ \n@1(", max_size=40))
def test_check_and_run_agree_on_what_parses(text: str) -> None:
    try:
        execute_query(ox.Store(), QueryRequest(text, base_iri=BASE), PREFIXES)
        runs: str | None = None
    except QueryError as error:
        runs = str(error)
    found = complaint(text)
    assert (None if found is None else str(found)) == runs
