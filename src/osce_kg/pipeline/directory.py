"""What a build's directory looks like, so that nothing else is ever taken for one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from osce_kg.pipeline.report import REPORT

CANDIDATES: Final = "candidates.json"
"""File name of what ``review`` reads; builds of earlier versions have none."""

DOCUMENTS: Final = "documents"
"""Folder of the texts, ``KEY.txt``, that the offsets of passages refer to."""

EXTRACTIONS: Final = "extractions"
"""Folder of what was found in each document, for the next build; builds of earlier versions have none."""

READINGS: Final = "readings"
"""Folder of the documents as read, for the next build; builds of earlier versions have none."""

RESOLUTIONS: Final = "resolutions"
"""Folder of what resolution tells of each document alone, for the next build; likewise."""

STATE: Final = "state"
"""Folder of what the next build needs to know of resolution, store, dumps and findings; likewise."""

CHECKED: Final = f"{STATE}/checked.json"
"""Numbers of findings."""

DUMP_INDEX: Final = f"{STATE}/dump.index"
"""What the dumps consist of."""

GRAPHS: Final = f"{STATE}/graphs.json"
"""What the asserted graphs were made from."""

RESOLVED: Final = f"{STATE}/resolved"
"""What resolution of the corpus gave."""

_FOLDERS: Final = frozenset({"store", "dump", DOCUMENTS})
_ENTRIES: Final = _FOLDERS | {REPORT}
_MAY_LACK: Final = frozenset({CANDIDATES, EXTRACTIONS, READINGS, RESOLUTIONS, STATE})
_REPORT_KEYS: Final = frozenset({"version", "graphVersion", "stages"})


def read_report(directory: Path) -> dict[str, Any] | None:
    """Return the report of the build in a directory; None if that is anything else than a build, whole."""
    if not directory.is_dir() or {path.name for path in directory.iterdir()} - _MAY_LACK != _ENTRIES:
        return None
    if not all((directory / name).is_dir() for name in _FOLDERS):
        return None
    try:
        report = json.loads((directory / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return report if isinstance(report, dict) and report.keys() >= _REPORT_KEYS else None


def is_build(directory: Path) -> bool:
    """Tell whether a directory is a build and holds nothing else, so that replacing it loses nothing."""
    return read_report(directory) is not None
