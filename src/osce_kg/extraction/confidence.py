"""How sure a fact is: what its grounds were worth in annotated documents.

The table ``confidence.toml`` gives each grounds a probability, with the counts it was learned from;
``osce-kg evaluate --calibrate`` writes it (``evaluation.calibration`` says how it learns).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import prod
from pathlib import Path
from typing import Final

from osce_kg.errors import InputError, MachineError, MissingInputError
from osce_kg.model.extraction import Grounds

CONFIDENCE_FILE: Final = Path(__file__).with_name("confidence.toml")
"""The table that extraction uses."""

CONFIDENCE_METHOD: Final = (
    "share of right facts on the same evidence in annotated documents, lowered by what rules lose on new ones"
)
"""How the values are obtained, in words."""

SEPARATOR: Final = " / "
"""Stands between the marks of grounds in the file."""

LOWEST: Final = 0.01
HIGHEST: Final = 0.99
"""Nothing is certain, and nothing that was extracted is impossible."""

_UNKNOWN: Final = 0.5


@dataclass(frozen=True, slots=True)
class Calibration:
    """What some grounds are worth.

    Attributes:
        right, wrong: facts on these grounds in the documents it was learned from.
        confidence: 0 to 1, exclusive.
    """

    right: int
    wrong: int
    confidence: float


@dataclass(frozen=True, slots=True)
class ConfidenceTable:
    """Calibrations by grounds, those of kinds of fact without marks included.

    Attributes:
        calibrations: by grounds.
        gaps: by kind of fact, how many times the odds of being right are lower in documents that nobody had
            in view when rules were written.
    """

    calibrations: Mapping[Grounds, Calibration]
    gaps: Mapping[str, float]

    def confidence(self, *factors: Grounds) -> float:
        """Return the confidence in a fact, to two digits: the product over what has to be right for it.

        Grounds that the table does not have count as the least sure of those that it has beside them; of a
        kind of fact that it does not have, nothing is known.
        """
        return min(HIGHEST, max(LOWEST, round(prod(map(self._factor, factors)), 2)))

    def _factor(self, grounds: Grounds) -> float:
        if grounds in self.calibrations:
            return self.calibrations[grounds].confidence
        while grounds and grounds not in self.calibrations:
            grounds = grounds[:-1]
        beside = [value.confidence for key, value in self.calibrations.items() if key[:-1] == grounds]
        if not grounds:
            return _UNKNOWN
        return min(beside, default=self.calibrations[grounds].confidence)


def confidence_in(*factors: Grounds) -> float:
    """Return the confidence in a fact by the table that comes with the package."""
    return _shipped_table().confidence(*factors)


@cache
def _shipped_table() -> ConfidenceTable:
    return read_table(CONFIDENCE_FILE)


def read_table(path: Path) -> ConfidenceTable:
    """Read a table.

    Raises:
        MissingInputError: there is no such file.
        InputError: it is not a table of confidence.
    """
    try:
        kinds = tomllib.loads(path.read_text(encoding="utf-8"))
        calibrations: dict[Grounds, Calibration] = {}
        for kind, table in kinds.items():
            calibrations[kind,] = _calibration(table["all"])
            for marks, entry in table["marks"].items():
                calibrations[kind, *marks.split(SEPARATOR)] = _calibration(entry)
        return ConfidenceTable(calibrations, {kind: float(table["gap"]) for kind, table in kinds.items()})
    except FileNotFoundError:
        raise MissingInputError("there is no such file", source=str(path)) from None
    except (ValueError, KeyError, AttributeError, TypeError, OSError) as error:
        raise InputError(f"not a table of confidence ({error!r})", source=str(path)) from error


def write_table(table: ConfidenceTable, path: Path, *, comments: Iterable[str]) -> None:
    """Write a table, whole or not at all, kinds of fact and grounds by name; comments open it.

    Raises:
        MachineError: the file cannot be written.
    """
    parts = ["".join(f"# {comment}\n" for comment in comments)]
    for kind, gap in sorted(table.gaps.items()):
        finer = sorted(grounds for grounds in table.calibrations if grounds[0] == kind and len(grounds) > 1)
        lines = [
            f'["{kind}"]',
            f"gap = {gap:.2f}",
            f"all = {_entry(table.calibrations[kind,])}",
            f'["{kind}".marks]',
            *(
                f'"{SEPARATOR.join(grounds[1:])}" = {_entry(table.calibrations[grounds])}'
                for grounds in finer
            ),
        ]
        parts.append("\n".join([*lines, ""]))
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_text("\n".join(parts), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise MachineError(f"the table of confidence cannot be written: {error}") from error


def _entry(value: Calibration) -> str:
    return f"{{ confidence = {value.confidence:.2f}, right = {value.right}, wrong = {value.wrong} }}"


def _calibration(entry: Mapping[str, float]) -> Calibration:
    confidence = float(entry["confidence"])
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence} is none")
    return Calibration(int(entry["right"]), int(entry["wrong"]), confidence)
