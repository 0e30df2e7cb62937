"""A validation report as text, JSON or RDF: a table of writers, one per format."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Final

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.validation.findings import SEVERITIES

_MARKS = {"violation": "✗", "warning": "!", "info": "i"}


def write_text(report: ValidationReport) -> str:
    """Return a report for people: a paragraph per finding, a line if it is mere info, then the verdict."""
    paragraphs = [_paragraph(finding) for finding in report.findings]
    return "\n".join([*paragraphs, summary(report)]) + "\n"


def summary(report: ValidationReport) -> str:
    """Return the verdict in one line, with what was looked at."""
    counts = Counter(finding.severity for finding in report.findings)
    found = ", ".join(_counted(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    verdict = "conforms" if report.conforms else "does not conform"
    looked_at = f"{_counted(report.focus_nodes, 'focus node')}, {_counted(report.triples, 'triple')}"
    return f"{verdict}: {found or 'no findings'} ({looked_at}, {report.engine})"


def write_json(report: ValidationReport) -> str:
    """Return a JSON object with ``conforms``, the counts and ``findings`` (the fields of ``Finding``)."""
    document = {
        "conforms": report.conforms,
        "engine": report.engine,
        "focusNodes": report.focus_nodes,
        "triples": report.triples,
        "findings": [asdict(finding) for finding in report.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def write_turtle(report: ValidationReport) -> str:
    """Return the report in the vocabulary of SHACL, results in the order of the findings."""
    lines = [
        "@prefix sh: <http://www.w3.org/ns/shacl#> .",
        "",
        "[] a sh:ValidationReport ;",
        f"    sh:conforms {str(not report.findings).lower()}",
    ]
    lines += [f"    ; sh:result [\n{_result(finding)}\n    ]" for finding in report.findings]
    return "\n".join([*lines, "    .", ""])


WRITERS: Final[Mapping[str, Callable[[ValidationReport], str]]] = {
    "text": write_text,
    "json": write_json,
    "turtle": write_turtle,
}
"""Report formats by name."""


def _counted(number: int, noun: str) -> str:
    plural = noun if number == 1 or noun == "info" else f"{noun}s"
    return f"{number:,} {plural}"


def _paragraph(finding: Finding) -> str:
    place = ":".join(str(part) for part in (finding.file, finding.line, finding.column) if part)
    headline = f"{_MARKS[finding.severity]} {finding.severity}: {finding.message}"
    if finding.severity == "info":
        return f"{headline} [{place or finding.focus_node}]"
    lines = [headline]
    details = {
        "at": place,
        "node": finding.focus_node,
        "path": finding.path,
        "value": finding.value if finding.value != finding.focus_node else "",
        "shape": finding.shape,
    }
    lines += [f"    {name:<6} {text}" for name, text in details.items() if text]
    return "\n".join([*lines, ""])


def _result(finding: Finding) -> str:
    pairs = [
        ("a", "sh:ValidationResult"),
        ("sh:resultSeverity", f"sh:{finding.severity.capitalize()}"),
        ("sh:focusNode", finding.focus_node),
        ("sh:value", finding.value),
        ("sh:sourceShape", finding.shape if finding.shape.startswith("_:") else _iri(finding.shape)),
        ("sh:sourceConstraintComponent", _iri(finding.component)),
        ("sh:resultMessage", json.dumps(finding.message, ensure_ascii=False)),
    ]
    # A path is an IRI here: the structure of a longer one belongs to the shape, which the result names.
    if finding.path.startswith("<") and finding.path.count("<") == 1 and finding.path.endswith(">"):
        pairs.append(("sh:resultPath", finding.path))
    return " ;\n".join(f"        {name} {value}" for name, value in pairs if value)


def _iri(text: str) -> str:
    return f"<{text}>" if text else ""
