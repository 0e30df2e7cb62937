"""The report for people at a terminal."""

from __future__ import annotations

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.validation.printable import printable
from osce_kg.validation.reporting.wording import details, summary
from osce_kg.validation.verdict import Policy

_MARKS = {"violation": "✗", "warning": "!", "info": "i"}


def write_text(report: ValidationReport, policy: Policy) -> str:
    """Return a paragraph per new finding, a line if it is mere info, then the verdict."""
    paragraphs = [_paragraph(finding) for finding in report.new]
    return "\n".join([*paragraphs, summary(report)]) + "\n"


def write_text_failure(reason: str, exit_code: int) -> str:
    """Return a line that says that nothing is known about the data."""
    return f"not validated: {printable(reason)} (exit code {exit_code})\n"


def _paragraph(finding: Finding) -> str:
    headline = printable(f"{_MARKS[finding.severity]} {finding.severity}: {finding.message}")
    known = details(finding)
    if finding.severity == "info":
        return printable(f"{headline} [{known.get('at', finding.focus_node)}]")
    lines = [f"    {name:<6} {printable(text)}" for name, text in known.items()]
    return "\n".join([headline, *lines, ""])
