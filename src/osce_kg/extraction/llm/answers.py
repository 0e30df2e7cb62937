"""What a model answered about one portion of a document, as typed records: claims, nothing verified yet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from osce_kg.errors import ExtractionError
from osce_kg.extraction.llm.answer_schema import ANSWER_SCHEMA, violations


@dataclass(frozen=True, slots=True)
class PostClaim:
    """A post that somebody is said to hold; ``organization`` is empty where the text names none."""

    title: str
    organization: str
    tenure: str
    quote: str


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """A person; ``name`` is empty for the holder of a post whom the text does not name.

    Attributes:
        id: by which participants refer to the person, within one answer.
        forms: other ways in which the text writes the name.
    """

    id: str
    name: str
    forms: tuple[str, ...]
    quote: str
    posts: tuple[PostClaim, ...]


@dataclass(frozen=True, slots=True)
class ParticipantClaim:
    """Someone in an event: ``mention`` are the words of the event's sentences that mean them.

    ``agent`` is ``person``, ``group`` or ``organization``; ``person`` is the id of the person.
    """

    agent: str
    person: str
    mention: str
    role: str
    side: str


@dataclass(frozen=True, slots=True)
class PlaceClaim:
    """Words of the event's sentences that name a place; ``city``, ``venue``, ``state`` or ``region``."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class EventClaim:
    """An event; ``date`` are the words that date it, ``part_of`` the id of the event around it."""

    id: str
    quotes: tuple[str, ...]
    kind: str
    status: str
    format: str
    mode: str
    participants: tuple[ParticipantClaim, ...]
    places: tuple[PlaceClaim, ...]
    date: str
    part_of: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """All claims of one answer."""

    people: tuple[PersonClaim, ...]
    events: tuple[EventClaim, ...]


class InvalidAnswerError(ExtractionError):
    """An answer that does not have the form that was asked for."""


def parse_answer(content: str) -> Answer:
    """Read an answer.

    Raises:
        InvalidAnswerError: it is not JSON, or does not keep to the schema.
    """
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise InvalidAnswerError("the model's answer is not JSON") from None
    broken = next(violations(value, ANSWER_SCHEMA), None)
    if broken is not None:
        raise InvalidAnswerError(f"the model's answer does not keep to the schema: {broken}")
    return Answer(
        people=tuple(_person(item) for item in value["people"]),
        events=tuple(_event(item) for item in value["events"]),
    )


def _person(item: Mapping[str, Any]) -> PersonClaim:
    posts = tuple(PostClaim(**post) for post in item["posts"])
    return PersonClaim(item["id"], item["name"], tuple(item["forms"]), item["quote"], posts)


def _event(item: Mapping[str, Any]) -> EventClaim:
    lists = {
        "quotes": tuple(item["quotes"]),
        "participants": tuple(ParticipantClaim(**part) for part in item["participants"]),
        "places": tuple(PlaceClaim(**place) for place in item["places"]),
        "subjects": tuple(item["subjects"]),
    }
    return EventClaim(**{**item, **lists})
