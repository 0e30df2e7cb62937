"""Counting hits and misses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MEASURES: Final = (
    "persons",
    "roles",
    "roles_title",
    "visits",
    "visit_edges",
    "meetings",
    "meetings_covered",
    "met_pairs",
    "dates",
    "places",
)
"""What is counted of extraction, in the order of the tables."""

RESOLUTION_MEASURES: Final = ("pairs", "b_cubed", "pairs_end_to_end", "b_cubed_end_to_end")
"""What is measured of resolution: over the mentions that extraction found, and over all of the gold."""


def harmonic_mean(left: float, right: float) -> float:
    """Return the harmonic mean of two ratios; 0 if both are 0."""
    return 2 * left * right / (left + right) if left + right else 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """Hits, spurious finds and misses of one measure, with the ratios that follow (0 to 1)."""

    hits: int = 0
    spurious: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hits + other.hits, self.spurious + other.spurious, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Return the share of finds that are right; 1 if there was nothing to find and nothing was found."""
        found = self.hits + self.spurious
        return self.hits / found if found else float(self.missed == 0)

    @property
    def recall(self) -> float:
        """Return the share of the gold that was found; 1 if there was nothing to find."""
        wanted = self.hits + self.missed
        return self.hits / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One item that was missed or is spurious.

    Attributes:
        measure: one of ``MEASURES``.
        kind: ``missed`` or ``spurious``.
        item: the item in words.
    """

    measure: str
    kind: str
    item: str


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """Tallies of one document by measure, and the mistakes behind them."""

    tallies: Mapping[str, Tally]
    mistakes: tuple[Mistake, ...]


class Counter:
    """Counts while a document is scored."""

    def __init__(self) -> None:
        self._hits = dict.fromkeys(MEASURES, 0)
        self._mistakes: list[Mistake] = []

    def hit(self, measure: str) -> None:
        """Count an item of the gold that was found."""
        self._hits[measure] += 1

    def spurious(self, measure: str, item: str) -> None:
        """Count a find that is not in the gold."""
        self._mistakes.append(Mistake(measure, "spurious", item))

    def missed(self, measure: str, item: str) -> None:
        """Count an item of the gold that was not found."""
        self._mistakes.append(Mistake(measure, "missed", item))

    def score(self) -> DocumentScore:
        """Return what was counted."""
        kinds = [(mistake.measure, mistake.kind) for mistake in self._mistakes]
        tallies = {
            measure: Tally(hits, kinds.count((measure, "spurious")), kinds.count((measure, "missed")))
            for measure, hits in self._hits.items()
        }
        return DocumentScore(tallies, tuple(self._mistakes))
