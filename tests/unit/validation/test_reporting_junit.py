from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.validation.reporting.junit import write_junit, write_junit_failure
from osce_kg.validation.verdict import Policy

MakeReport = Callable[..., ValidationReport]
OUTCOMES = {"failure", "error", "skipped"}


def read(text: str) -> list[ElementTree.Element]:
    """Return the test cases, after a check of what pytest's schema and GitLab's reader want."""
    root = ElementTree.fromstring(text)
    assert root.tag == "testsuites"
    (suite,) = root
    assert suite.tag == "testsuite"
    cases = list(suite)
    assert {case.tag for case in cases} == {"testcase"}
    for case in cases:
        assert case.attrib.keys() <= {"classname", "name", "file", "line", "time"}
        assert case.attrib.keys() >= {"classname", "name", "time"}
        assert [child.tag for child in case] in [[], ["failure"], ["error"], ["skipped"]]
        assert all(child.attrib.keys() <= {"type", "message"} for child in case)
    for counter, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        number = sum(child.tag == tag for case in cases for child in case)
        assert root.get(counter) == suite.get(counter) == str(number)
    assert root.get("tests") == suite.get("tests") == str(len(cases))
    names = [(case.get("classname"), case.get("name")) for case in cases]
    assert len(set(names)) == len(names), "a reader tells cases apart by their names"
    return cases


def outcomes(cases: list[ElementTree.Element]) -> list[tuple[str | None, str]]:
    return [(case.get("classname"), case[0].tag if len(case) else "passed") for case in cases]


def test_each_rule_that_holds_has_passed_and_each_finding_is_a_case(
    make_report: MakeReport, violation: Finding, warning: Finding
) -> None:
    cases = read(write_junit(make_report(violation, warning), Policy()))
    assert outcomes(cases) == [
        ("osce-kg validate", "passed"),
        ("http://www.w3.org/ns/shacl#AndConstraintComponent", "skipped"),
        ("https://example.org/shapes#S", "failure"),
        ("https://example.org/shapes#T", "passed"),
    ]
    assert (cases[2].get("file"), cases[2].get("line")) == ("data/file one.ttl", "4")
    assert cases[2][0].get("message") == f"violation: {violation.message}"
    assert "source: build/documents/x1.txt:10-24" in (cases[2][0].text or "")


@pytest.mark.parametrize(
    ("policy", "known", "expected"),
    [
        (Policy("violation"), False, "skipped"),
        (Policy("warning"), False, "failure"),
        (Policy("info"), False, "failure"),
        (Policy("info"), True, "skipped"),
    ],
)
def test_a_finding_fails_when_the_exit_code_says_so(
    make_report: MakeReport, warning: Finding, policy: Policy, known: bool, expected: str
) -> None:
    cases = read(write_junit(make_report(replace(warning, known=known)), policy))
    assert outcomes(cases)[1][1] == expected


@pytest.mark.parametrize(("strict", "expected"), [(False, "skipped"), (True, "failure")])
def test_that_nothing_was_targeted_is_a_case(make_report: MakeReport, strict: bool, expected: str) -> None:
    cases = read(write_junit(make_report(focus_nodes=0), Policy(strict=strict)))
    assert outcomes(cases)[0][1] == expected


def test_no_two_cases_have_one_name(make_report: MakeReport, violation: Finding) -> None:
    other = replace(violation, component="http://www.w3.org/ns/shacl#PatternConstraintComponent")
    cases = read(write_junit(make_report(violation, other, replace(violation, message="Again.")), Policy()))
    assert [case.get("name") for case in cases[1:4]] == [
        f"say why MinCount <urn:a> <urn:p> {violation.value}",
        f"say why Pattern <urn:a> <urn:p> {violation.value}",
        f"say why MinCount <urn:a> <urn:p> {violation.value} #2",
    ]


def test_characters_that_xml_does_not_have_are_replaced(make_report: MakeReport, hostile: Finding) -> None:
    cases = read(write_junit(make_report(hostile), Policy()))
    message = cases[1][0].get("message") or ""
    assert "\ufffd[2J\ufffd\ufffd" in message
    assert "\r\n::set-output" in message


def test_a_failure_is_one_error() -> None:
    (case,) = read(write_junit_failure("no <such> file", 3))
    assert (case[0].tag, case[0].get("message")) == ("error", "no <such> file")
