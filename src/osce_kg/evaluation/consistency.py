"""What gold must keep to beyond its types: vocabularies, dates, ids that are unique and known, no cycles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from osce_kg.evaluation.annotations import Annotation

_KINDS: Final = frozenset(
    {"visit", "meeting", "conference", "training", "press_conference", "ceremony", "other"}
)
_STATUSES: Final = frozenset({"occurred", "planned", "cancelled"})
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_SPLIT: Final = re.compile(r"[a-z0-9-]+")

RESOLUTION_PREFIX: Final = "resolution-"
"""Begins the name of a split of resolution in the file of floors."""


def checked_split(name: str) -> str:
    """Return the name of a split, which becomes the name of a table in the file of floors.

    Raises:
        ValueError: it is not one.
    """
    if not _SPLIT.fullmatch(name):
        raise ValueError("the name of a split has only small letters a to z, digits and hyphens")
    if name.startswith(RESOLUTION_PREFIX):
        raise ValueError(f'names of splits that begin with "{RESOLUTION_PREFIX}" belong to resolution')
    return name


def check_consistency(gold: Annotation) -> None:
    """Check the annotation of one document.

    Raises:
        ValueError: it contradicts itself or uses unknown words; the message has the path in the file.
    """
    for index, person in enumerate(gold.persons):
        if not person.names[0]:
            raise ValueError(f"gold.persons[{index}].name must not be empty")
    persons = _unique("gold.persons", [person.id for person in gold.persons])
    for key, pairs in (("met_pairs", gold.met_pairs), ("met_pairs_optional", gold.optional_pairs)):
        for index, pair in enumerate(pairs):
            unknown = [reference for reference in pair if reference not in persons]
            if unknown:
                raise ValueError(f'gold.{key}[{index}]: there is no person "{unknown[0]}"')
    _check_events(gold)


def _check_events(gold: Annotation) -> None:
    around = {event.id: event.part_of for event in gold.events}
    _unique("gold.events", [event.id for event in gold.events])
    for index, event in enumerate(gold.events):
        path = f"gold.events[{index}]"
        if event.kind not in _KINDS:
            raise ValueError(f'{path}.type: there is no kind of event "{event.kind}"')
        if event.status not in _STATUSES:
            raise ValueError(f'{path}.status: there is no status "{event.status}"')
        for key, date in (("begin", event.begin), ("end", event.end)):
            if date is not None and not _is_date(date):
                raise ValueError(f'{path}.{key} must be YYYY, YYYY-MM or YYYY-MM-DD, not "{date}"')
        if event.part_of is not None and event.part_of not in around:
            raise ValueError(f'{path}.part_of: there is no event "{event.part_of}"')
    for index, event in enumerate(gold.events):
        # All ids are known here; whoever climbs more steps than there are events goes in a circle.
        above = event.part_of
        for _ in gold.events:
            above = around[above] if above is not None else None
        if above is not None:
            raise ValueError(f"gold.events[{index}].part_of leads in a circle")


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        dt.date.fromisoformat(value + "0001-01-01"[len(value) :])
    except ValueError:
        return False
    return True


def _unique(path: str, ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for index, identifier in enumerate(ids):
        if identifier in seen:
            raise ValueError(f'{path}[{index}].id: "{identifier}" is there twice')
        seen.add(identifier)
    return seen
