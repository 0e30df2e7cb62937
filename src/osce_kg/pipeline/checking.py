"""The last stage of a build: its graph is held against the shapes, all of it or what has changed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import Final

from osce_kg import __version__
from osce_kg.model.document import Loss
from osce_kg.model.record import StageRecord
from osce_kg.pipeline.fingerprint import digest_of, program_contents, resource_contents
from osce_kg.resources import resource_path
from osce_kg.validation.shapes import load_shapes
from osce_kg.validation.tally import BuildChange, StoredBuild, Tally, tally_after, tally_of

_VALIDATION: Final = "validation"
_PROGRAM: Final = frozenset({"model", "namespaces.py", _VALIDATION})
_RESOURCES: Final = (("ontology",), ("shapes",))


__all__ = ["BuildChange", "Checked", "StoredBuild", "check_build"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a build says.

    Attributes:
        record: how many focus nodes there are, and findings of each severity.
        kept: text for the check of the build that this one becomes.
    """

    record: StageRecord
    kept: str


def check_build(build: StoredBuild, change: BuildChange | None = None, kept: str = "") -> Checked:
    """Count the findings of each severity; violations are a warning.

    They are no reason to withhold the build: its graph is what the documents gave, and the report says so.
    The counts do not depend on what is known of an earlier build, only the time does.

    Args:
        change: what became of the earlier build; None if there was none.
        kept: what the check of the earlier build said. If it is damaged, or of other shapes or another
            version of the program, all is checked.

    Raises:
        InputError: a shape that the fast engine does not cover; a text cannot be read as UTF-8.
    """
    shapes = load_shapes(resource_path("shapes"))
    earlier = _read_tally(kept)
    if change is None or earlier is None:
        tally = tally_of(build, shapes)
    else:
        tally = tally_after(build, shapes, earlier, change)
    return Checked(_record(tally), _kept_text(tally))


def _record(tally: Tally) -> StageRecord:
    counts = (
        ("focusNodes", tally.focus_nodes),
        ("violations", tally.violations),
        ("warnings", tally.warnings),
        ("infos", tally.infos),
    )
    number = tally.violations
    told = f"{number} violation{'s' if number > 1 else ''} of the shapes; osce-kg validate shows them"
    losses = (Loss(_VALIDATION, "dump", told, severity="warning"),) if number else ()
    return StageRecord(_VALIDATION, counts, losses, engine="fast")


def _kept_text(tally: Tally) -> str:
    counts = asdict(tally)
    return json.dumps({**counts, "digest": _digest(tally)}) + "\n"


def _read_tally(kept: str) -> Tally | None:
    """Return the counts that were kept; None if they are not those that this program would keep."""
    try:
        entries = json.loads(kept)
        digest = entries.pop("digest")
        tally = Tally(**entries)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    return tally if digest == _digest(tally) else None


def _digest(tally: Tally) -> str:
    return digest_of([_checked_by(), repr(tally)])


@cache
def _checked_by() -> str:
    """Return a digest of the shapes, the ontology and the part of the program that the counts depend on."""
    program = program_contents(lambda part: part in _PROGRAM)
    return digest_of([__version__, *program, *resource_contents(*_RESOURCES)])
