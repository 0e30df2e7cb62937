"""A build's report: counts, losses and warnings per stage, the same bytes for the same build."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from osce_kg.model.document import Loss
from osce_kg.model.record import BuildRecord
from osce_kg.model.release import Release

REPORT: Final = "report.json"
"""File name of the report in a build's directory."""

_TOTALS: Final = ("documents", "mentions", "entities", "events", "statements")


def render_report(record: BuildRecord, release: Release, sources: Sequence[str]) -> str:
    """Return the report as JSON.

    Args:
        record: what the stages did.
        release: what was published.
        sources: inputs as the user gave them. A path below one of them is shown from that one's last name on,
            so that the report is the same wherever the files lie.
    """
    counts = {name: number for stage in record.stages for name, number in stage.counts}
    losses = [loss for loss in record.losses if loss.severity == "error"]
    warnings = [loss for loss in record.losses if loss.severity != "error"]
    report = {
        "version": record.version,
        "graphVersion": release.graph_version,
        "fingerprint": record.fingerprint,
        **{name: counts.get(name, 0) for name in _TOTALS},
        "losses": _entries(losses, sources),
        "warnings": _entries(warnings, sources),
        "stages": [
            {
                "stage": stage.stage,
                **({"engine": stage.engine} if stage.engine else {}),
                "counts": dict(stage.counts),
                "losses": sum(loss.severity == "error" for loss in stage.losses),
                "warnings": sum(loss.severity != "error" for loss in stage.losses),
            }
            for stage in record.stages
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _entries(losses: Iterable[Loss], sources: Sequence[str]) -> list[dict[str, Any]]:
    roots = sorted({str(Path(source)) for source in sources if "://" not in source}, key=len, reverse=True)
    entries = {(loss.stage, _portable(loss.source, roots), loss.reason) for loss in losses}
    return [{"stage": stage, "source": source, "reason": reason} for stage, source, reason in sorted(entries)]


def _portable(source: str, roots: Sequence[str]) -> str:
    """Return the path from the last name of the root that it lies below."""
    if "://" in source:
        return source
    path = str(Path(source))
    for root in roots:
        if path == root or path.startswith((f"{root}/", f"{root}:")):
            return Path(root).name + path[len(root) :] if Path(root).name else path
    return source
