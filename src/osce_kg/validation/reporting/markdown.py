"""Markdown for the summary of a CI job: counts per rule, then the findings, up to a limit that is told."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.printable import on_one_line
from osce_kg.validation.reporting.wording import (
    NOTHING_CHECKED,
    counted,
    findings_by_rule,
    message_line,
    passage_text,
    place_text,
    rule_name,
    rules_by_iri,
    summary,
)
from osce_kg.validation.verdict import Policy

MOST_FINDINGS = 300
"""As many findings as surely fit the 1 MiB that GitHub takes."""

_LONGEST_CELL = 500
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~:.@-])")


def write_markdown(report: ValidationReport, policy: Policy) -> str:
    """Return the verdict, a table of rules, and a table of the new findings of each severity."""
    verdict = "passes" if policy.passes(report) else "fails"
    parts = [f"## Validation {verdict}\n\n{_cell(summary(report))}\n"]
    if not report.focus_nodes:
        parts.append(f"**{_cell(NOTHING_CHECKED)}**\n")
    shown = report.new[:MOST_FINDINGS]
    if shown:
        parts.append(_rules(report))
    for severity, findings in groupby(shown, key=lambda finding: finding.severity):
        rows = [_row(finding) for finding in findings]
        total = sum(finding.severity == severity for finding in report.new)
        parts.append(f"### {counted(total, severity).capitalize()}\n\n{_table(('where', 'what'), rows)}")
    if len(shown) < len(report.new):
        rest = counted(len(report.new) - len(shown), "more finding")
        parts.append(f"… and {rest}, which the reports in other formats have.\n")
    if report.stale:
        stale = f"{counted(len(report.stale), 'entry')}".replace("entrys", "entries")
        parts.append(f"The baseline has {stale} that no finding needs any more.\n")
    return "\n".join(parts)


def write_markdown_failure(reason: str, exit_code: int) -> str:
    """Return a section that says that nothing is known about the data."""
    return f"## Validation could not run\n\n{_cell(reason)} (exit code {exit_code})\n"


def _rules(report: ValidationReport) -> str:
    rules = rules_by_iri(report)
    rows = [
        (group[0].severity, _cell(rule_name(rules[iri])), str(len(group)))
        for iri, group in findings_by_rule(report.new).items()
    ]
    return _table(("severity", "rule", "findings"), rows[:MOST_FINDINGS])


def _row(finding: Finding) -> tuple[str, str]:
    place = place_text(finding.place) or finding.focus_node
    sources = "".join(f"<br>source: {_cell(passage_text(passage))}" for passage in finding.passages[:1])
    return (f"<code>{_cell(place)}</code>", f"{_cell(message_line(finding))}{sources}")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([*_lines(head, rows), ""])


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _cell(text: str) -> str:
    """Return text that is neither Markdown nor HTML nor a mention, in one line."""
    text = on_one_line(text)
    if len(text) > _LONGEST_CELL:
        text = text[: _LONGEST_CELL - 1] + "…"
    return _SPECIAL.sub(r"\\\1", html.escape(text, quote=False).replace("@", "&#64;"))
