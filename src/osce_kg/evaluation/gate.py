"""The gate: F1 floors per split and measure, pinned in a file. A lower score fails; floors are only raised.

A floor that must come down (the gold was corrected, say) is lowered by hand, where a reviewer sees it.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from osce_kg.errors import InputError, MachineError, MissingInputError
from osce_kg.evaluation.tallies import MEASURES, RESOLUTION_MEASURES

FLOORS_FILE: Final = Path(__file__).with_name("floors.toml")
"""Floors of the gold that the project knows."""

_ORDER: Final = (*MEASURES, *RESOLUTION_MEASURES)
_MARGIN: Final = 0.005
"""How far below a measurement its floor is pinned."""

_HEADING: Final = """\
# F1 floors per split of the gold: `osce-kg evaluate` fails below them, `osce-kg evaluate --pin` raises them.
# `gold` is the fingerprint of the annotations that the floors were measured on.
"""


class MeasuredSplit(Protocol):
    """A score that can have floors: of extraction or of resolution."""

    @property
    def split(self) -> str:
        """Return the name of the split."""

    @property
    def pinned_as(self) -> str:
        """Return the name of the split in the file of floors."""

    @property
    def gold(self) -> str:
        """Return the fingerprint of the annotations."""

    @property
    def figures(self) -> Mapping[str, float]:
        """Return F1 by measure."""


@dataclass(frozen=True, slots=True)
class SplitFloors:
    """Floors of one split by measure (0 to 1), and the fingerprint of the gold they hold for."""

    gold: str
    floors: Mapping[str, float]


def read_floors(path: Path = FLOORS_FILE) -> dict[str, SplitFloors]:
    """Read floors by split.

    Raises:
        MissingInputError: there is no such file.
        InputError: it is not a file of floors, or names an unknown measure.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        splits = {split: _split_floors(table) for split, table in tables.items()}
    except FileNotFoundError:
        raise MissingInputError("there is no such file", source=str(path)) from None
    except (ValueError, KeyError, AttributeError, OSError) as error:
        raise InputError(f"not a file of floors ({error})", source=str(path)) from error
    return splits


def _split_floors(table: Mapping[str, str | float]) -> SplitFloors:
    floors = {measure: float(value) for measure, value in table.items() if measure != "gold"}
    unknown = floors.keys() - set(_ORDER)
    if unknown:
        raise ValueError(f"unknown measure {min(unknown)}")
    return SplitFloors(str(table["gold"]), floors)


def shortfalls(scores: Sequence[MeasuredSplit], floors: Mapping[str, SplitFloors]) -> list[str]:
    """Return a sentence for each floor that is not reached, and for gold that is not the pinned one."""
    found: list[str] = []
    for score in scores:
        pinned = floors.get(score.pinned_as)
        if pinned is None:
            continue
        if pinned.gold != score.gold:
            found.append(
                f"{score.pinned_as}: the gold is not the one that was pinned "
                f"({score.gold}, not {pinned.gold}); look at the scores and pin them"
            )
    return found + below_floors(scores, floors)


def below_floors(scores: Sequence[MeasuredSplit], floors: Mapping[str, SplitFloors]) -> list[str]:
    """Return a sentence for each floor that is not reached."""
    return [
        f"{score.pinned_as}: {measure} F1 {score.figures[measure]:.3f} is below its floor {floor:.3f}"
        for score in scores
        if score.pinned_as in floors
        for measure, floor in floors[score.pinned_as].floors.items()
        if score.figures[measure] < floor
    ]


def raised_floors(
    scores: Iterable[MeasuredSplit], floors: Mapping[str, SplitFloors]
) -> dict[str, SplitFloors]:
    """Return the floors with those of the measured splits raised to just below what was measured."""
    raised = dict(floors)
    for score in scores:
        old = floors[score.pinned_as].floors if score.pinned_as in floors else {}
        new = {measure: max(old.get(measure, 0.0), _just_below(f1)) for measure, f1 in score.figures.items()}
        raised[score.pinned_as] = SplitFloors(score.gold, new)
    return raised


def _just_below(f1: float) -> float:
    return max(0.0, math.floor((f1 - _MARGIN) * 1000) / 1000)


def write_floors(floors: Mapping[str, SplitFloors], path: Path = FLOORS_FILE) -> None:
    """Write floors, whole or not at all, splits by name and measures in the order of the tables.

    Raises:
        MachineError: the file cannot be written.
    """
    tables = [_HEADING]
    for split, pinned in sorted(floors.items()):
        lines = [
            f"{measure} = {pinned.floors[measure]:.3f}" for measure in _ORDER if measure in pinned.floors
        ]
        tables.append("\n".join([f"[{split}]", f'gold = "{pinned.gold}"', *lines, ""]))
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_text("\n".join(tables), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise MachineError(f"the floors cannot be written: {error}") from error
