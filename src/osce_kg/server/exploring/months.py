"""How many events there were in each month or year: for certain, and at most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from osce_kg.server.exploring.answering import Row

_MOST_MONTHS: Final = 144
"""A longer period is shown by years."""

_LONGEST: Final = 1_200
"""Months; an event that may have been at any time of a century says nothing of when it was."""


@dataclass(frozen=True, slots=True)
class Bin:
    """A month, ``2004-04``, or a year, ``2004``.

    Attributes:
        certain: how many events were then.
        possible: how many further ones can have been then: their days are known from one day to another, and
            only some of these days are in the bin.
    """

    name: str
    certain: int
    possible: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """When events were.

    Attributes:
        bins: without gaps; one event may be possible in several.
        dated: number of the events that are in bins.
        undated: number of those that are in none, since an end of their days is unknown.
    """

    bins: tuple[Bin, ...]
    dated: int
    undated: int

    @property
    def is_certain(self) -> bool:
        """Whether every event that is drawn is certain in its bin."""
        return not any(each.possible for each in self.bins)


def timeline(rows: Iterable[Row]) -> Timeline:
    """Return the timeline of an answer to ``months_query``."""
    spans: Counter[tuple[int, int]] = Counter()
    undated = 0
    for row in rows:
        first, last = _month(row.get("first")), _month(row.get("last"))
        if first is None or last is None or not 0 <= last - first < _LONGEST:
            undated += int(row["events"])
        else:
            spans[first, last] += int(row["events"])
    if not spans:
        return Timeline((), 0, undated)
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    width = 1 if end - start < _MOST_MONTHS else 12
    certain: Counter[int] = Counter()
    possible: Counter[int] = Counter()
    for (first, last), events in spans.items():
        within = range(first // width, last // width + 1)
        if len(within) == 1:
            certain[within[0]] += events
        else:
            for number in within:
                possible[number] += events
    bins = tuple(
        Bin(_name(number, width), certain[number], possible[number])
        for number in range(start // width, end // width + 1)
    )
    return Timeline(bins, spans.total(), undated)


def _month(text: str | None) -> int | None:
    """Return the number of a month, YYYY-MM, counted from the year 0; None of what is none."""
    year, _, month = (text or "").partition("-")
    if not (year.isdigit() and len(year) == 4 and month.isdigit() and 1 <= int(month) <= 12):
        return None
    return int(year) * 12 + int(month) - 1


def _name(number: int, width: int) -> str:
    return f"{number:04}" if width == 12 else f"{number // 12:04}-{number % 12 + 1:02}"
