"""JUnit XML, as pytest writes it and GitLab, Jenkins and others read it: a test case per rule and finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from osce_kg.model.validation import Finding, Rule, ValidationReport
from osce_kg.validation.reporting.wording import (
    NOTHING_CHECKED,
    details,
    findings_by_rule,
    rule_name,
    rules_by_iri,
    short_name,
)
from osce_kg.validation.verdict import Policy

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SUITE = "osce-kg validate"


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case.

    Attributes:
        outcome: ``failure``, ``error`` or ``skipped``; empty if the test has passed.
    """

    group: str
    name: str
    outcome: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""
    file: str = ""
    line: int = 0


def write_junit(report: ValidationReport, policy: Policy) -> str:
    """Return one passed case for each rule that nothing breaks, and one case for each finding.

    A finding that does not fail by the policy is a skipped case: readers of JUnit know no warnings.
    """
    return _document(list(_cases(report, policy)))


def write_junit_failure(reason: str, exit_code: int) -> str:
    """Return one case with an error."""
    case = _Case(_SUITE, "validation", "error", "osce-kg", reason, f"{reason}\nexit code {exit_code}")
    return _document([case])


def _cases(report: ValidationReport, policy: Policy) -> Iterator[_Case]:
    targets = _Case(_SUITE, "shapes target something")
    if not report.focus_nodes:
        outcome = "failure" if policy.strict else "skipped"
        targets = _Case(_SUITE, targets.name, outcome, "0 focus nodes", NOTHING_CHECKED, NOTHING_CHECKED)
    yield targets
    broken = findings_by_rule(report.findings)
    for iri, rule in rules_by_iri(report).items():
        if iri not in broken:
            yield _Case(iri, rule_name(rule))
        names: Counter[str] = Counter()
        for finding in broken.get(iri, []):
            case = _case(finding, rule, policy)
            names[case.name] += 1
            # Readers tell cases apart by their names.
            yield case if names[case.name] == 1 else replace(case, name=f"{case.name} #{names[case.name]}")


def _case(finding: Finding, rule: Rule, policy: Policy) -> _Case:
    place = finding.place
    constraint = short_name(finding.component).removesuffix("ConstraintComponent")
    terms = (constraint, finding.focus_node, finding.path, finding.value)
    lines = [finding.message, *(f"{name}: {text}" for name, text in details(finding).items())]
    message = f"{finding.severity}{', in the baseline' if finding.known else ''}: {finding.message}"
    return _Case(
        group=rule.iri,
        name=" ".join([rule_name(rule), *(term for term in terms if term)]),
        outcome="failure" if policy.fails(finding) else "skipped",
        kind=finding.component,
        message=message,
        text="\n".join(lines),
        file=place.file,
        line=place.line,
    )


def _document(cases: list[_Case]) -> str:
    outcomes = Counter(case.outcome for case in cases)
    counts = (
        f'tests="{len(cases)}" failures="{outcomes["failure"]}" errors="{outcomes["error"]}" '
        f'skipped="{outcomes["skipped"]}" time="0"'
    )
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<testsuites name="{_SUITE}" {counts}>',
        f'  <testsuite name="{_SUITE}" {counts}>',
        *map(_element, cases),
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _element(case: _Case) -> str:
    place = f" file={_attribute(case.file)}" if case.file else ""
    if case.line:
        place += f' line="{case.line}"'
    head = f'    <testcase classname={_attribute(case.group)} name={_attribute(case.name)}{place} time="0"'
    if not case.outcome:
        return f"{head}/>"
    kind = f" type={_attribute(case.kind)}" if case.kind else ""
    body = f"<{case.outcome}{kind} message={_attribute(case.message)}>{_content(case.text)}</{case.outcome}>"
    return f"{head}>\n      {body}\n    </testcase>"


def _content(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
