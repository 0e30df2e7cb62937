from __future__ import annotations

from itertools import product

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import XSD

from osce_kg.validation.compiled.literal_conditions import in_relation, is_supported_pattern, matching

OPERATORS = ("<", "<=", ">", ">=")


def typed(text: str, name: str) -> str:
    return f'"{text}"^^<{XSD[name]}>'


def by_sparql(left: str, operator: str, right: str) -> bool:
    return bool(ox.Store().query(f"ASK {{ FILTER ({left} {operator} {right}) }}"))


values = st.one_of(
    st.builds(lambda day: typed(str(day), "date"), st.dates()),
    st.builds(lambda number: typed(str(number), "integer"), st.integers(-(10**20), 10**20)),
    st.builds(lambda number: typed(f"{number:.3f}", "decimal"), st.floats(-1e6, 1e6)),
    st.sampled_from(
        [
            typed("May 2004", "date"),
            typed("2004-02-31", "date"),
            typed("2004-05-18Z", "date"),
            typed("1.5", "integer"),
            typed("1e3", "double"),
            '"a"',
            '"a"@en',
            "<urn:a>",
        ]
    ),
)


@given(values, values, st.sampled_from(OPERATORS))
def test_what_is_compared_without_sparql_is_what_sparql_says(left: str, right: str, operator: str) -> None:
    assert bool(in_relation([(left, right)], operator)) == by_sparql(left, operator, right)


def test_of_many_pairs_those_that_hold_are_returned_and_blank_nodes_never() -> None:
    nodes = [typed("1", "integer"), typed("2", "integer"), "_:b"]
    assert in_relation(product(nodes, nodes), "<") == {(nodes[0], nodes[1])}


def test_days_with_and_without_a_time_zone_cannot_be_compared_when_they_are_close() -> None:
    near, far = typed("2004-05-18Z", "date"), typed("2004-05-28Z", "date")
    day = typed("2004-05-18", "date")
    assert not any(in_relation([(day, near)], operator) for operator in OPERATORS)
    assert in_relation([(day, far)], "<")


def test_a_pattern_is_matched_against_the_text_as_written() -> None:
    nodes = ['"a\\nb"', "<urn:ab>", typed("2.0", "decimal"), "_:ab", '"AB"@en']
    assert matching(nodes, "b$", "") == {'"a\\nb"', "<urn:ab>"}
    assert matching(nodes, "^ab", "i") == {'"AB"@en'}
    assert matching(nodes, r"^2\.0$", "") == {typed("2.0", "decimal")}


@pytest.mark.parametrize(
    ("pattern", "flags", "is_supported"),
    [
        ("^[a-z]+$", "", True),
        ("(a+)+", "i", True),
        (r"(.)\1", "", False),
        ("(?!x)a", "", False),
        ("(", "", False),
        ("a", "y", False),
    ],
)
def test_patterns_that_need_backtracking_are_not_supported(
    pattern: str, flags: str, is_supported: bool
) -> None:
    assert is_supported_pattern(pattern, flags) == is_supported
