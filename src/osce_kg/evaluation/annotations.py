"""Gold annotations and predictions, which have the same form, as typed records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class AnnotatedRole:
    """A post that a person holds.

    Attributes:
        titles: the title and other acceptable wordings of it; never empty.
        organization: State or body; None if there is none, or if the text leaves it to inference.
        optional: neither hit nor miss.
    """

    titles: tuple[str, ...]
    organization: str | None
    optional: bool


@dataclass(frozen=True, slots=True)
class AnnotatedPerson:
    """A named person with all name forms, the fullest first."""

    id: str
    names: tuple[str, ...]
    roles: tuple[AnnotatedRole, ...]


@dataclass(frozen=True, slots=True)
class AnnotatedEvent:
    """An event.

    Attributes:
        id: within the document.
        kind: ``visit``, ``meeting``, ``conference``, ``training``, ``press_conference``, ``ceremony`` or
            ``other``.
        status: ``occurred``, ``planned``, ``cancelled``.
        begin, end: day, month or year (ISO 8601), or None.
        place, country: names, or None.
        participants: ids of persons, or labels.
        part_of: id of the enclosing event.
        topics: in words.
        optional: neither hit nor miss.
        date_weak: the day is known only from the dateline; leaving it out is no miss.
    """

    id: str
    kind: str
    status: str
    begin: str | None
    end: str | None
    place: str | None
    country: str | None
    participants: tuple[str, ...]
    part_of: str | None
    topics: tuple[str, ...]
    optional: bool
    date_weak: bool


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a document says: persons, events, and pairs of references to persons who met."""

    persons: tuple[AnnotatedPerson, ...]
    events: tuple[AnnotatedEvent, ...]
    met_pairs: tuple[Pair, ...]
    optional_pairs: tuple[Pair, ...]


def read_annotation(record: Mapping[str, Any]) -> Annotation:
    """Read an annotation or a prediction from JSON values; what is not there is empty."""
    return Annotation(
        persons=tuple(_person(item) for item in record.get("persons") or ()),
        events=tuple(_event(item) for item in record.get("events") or ()),
        met_pairs=_pairs(record.get("met_pairs")),
        optional_pairs=_pairs(record.get("met_pairs_optional")),
    )


def _person(item: Mapping[str, Any]) -> AnnotatedPerson:
    names = (item.get("name") or "", *(item.get("variants") or ()))
    return AnnotatedPerson(item["id"], names, tuple(_role(role) for role in item.get("roles") or ()))


def _role(item: Mapping[str, Any]) -> AnnotatedRole:
    titles = (item.get("title") or "", *(item.get("alt") or ()))
    organization = None if item.get("org_inferred") else item.get("org")
    return AnnotatedRole(titles, organization, bool(item.get("optional")))


def _event(item: Mapping[str, Any]) -> AnnotatedEvent:
    participants = (_reference(participant) for participant in item.get("participants") or ())
    return AnnotatedEvent(
        id=item["id"],
        kind=item.get("type") or "other",
        status=item.get("status") or "occurred",
        begin=item.get("begin") or None,
        end=item.get("end") or None,
        place=item.get("place") or None,
        country=item.get("country") or None,
        participants=tuple(reference for reference in participants if reference),
        part_of=item.get("part_of"),
        topics=tuple(item.get("topics") or ()),
        optional=bool(item.get("optional")),
        date_weak=bool(item.get("date_weak")),
    )


def _reference(participant: str | Mapping[str, str]) -> str:
    return participant if isinstance(participant, str) else participant.get("ref", "")


def _pairs(items: Sequence[Sequence[str]] | None) -> tuple[Pair, ...]:
    return tuple((left, right) for left, right in items or ())
