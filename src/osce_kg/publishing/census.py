"""Counting what a release holds, over the N-Triples lines of the union of its graphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from osce_kg.namespaces import ID, OKG, PREFIXES

_TYPE = f"<{PREFIXES['rdf']}type>".encode()
_EVENT = f"<{ID}event/".encode()
_BOUNDS = {f"<{OKG}{name}>".encode() for name in ("startEarliest", "startLatest", "endEarliest", "endLatest")}
_DAY = re.compile(rb'"(\d{4}-\d\d-\d\d)')


@dataclass(slots=True)
class PropertyUsage:
    """How a property is used; terms are in their N-Triples form."""

    triples: int = 0
    subjects: set[bytes] = field(default_factory=set)
    objects: set[bytes] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Census:
    """Counts over the union of all graphs.

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


def take_census(triples: Sequence[bytes]) -> Census:
    """Count distinct N-Triples lines, each without its line end."""
    properties: dict[bytes, PropertyUsage] = defaultdict(PropertyUsage)
    classes: Counter[bytes] = Counter()
    days: list[str] = []
    for line in triples:
        subject, predicate, rest = line.split(b" ", 2)
        value = rest[:-2]
        usage = properties[predicate]
        usage.triples += 1
        usage.subjects.add(subject)
        usage.objects.add(value)
        if predicate == _TYPE:
            classes[value] += 1
        elif predicate in _BOUNDS and subject.startswith(_EVENT) and (day := _DAY.match(value)):
            days.append(day[1].decode())
    return Census(
        properties=properties,
        classes=classes,
        subjects=len(set().union(*(usage.subjects for usage in properties.values()))),
        objects=len(set().union(*(usage.objects for usage in properties.values()))),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
    )
