"""The report of a check, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Final

from osce_kg.model.ontology import OntologyFinding, OntologyReport
from osce_kg.printable import on_one_line


def text_report(report: OntologyReport) -> str:
    """Return a line for each finding, what could not be checked, and the sum of it."""
    lines = [_line(finding) for finding in report.findings]
    lines += [f"not checked: {what}" for what in report.not_checked]
    return "\n".join([*lines, _summary(report)]) + "\n"


def json_report(report: OntologyReport) -> str:
    """Return the report as a JSON object: ``clean``, ``findings``, ``not_checked`` and the counts."""
    document = {"clean": report.is_clean, **asdict(report)}
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


REPORTS: Final[Mapping[str, Callable[[OntologyReport], str]]] = MappingProxyType(
    {"text": text_report, "json": json_report}
)
"""The writers by the name of their format."""


def _line(finding: OntologyFinding) -> str:
    place = ":".join(str(part) for part in (finding.file, finding.line, finding.column) if part)
    told = f"{finding.severity}: {finding.message} [{finding.check}]"
    return on_one_line(f"{place}: {told}" if place else told)


def _summary(report: OntologyReport) -> str:
    counts = [
        f"{number} {severity}{'s' if number != 1 and severity != 'info' else ''}"
        for severity in ("violation", "warning", "info")
        if (number := sum(finding.severity == severity for finding in report.findings))
    ]
    looked_at = (
        f"{len(report.files)} file{'' if len(report.files) == 1 else 's'}, {report.terms} terms, "
        f"{report.concepts} concepts, "
        f"{report.statements:,} statements"
    )
    verdict = "The ontology is as it should be" if report.is_clean else "The ontology has faults"
    return f"{verdict}{': ' + ', '.join(counts) if counts else ''} ({looked_at})"
