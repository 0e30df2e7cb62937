"""Workflow commands of GitHub Actions: annotations beside the lines of a pull request."""

from __future__ import annotations

from osce_kg.model.validation import Finding, Rule, ValidationReport
from osce_kg.printable import on_one_line
from osce_kg.validation.reporting.wording import (
    NOTHING_CHECKED,
    rule_id,
    rule_name,
    rules_by_iri,
    summary,
)
from osce_kg.validation.verdict import Policy

_COMMANDS = {"violation": "error", "warning": "warning", "info": "notice"}


def write_github(report: ValidationReport, policy: Policy) -> str:
    """Return an annotation per new finding and the verdict as plain text."""
    rules = rules_by_iri(report)
    lines = [_annotation(finding, rules[rule_id(finding)]) for finding in report.new]
    if not report.focus_nodes:
        lines.append(f"::warning title=osce-kg::{_data(NOTHING_CHECKED)}")
    return "\n".join([*lines, f"osce-kg: {on_one_line(summary(report))}"]) + "\n"


def write_github_failure(reason: str, exit_code: int) -> str:
    """Return an annotation that says that nothing is known about the data."""
    return f"::error title=osce-kg could not validate::{_data(reason)} (exit code {exit_code})\n"


def _annotation(finding: Finding, rule: Rule) -> str:
    place = finding.place
    properties = {
        "file": place.file,
        "line": str(place.line or ""),
        "col": str(place.column or ""),
        "title": rule_name(rule),
    }
    written = ",".join(f"{name}={_property(text)}" for name, text in properties.items() if text)
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(finding.message)}"


def _data(text: str) -> str:
    """Escape what would end the command, start another one, or steer a terminal."""
    return on_one_line(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
