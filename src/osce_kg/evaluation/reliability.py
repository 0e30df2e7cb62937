"""Whether confidence keeps its word: of the facts with a confidence of 0.9, nine in ten should be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Final

_BANDS: Final = (0.0, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Edges of the bands of confidence; a band has its lower edge. No confidence is 1."""

_Z: Final = 1.959964
"""Two-sided 95 % quantile of the normal distribution."""

PROMISE: Final = 0.9
"""Facts with this confidence or a better one are right at least this often."""

Rated = tuple[float, bool]
"""Confidence in a fact, and whether it is right."""


@dataclass(frozen=True, slots=True)
class Band:
    """Facts whose confidence lies between two edges.

    Attributes:
        low, high: the edges, 0 to 1; the upper one belongs to the next band.
        facts: how many there are.
        right: how many of them are right.
        confidence: mean confidence.
    """

    low: float
    high: float
    facts: int
    right: int
    confidence: float

    @property
    def precision(self) -> float:
        """Return the share of facts that are right, 0 to 1; 0 without facts."""
        return self.right / self.facts if self.facts else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of the precision."""
        return wilson_interval(self.right, self.facts)


def reliability(rated: Sequence[Rated]) -> list[Band]:
    """Return the bands that have facts, the lowest first."""
    bands = (_band(rated, low, high) for low, high in pairwise(_BANDS))
    return [band for band in bands if band.facts]


def band_from(rated: Sequence[Rated], low: float) -> Band:
    """Return the facts with at least some confidence."""
    return _band(rated, low, _BANDS[-1])


def _band(rated: Sequence[Rated], low: float, high: float) -> Band:
    inside = [(confidence, right) for confidence, right in rated if low <= confidence < high]
    mean = sum(confidence for confidence, _ in inside) / len(inside) if inside else 0.0
    return Band(low, high, len(inside), sum(right for _, right in inside), mean)


def calibration_error(bands: Sequence[Band]) -> float:
    """Return the expected calibration error: how far confidence and precision are apart, by facts."""
    facts = sum(band.facts for band in bands)
    return sum(band.facts * abs(band.precision - band.confidence) for band in bands) / facts if facts else 0.0


def wilson_interval(right: int, facts: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson, JASA 22, 1927); 0 to 1 where nothing was counted."""
    if not facts:
        return 0.0, 1.0
    share, weight = right / facts, _Z**2 / facts
    middle = (share + weight / 2) / (1 + weight)
    reach = _Z * sqrt(share * (1 - share) / facts + weight / (4 * facts)) / (1 + weight)
    return max(0.0, middle - reach), min(1.0, middle + reach)
