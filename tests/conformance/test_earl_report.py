"""The report that the conformance tests write."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from earl_report import EarlReport
from rdflib import Graph, Namespace, URIRef

EARL = Namespace("http://www.w3.org/ns/earl#")
TESTS = [f"http://example.org/manifest#{name}" for name in "cab"]


def outcomes(graph: Graph) -> dict[str, str]:
    return {
        str(graph.value(assertion, EARL.test))[-1]: str(
            graph.value(graph.value(assertion, EARL.result), EARL.outcome)
        ).removeprefix(str(EARL))
        for assertion in graph.subjects(EARL.test)
    }


def test_each_test_is_told_of_once_whether_it_was_run_or_not(tmp_path: Path) -> None:
    report = EarlReport(TESTS)
    report.record(TESTS[0], "failed", "the engine does otherwise")
    report.record(TESTS[2], "passed")
    file = tmp_path / "reports/earl.ttl"
    report.write(file)
    graph = Graph().parse(file)
    assert outcomes(graph) == {"a": "untested", "b": "passed", "c": "failed"}
    assert [str(text) for text in graph.objects(None, EARL.info)] == ["the engine does otherwise"]
    (subject,) = set(graph.objects(None, EARL.subject))
    assert (subject, None, EARL.TestSubject) in graph
    assert isinstance(subject, URIRef)


def test_the_same_outcomes_are_the_same_bytes() -> None:
    one, two = EarlReport(TESTS), EarlReport(reversed(TESTS))
    for test in TESTS:
        one.record(test, "passed")
    for test in reversed(TESTS):
        two.record(test, "passed")
    assert one.turtle() == two.turtle()


def test_a_test_in_parts_passes_if_all_parts_do() -> None:
    report = EarlReport(TESTS)
    for test, parts in zip(TESTS, ([True, True], [True, False, True], []), strict=True):
        for passes in parts:
            with suppress(ValueError), report.judged(test):
                if not passes:
                    raise ValueError
    assert list(report.outcomes.values()) == ["passed", "failed", "untested"]


def test_an_unknown_test_is_no_outcome() -> None:
    with pytest.raises(AssertionError, match="knows no test"):
        EarlReport(TESTS).record("http://example.org/manifest#d", "passed")
