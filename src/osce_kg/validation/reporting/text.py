"""The report for people at a terminal."""

from __future__ import annotations

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.printable import on_one_line
from osce_kg.validation.reporting.wording import details, message_line, summary
from osce_kg.validation.verdict import Policy

_MARKS = {"violation": "✗", "warning": "!", "info": "i"}


def write_text(report: ValidationReport, policy: Policy) -> str:
    """Return a paragraph per new finding, a line if it is mere info, then the verdict."""
    paragraphs = [_paragraph(finding) for finding in report.new]
    return "\n".join([*paragraphs, summary(report)]) + "\n"


def write_text_failure(reason: str, exit_code: int) -> str:
    """Return a line that says that nothing is known about the data."""
    return f"not validated: {on_one_line(reason)} (exit code {exit_code})\n"


def _paragraph(finding: Finding) -> str:
    headline = f"{_MARKS[finding.severity]} {finding.severity}: {message_line(finding)}"
    known = details(finding)
    if finding.severity == "info":
        return on_one_line(f"{headline} [{known.get('at', finding.focus_node)}]")
    lines = [f"    {name:<6} {on_one_line(text)}" for name, text in known.items()]
    return "\n".join([headline, *lines, ""])
