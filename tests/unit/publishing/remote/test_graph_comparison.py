"""What stores make of literals is no difference as long as the value stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.publishing.remote.comparison import compare_graphs, digest_of

XSD = "http://www.w3.org/2001/XMLSchema#"


def line(literal: str) -> bytes:
    return f"<http://example.org/s> <http://example.org/p> {literal} .".encode()


def typed(text: str, name: str) -> str:
    return f'"{text}"^^<{XSD}{name}>'


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        (typed("0.90", "decimal"), typed("0.9", "decimal")),
        (typed("5", "nonNegativeInteger"), typed("5", "integer")),
        (typed("12345678901234567890", "integer"), typed("12345678901234567890", "decimal")),
        (typed("1.0E10", "double"), typed("1e+10", "double")),
        (typed("1", "boolean"), typed("true", "boolean")),
        (typed("2004-05-18T10:00:00.5Z", "dateTime"), typed("2004-05-18T10:00:00.500Z", "dateTime")),
        (typed("2004-05-18T10:00:00+00:00", "dateTime"), typed("2004-05-18T10:00:00.0Z", "dateTime")),
        (typed("ab", "hexBinary"), typed("AB", "hexBinary")),
        ('"a"@en-GB', '"a"@en-gb'),
    ],
)
def test_the_same_value_in_other_words_is_no_difference_but_counted(sent: str, received: str) -> None:
    comparison = compare_graphs({line(sent)}, {line(received)})
    assert comparison.is_same
    assert comparison.normalised == 1


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        (typed("0.30000000000000004", "decimal"), typed("0.3", "decimal")),
        (typed("-0044-03-15", "date"), typed("-044-03-15", "date")),
        (typed("2004-05-18Z", "date"), typed("2004-05-18", "date")),
        (typed("2004-05-18T10:00:00", "dateTime"), typed("2004-05-18T10:00:00Z", "dateTime")),
        (typed("2004-05-18T10:00:10Z", "dateTime"), typed("2004-05-18T10:00:01Z", "dateTime")),
        (typed("1", "integer"), typed("true", "boolean")),
        (typed("P1D", "duration"), typed("86400.0", "duration")),
        ('"a"@en', '"a"'),
        ('"A"@en', '"a"@en'),
        ('"5"', typed("5", "integer")),
        ("<http://example.org/A>", "<http://example.org/a>"),
    ],
)
def test_another_value_is_a_difference(sent: str, received: str) -> None:
    comparison = compare_graphs({line(sent)}, {line(received)})
    assert comparison.missing == (line(sent),)
    assert comparison.unexpected == (line(received),)


_LITERALS = st.integers().map(lambda number: line(typed(str(number), "integer")))


@given(st.frozensets(_LITERALS), st.frozensets(_LITERALS))
def test_what_is_missing_and_what_is_unexpected_are_the_two_differences(
    sent: frozenset[bytes], received: frozenset[bytes]
) -> None:
    comparison = compare_graphs(sent, received)
    assert set(comparison.missing) == sent - received
    assert set(comparison.unexpected) == received - sent
    assert comparison.is_same is (sent == received)


def test_the_digest_is_that_of_the_file_with_these_lines() -> None:
    # sha256sum of a file with the lines "a" and "b".
    assert digest_of([b"a", b"b"]) == "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2"
