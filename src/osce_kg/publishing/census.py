"""Counting what a release holds, over the N-Triples lines of the union of its graphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from osce_kg.namespaces import ID, OKG, PREFIXES
from osce_kg.publishing.object_counts import ObjectCounts

_TYPE: Final = f"<{PREFIXES['rdf']}type>".encode()
_EVENT: Final = f"<{ID}event/".encode()
_BOUNDS: Final = {
    f"<{OKG}{name}>".encode() for name in ("startEarliest", "startLatest", "endEarliest", "endLatest")
}
_DAY: Final = re.compile(rb'"(\d{4}-\d\d-\d\d)')


@dataclass(frozen=True, slots=True)
class PropertyUsage:
    """How a property is used: numbers of triples, and of distinct subjects and objects of them."""

    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class Census:
    """Counts over the union of all graphs; terms are in their N-Triples form.

    Attributes:
        properties: predicate to its usage.
        classes: class to number of instances.
        subjects, objects: number of distinct terms in that place.
        first_day, last_day: ISO dates that all known dates of events lie between; None without a date.
    """

    properties: Mapping[bytes, PropertyUsage]
    classes: Mapping[bytes, int]
    subjects: int
    objects: int
    first_day: str | None
    last_day: str | None


@dataclass(slots=True)
class CensusCounts:
    """Counts that can be added to and taken from, a part of all triples at a time.

    Attributes:
        subjects: number of subjects.
        triples_of, subjects_of: predicate to number of triples and of subjects.
        classes: class to number of instances.
        days: ISO date to number of statements that have it as a bound of an event.
        objects: of each property.
    """

    subjects: int = 0
    triples_of: Counter[bytes] = field(default_factory=Counter)
    subjects_of: Counter[bytes] = field(default_factory=Counter)
    classes: Counter[bytes] = field(default_factory=Counter)
    days: Counter[bytes] = field(default_factory=Counter)
    objects: ObjectCounts = field(default_factory=ObjectCounts)

    @property
    def triples(self) -> int:
        """The number of triples."""
        return self.triples_of.total()

    def count(self, lines: Iterable[bytes], sign: int = 1) -> None:
        """Add triples, or take them away with -1 as the sign.

        Args:
            lines: sorted distinct N-Triples lines without line end: all that have these subjects.
        """
        values: dict[bytes, list[bytes]] = defaultdict(list)
        last_subject, last_predicate = b"", b""
        for line in lines:
            subject, predicate, rest = line.split(b" ", 2)
            value = rest[:-2]
            values[predicate].append(value)
            if subject != last_subject:
                self.subjects += sign
                last_subject, last_predicate = subject, b""
            if predicate != last_predicate:
                self.subjects_of[predicate] += sign
                last_predicate = predicate
            if predicate in _BOUNDS and subject.startswith(_EVENT) and (day := _DAY.match(value)):
                self.days[day[1]] += sign
        for predicate, found in values.items():
            self.triples_of[predicate] += sign * len(found)
            counts = Counter(found)
            self.objects.add(predicate, counts, sign)
            if predicate == _TYPE:
                for name, number in counts.items():
                    if name.startswith(b"<"):  # a user may have written that something is a text
                        self.classes[name] += sign * number

    def census(self) -> Census:
        """Return what has been counted.

        Raises:
            ValueError: more was taken away than there was.
        """
        days = [day.decode() for day in +self.days]
        return Census(
            properties={
                predicate: PropertyUsage(
                    self.triples_of[predicate], self.subjects_of[predicate], len(digests)
                )
                for predicate, digests, _ in self.objects.items()
            },
            classes=+self.classes,
            subjects=self.subjects,
            objects=self.objects.distinct(),
            first_day=min(days, default=None),
            last_day=max(days, default=None),
        )
