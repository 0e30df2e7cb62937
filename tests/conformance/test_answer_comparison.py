"""The comparison that the tests of W3C rely on tells answers apart."""

from __future__ import annotations

import pytest
from w3c_answers import read_answer
from w3c_comparison import as_csv, by_value, csv_by_value, is_same

HEAD = b"?a\t?b\n"


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        (b"_:x\t_:y\n", b"_:1\t_:2\n", True),
        (b"_:x\t_:x\n", b"_:1\t_:2\n", False),
        (b"_:x\t_:y\n", b"_:1\t_:1\n", False),
        (b"_:x\t_:y\n_:y\t_:x\n", b"_:1\t_:2\n_:2\t_:1\n", True),
        (b"_:x\t_:y\n_:y\t_:z\n", b"_:1\t_:2\n_:1\t_:3\n", False),
        (b"_:x\t1\n_:y\t2\n_:x\t3\n", b"_:1\t2\n_:2\t1\n_:2\t3\n", True),
        (b"1\t2\n1\t2\n3\t4\n", b"1\t2\n3\t4\n3\t4\n", False),
        (b'"a"\t\n', b'"a"@en\t\n', False),
        (b'"a"\t\n', b'\t"a"\n', False),
        (b"1\t\n", b"01\t\n", False),
        (b"1\t\n", b'"1"\t\n', False),
        (b"<http://a/>\t\n", b'"http://a/"\t\n', False),
    ],
)
def test_answers_are_the_same_up_to_the_names_of_blank_nodes(
    expected: bytes, actual: bytes, same: bool
) -> None:
    assert is_same(read_answer(HEAD + expected, ".tsv"), read_answer(HEAD + actual, ".tsv")) is same


def test_the_order_counts_where_it_is_asked_for() -> None:
    one, two = (read_answer(HEAD + rows, ".tsv") for rows in (b"1\t_:a\n2\t_:b\n", b"2\t_:a\n1\t_:b\n"))
    assert is_same(one, two)
    assert not is_same(one, two, ordered=True)
    assert is_same(one, one, ordered=True)


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        ("1.0E6", "1000000e0", True),
        ("1.50", "1.5", True),
        ("010", "10", True),
        ("1", "1.0", False),
        ("0.1", "0.1e0", False),
        ("false", '"0"^^<http://www.w3.org/2001/XMLSchema#boolean>', True),
        ('"010"', '"10"', False),
    ],
)
def test_by_value_only_the_lexical_form_is_free(expected: str, actual: str, same: bool) -> None:
    one, two = (read_answer(f"?a\n{text}\n".encode(), ".tsv") for text in (expected, actual))
    assert not is_same(one, two)
    assert is_same(by_value(one), by_value(two)) is same


def test_csv_has_neither_types_nor_unbound_variables() -> None:
    typed = read_answer(b'?a\t?b\n1.0E6\t\n"x"@en\t_:c\n', ".tsv")
    plain = read_answer(b"a,b\r\n1000000,\r\nx,_:d\r\n", ".csv")
    assert not is_same(as_csv(typed), as_csv(plain))
    assert is_same(csv_by_value(as_csv(typed)), csv_by_value(as_csv(plain)))


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b'{"head": {}, "boolean": false}', ".srj"),
        (
            b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>false</boolean></sparql>',
            ".srx",
        ),
        (b"false", ".csv"),
        (b"false\n", ".tsv"),
    ],
)
def test_booleans_are_no_solutions(content: bytes, suffix: str) -> None:
    answer = read_answer(content, suffix)
    assert answer is False
    assert not is_same(answer, read_answer(b"a\r\n", ".csv"))
    assert not is_same(answer, True)


def test_solutions_can_be_written_as_a_graph() -> None:
    graph = b"""@prefix rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> .
        [] a rs:ResultSet ; rs:resultVariable "a", "b" ;
          rs:solution [ rs:binding [ rs:variable "a" ; rs:value 1 ], [ rs:variable "b" ; rs:value _:x ] ],
                      [ rs:binding [ rs:variable "b" ; rs:value <http://example.org/> ] ] ."""
    table = HEAD + b"1\t_:y\n\t<http://example.org/>\n"
    assert is_same(read_answer(graph, ".ttl"), read_answer(table, ".tsv"))
