"""Gold annotations and predictions, which have the same form, as typed records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from osce_kg.evaluation.json_records import JsonRecord, text_at


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


def read_annotation(record: Mapping[str, Any], path: str = "") -> Annotation:
    """Read an annotation or a prediction from JSON values; what is not there is empty.

    Raises:
        ValueError: a value has another type; the message has its path, below ``path``.
    """
    top = JsonRecord(record, path)
    return Annotation(
        persons=tuple(_person(item) for item in top.records("persons")),
        events=tuple(_event(item) for item in top.records("events")),
        met_pairs=_pairs(top, "met_pairs"),
        optional_pairs=_pairs(top, "met_pairs_optional"),
    )


def _person(item: JsonRecord) -> AnnotatedPerson:
    names = (item.text("name") or "", *item.texts("variants"))
    return AnnotatedPerson(item.required_text("id"), names, tuple(map(_role, item.records("roles"))))


def _role(item: JsonRecord) -> AnnotatedRole:
    titles = (item.text("title") or "", *item.texts("alt"))
    organization = item.text("org")
    inferred = item.flag("org_inferred")
    return AnnotatedRole(titles, None if inferred else organization, item.flag("optional"))


def _event(item: JsonRecord) -> AnnotatedEvent:
    participants = (_reference(path, value) for path, value in item.items("participants"))
    return AnnotatedEvent(
        id=item.required_text("id"),
        kind=item.text("type") or "other",
        status=item.text("status") or "occurred",
        begin=item.text("begin") or None,
        end=item.text("end") or None,
        place=item.text("place") or None,
        country=item.text("country") or None,
        participants=tuple(reference for reference in participants if reference),
        part_of=item.text("part_of") or None,
        topics=item.texts("topics"),
        optional=item.flag("optional"),
        date_weak=item.flag("date_weak"),
    )


def _reference(path: str, participant: object) -> str:
    if isinstance(participant, str):
        return text_at(path, participant)
    return JsonRecord(participant, path).text("ref") or ""


def _pairs(top: JsonRecord, key: str) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    for path, value in top.items(key):
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise ValueError(f"{path} must be a list of two persons")
        pairs.append((text_at(path, value[0]), text_at(path, value[1])))
    return tuple(pairs)
