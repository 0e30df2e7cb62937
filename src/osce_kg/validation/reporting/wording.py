"""The words that reports have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from osce_kg.model.validation import Finding, Place, Rule, SourcePassage, ValidationReport
from osce_kg.printable import on_one_line
from osce_kg.validation.findings import SEVERITIES

NOTHING_CHECKED = "0 focus nodes: no shape targets anything in this data, so nothing was checked."
"""What every report says about data that no shape targets."""

_LONGEST_QUOTE = 160


def summary(report: ValidationReport) -> str:
    """Return the verdict in one line, with what was looked at."""
    counts = Counter(finding.severity for finding in report.findings)
    found = ", ".join(counted(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    known = len(report.findings) - len(report.new)
    parts = [
        found or "no findings",
        f"{known:,} of them in the baseline" if known else "",
        report.scope,
    ]
    verdict = "conforms" if report.conforms else "does not conform"
    looked_at = f"{counted(report.focus_nodes, 'focus node')}, {counted(report.triples, 'triple')}"
    return f"{verdict}: {', '.join(part for part in parts if part)} ({looked_at}, {report.engine})"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it must be."""
    plural = noun if number == 1 or noun == "info" else f"{noun}s"
    return f"{number:,} {plural}"


def message_line(finding: Finding) -> str:
    """Return the message in one line: those who write shapes break them as they like."""
    return on_one_line(" ".join(finding.message.splitlines()))


def place_text(place: Place) -> str:
    """Return a place as ``FILE:LINE:COLUMN``, as far as it is known."""
    return ":".join(str(part) for part in (place.file, place.line, place.column) if part)


def passage_text(passage: SourcePassage) -> str:
    """Return where a passage is and what it says, in one line."""
    where = passage.file or passage.document or passage.passage
    offsets = f":{passage.start}-{passage.end}" if passage.start >= 0 else ""
    quote = (
        passage.quote if len(passage.quote) <= _LONGEST_QUOTE else passage.quote[: _LONGEST_QUOTE - 1] + "…"
    )
    return f"{where}{offsets} “{quote}”" if quote else f"{where}{offsets}"


def details(finding: Finding) -> dict[str, str]:
    """Return what is known about a finding beside its message, under short names, without what is empty."""
    focus = Place(finding.file, finding.line, finding.column)
    parts = {
        "at": place_text(finding.place),
        "node": finding.focus_node,
        "from": place_text(focus) if finding.place != focus else "",
        "path": finding.path,
        "value": finding.value if finding.value != finding.focus_node else "",
        "shape": finding.shape,
        "source": "; ".join(map(passage_text, finding.passages)),
    }
    return {name: text for name, text in parts.items() if text}


def rules_by_iri(report: ValidationReport) -> dict[str, Rule]:
    """Return the rules of a report by IRI, with those that only a finding names."""
    rules = {rule.iri: rule for rule in report.rules}
    for finding in report.findings:
        rules.setdefault(rule_id(finding), Rule(rule_id(finding), severity=finding.severity))
    return dict(sorted(rules.items()))


def rule_id(finding: Finding) -> str:
    """Return the IRI of the shape; of the component, where the shape is a blank node."""
    is_named = finding.shape and not finding.shape.startswith("_:")
    return finding.shape if is_named else finding.component or "unnamed"


def rule_name(rule: Rule) -> str:
    """Return the name of a rule, else the last part of its IRI."""
    return rule.name or short_name(rule.iri)


def short_name(iri: str) -> str:
    """Return the last part of an IRI; the whole, if it has only one."""
    return re.split(r"[#/:]", iri.rstrip("#/:"))[-1] or iri


def findings_by_rule(findings: tuple[Finding, ...]) -> Mapping[str, list[Finding]]:
    """Return findings by the identifier of their rule, in the order in which the rules first appear."""
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(rule_id(finding), []).append(finding)
    return grouped
