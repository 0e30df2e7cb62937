"""The last stage of a build: what was published is held against the shapes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from osce_kg.model.document import Loss
from osce_kg.model.record import StageRecord
from osce_kg.validation import validate_graph

_VALIDATION: Final = "validation"


def check_dump(dump: Path) -> StageRecord:
    """Return how many findings of each severity the dump of a build has; violations are a warning.

    They are no reason to withhold the build: its graph is what the documents gave, and the report says so.
    """
    report = validate_graph([dump])
    found = Counter(finding.severity for finding in report.findings)
    counts = (
        ("focusNodes", report.focus_nodes),
        *((f"{severity}s", found[severity]) for severity in ("violation", "warning", "info")),
    )
    number = found["violation"]
    told = f"{number} violation{'s' if number > 1 else ''} of the shapes; osce-kg validate shows them"
    losses = (Loss(_VALIDATION, "dump", told, severity="warning"),) if number else ()
    return StageRecord(_VALIDATION, counts, losses, engine=report.engine)
