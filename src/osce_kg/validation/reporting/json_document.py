"""The report for programs: all that is known, under stable names (docs/validation.md lists them)."""

from __future__ import annotations

import json
from typing import Any

from osce_kg.model.validation import BaselineEntry, Finding, Place, ValidationReport
from osce_kg.validation.baseline import fingerprint
from osce_kg.validation.verdict import Policy

_VERSION = 1


def write_json(report: ValidationReport, policy: Policy) -> str:
    """Return a JSON object with the verdict, the counts and every finding, known ones marked."""
    return _text(
        {
            "version": _VERSION,
            "conforms": report.conforms,
            "passes": policy.passes(report),
            "engine": report.engine,
            "focusNodes": report.focus_nodes,
            "triples": report.triples,
            "scope": report.scope,
            "findings": [_finding(finding) for finding in report.findings],
            "staleBaselineEntries": [_entry(entry) for entry in report.stale],
        }
    )


def write_json_failure(reason: str, exit_code: int) -> str:
    """Return a JSON object that has an error and no verdict."""
    return _text({"version": _VERSION, "error": {"message": reason, "exitCode": exit_code}})


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "message": finding.message,
        "focusNode": finding.focus_node,
        "path": finding.path,
        "value": finding.value,
        "shape": finding.shape,
        "component": finding.component,
        "place": _place(Place(finding.file, finding.line, finding.column)),
        "statement": _place(finding.statement),
        "passages": [
            {
                "passage": passage.passage,
                "document": passage.document,
                "quote": passage.quote,
                "start": passage.start if passage.start >= 0 else None,
                "end": passage.end if passage.end >= 0 else None,
                "file": passage.file or None,
            }
            for passage in finding.passages
        ],
        "known": finding.known,
        "fingerprint": fingerprint(finding),
    }


def _place(place: Place) -> dict[str, Any] | None:
    if not place.file:
        return None
    return {"file": place.file, "line": place.line or None, "column": place.column or None}


def _entry(entry: BaselineEntry) -> dict[str, Any]:
    return {
        "severity": entry.severity,
        "message": entry.message,
        "focusNode": entry.focus_node,
        "path": entry.path,
        "shape": entry.shape,
        "count": entry.count,
        "fingerprint": entry.fingerprint,
    }


def _text(document: dict[str, Any]) -> str:
    # Half a surrogate pair, as a path may have, is no UTF-8: it is written as its escape.
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"
