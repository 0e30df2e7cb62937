"""The SPARQL 1.1 tests of W3C for queries, syntax and result formats, over HTTP, test by test.

The queries are posted byte by byte as they are in the suite. What is compared: every term with its datatype
and language, how often each solution comes, the order where ORDER BY gives one, and blank nodes up to their
names.
Every test of an answer is asked in all four forms (JSON, XML, TSV, and CSV as far as CSV goes).

The store keeps numbers and booleans as values, not as texts ("1.0E6" comes back as "1000000", see
docs/decisions/0004-serving.md). So the tests of ``SAME_BY_VALUE``, and only these, are compared by value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from earl_report import EarlReport
from known_failures import KNOWN_FAILURES, PARSED_BUT_REFUSED, SAME_BY_VALUE
from w3c_answers import Answer, read_answer
from w3c_comparison import as_csv, by_value, csv_by_value, is_same
from w3c_endpoint import Endpoint
from w3c_manifests import ABSENT, QueryTest, address, query_tests

TESTS = query_tests()

SOLUTION_TYPES = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
}
GRAPH_TYPES = {".ttl": "text/turtle", ".nt": "application/n-triples", ".rdf": "application/rdf+xml"}

_OTHER_ANSWER = " was expected, not "
_CONSTRUCT = re.compile(rb"^\s*CONSTRUCT", re.IGNORECASE | re.MULTILINE)
_ORDERED = re.compile(rb"ORDER\s+BY[^}]*$", re.IGNORECASE)


@pytest.mark.skipif(not TESTS, reason=ABSENT)
def test_the_suites_are_read_whole() -> None:
    assert Counter(test.kind for test in TESTS) == {
        "evaluation": 235,
        "positive syntax": 63,
        "negative syntax": 40,
    }
    assert len({test.iri for test in TESTS}) == 338
    assert {*KNOWN_FAILURES, *SAME_BY_VALUE, *PARSED_BUT_REFUSED} <= {test.iri for test in TESTS}
    assert len(KNOWN_FAILURES) <= 11
    assert not KNOWN_FAILURES.keys() & SAME_BY_VALUE


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.iri)
def test_the_endpoint_answers_as_w3c_expects(test: QueryTest, endpoint: Endpoint, earl: EarlReport) -> None:
    endpoint.show(_dataset(test), test.base_iri)
    complaint = _CHECKS[test.kind](test, endpoint)
    reason = KNOWN_FAILURES.get(test.iri)
    earl.record(test.iri, "failed" if complaint else "passed", reason or "")
    if reason is None:
        assert complaint is None, complaint
    else:
        assert complaint, f"passes now; it was known to fail because {reason}"
        assert _OTHER_ANSWER in complaint, complaint


def _dataset(test: QueryTest) -> ox.Store:
    store = ox.Store()
    for file in test.data:
        store.load(path=str(file), base_iri=address(file))
    for file in test.graphs:
        store.load(path=str(file), base_iri=address(file), to_graph=ox.NamedNode(address(file)))
    return store


def _check_syntax(test: QueryTest, endpoint: Endpoint) -> str | None:
    """Say what is wrong with how the endpoint takes the syntax of a query; None if nothing is."""
    answer = endpoint.query(test.query.read_bytes(), "*/*")
    told = answer.status, answer.body.decode()
    if test.kind == "negative syntax":
        return None if told[0] == 400 and told[1].startswith("The query does not parse") else f"{told}"
    refusal = PARSED_BUT_REFUSED.get(test.iri)
    if refusal is not None:
        return None if told[0] == 400 and told[1].startswith(refusal) else f"{told}"
    return None if told[0] == 200 else f"{told}"


def _check_answer(test: QueryTest, endpoint: Endpoint) -> str | None:
    """Say which form of the answer is not the expected one; None if all are."""
    query = test.query.read_bytes()
    assert test.result is not None
    expected = read_answer(test.result.read_bytes(), test.result.suffix, address(test.result))
    for suffix, media_type in _forms(test, query).items():
        answer = endpoint.query(query, media_type)
        if (answer.status, answer.media_type) != (200, media_type):
            return f"{answer.status} {answer.media_type}: {answer.body[:500].decode()}"
        actual = read_answer(answer.body, suffix)
        wanted, given = _comparable(test, suffix)(expected), _comparable(test, suffix)(actual)
        if not is_same(wanted, given, ordered=_ORDERED.search(query) is not None):
            return f"{media_type}: {wanted}{_OTHER_ANSWER}{given}"
    return None


def _forms(test: QueryTest, query: bytes) -> dict[str, str]:
    """Return the forms to ask for; what a test of CSV expects says too little of the others."""
    assert test.result is not None
    if test.result.suffix == ".csv":
        return {".csv": SOLUTION_TYPES[".csv"]}
    return GRAPH_TYPES if _CONSTRUCT.search(query) else SOLUTION_TYPES


def _comparable(test: QueryTest, suffix: str) -> Callable[[Answer], Answer]:
    """Return what makes two answers comparable; everything else in them must be the same."""
    values = test.iri in SAME_BY_VALUE
    if suffix == ".csv":
        return lambda answer: csv_by_value(as_csv(answer)) if values else as_csv(answer)
    return by_value if values else lambda answer: answer


_CHECKS: dict[str, Callable[[QueryTest, Endpoint], str | None]] = {
    "evaluation": _check_answer,
    "positive syntax": _check_syntax,
    "negative syntax": _check_syntax,
}
