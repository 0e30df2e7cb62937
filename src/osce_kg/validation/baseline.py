"""Baselines: the findings that are accepted for now, so that only new ones fail.

A baseline is JSON, a line per entry in a fixed order, to be kept and reviewed in git. What makes two findings
the same is their fingerprint: shape, component, focus node, path and value, but neither place nor message.
Blank nodes have no lasting names, so that several findings can have one fingerprint; then their number
counts.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from osce_kg.errors import InputError, MissingInputError
from osce_kg.model.validation import BaselineEntry, Finding, ValidationReport
from osce_kg.validation.findings import SEVERITIES

_VERSION = 1
_BLANK_NODE = re.compile(r"_:\S+")
_FIELDS = {field.name for field in fields(BaselineEntry)}


def fingerprint(finding: Finding) -> str:
    """Return what makes a finding the same one in another run: 32 hex digits."""
    terms = (finding.shape, finding.component, finding.focus_node, finding.path, finding.value)
    parts = [_BLANK_NODE.sub("_:", term) if term.startswith("_:") else term for term in terms]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def baseline_of(findings: Iterable[Finding]) -> tuple[BaselineEntry, ...]:
    """Return the entries that accept ``findings``."""
    alike: dict[str, list[Finding]] = {}
    for finding in findings:
        alike.setdefault(fingerprint(finding), []).append(finding)
    return tuple(sorted((_entry(key, group) for key, group in alike.items()), key=_order))


def write_baseline(entries: Iterable[BaselineEntry]) -> str:
    """Return the text of a baseline."""
    lines = [json.dumps(asdict(entry), ensure_ascii=True) for entry in entries]
    findings = ",\n".join(f"  {line}" for line in lines)
    return f'{{"version": {_VERSION}, "findings": [\n{findings}\n]}}\n'


def read_baseline(path: Path) -> tuple[BaselineEntry, ...]:
    """Read a baseline.

    Raises:
        MissingInputError: there is no such file.
        InputError: it is no baseline of this version.
    """
    try:
        document = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise MissingInputError("there is no such baseline", source=str(path)) from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", source=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"the baseline is not JSON ({error})", source=str(path)) from error
    if not isinstance(document, dict) or document.get("version") != _VERSION:
        raise InputError(f"not a baseline of version {_VERSION}", source=str(path))
    entries = document.get("findings")
    if not isinstance(entries, list) or not all(map(_is_entry, entries)):
        raise InputError("the baseline has an entry that is none", source=str(path))
    return tuple(BaselineEntry(**entry) for entry in entries)


def against_baseline(
    report: ValidationReport, entries: Sequence[BaselineEntry], *, tell_stale: bool = True
) -> ValidationReport:
    """Mark the findings that a baseline has, and tell which of its entries no finding needs any more.

    A finding that has become more severe than was accepted is new.

    Args:
        tell_stale: to be switched off where the report is not of all the data.
    """
    left: Counter[str] = Counter()
    accepted: dict[str, int] = {}
    for entry in entries:
        left[entry.fingerprint] += entry.count
        accepted[entry.fingerprint] = SEVERITIES.index(entry.severity)
    findings = []
    for finding in report.findings:
        key = fingerprint(finding)
        if left[key] > 0 and SEVERITIES.index(finding.severity) >= accepted[key]:
            left[key] -= 1
            findings.append(replace(finding, known=True))
        else:
            findings.append(finding)
    stale = tuple(
        replace(entry, count=min(left[entry.fingerprint], entry.count))
        for entry in entries
        if left[entry.fingerprint] > 0
    )
    return replace(report, findings=tuple(findings), stale=stale if tell_stale else ())


def _entry(key: str, alike: Sequence[Finding]) -> BaselineEntry:
    worst = min(alike, key=lambda finding: (SEVERITIES.index(finding.severity), finding))
    return BaselineEntry(
        fingerprint=key,
        severity=worst.severity,
        count=len(alike),
        focus_node=_BLANK_NODE.sub("_:", worst.focus_node),
        shape=_BLANK_NODE.sub("_:", worst.shape) if worst.shape.startswith("_:") else worst.shape,
        path=worst.path,
        message=worst.message if not worst.focus_node.startswith("_:") else "",
    )


def _order(entry: BaselineEntry) -> tuple[str, ...]:
    return (entry.shape, entry.focus_node, entry.path, entry.fingerprint)


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, Mapping)
        and entry.keys() == _FIELDS
        and entry["severity"] in SEVERITIES
        and type(entry["count"]) is int
        and entry["count"] > 0
        and all(isinstance(entry[name], str) for name in _FIELDS - {"count"})
    )
