"""What holds for every extraction, whichever extractor made it."""

from __future__ import annotations

import dataclasses
from typing import Any

from osce_kg.model.document import Document
from osce_kg.model.edtf import bounds
from osce_kg.model.extraction import Extraction
from osce_kg.model.text import Span


def assert_consistent(document: Document, found: Extraction) -> None:
    """Ids that are used exist, spans lie in the text, and forms of names say what stands there."""
    text = document.text
    persons = {person.id: person for person in found.persons}
    bodies = {body.id for body in found.organizations}
    agents = {*persons, *bodies, *(group.id for group in found.groups)}
    events, places = [event.id for event in found.events], {place.id for place in found.places}
    assert found.document == document.key
    assert events == [f"e{number}" for number in range(1, len(events) + 1)]
    for person in found.persons:
        assert person.name or person.roles
        assert person.mentions
        assert {role.organization for role in person.roles} <= bodies | {None}
        assert all(
            " ".join(span.of(text).split()) == form.text for form in person.forms for span in form.spans
        )
    for group in found.groups:
        assert set(group.represents) <= bodies
    for event in found.events:
        assert event.part_of in {*events, None} - {event.id}
        assert set(event.places) <= places
        assert event.evidence
        assert len({p.agent for p in event.participants}) == len(event.participants)
        assert event.time is None or bounds(event.time.edtf)
        for part in event.participants:
            assert part.agent in agents
            assert set(part.representing) <= bodies
            assert part.capacity is None or part.capacity < len(persons[part.agent].roles)
    assert_nothing_is_certain(found)
    for span in spans_in(found):
        assert 0 <= span.start < span.end <= len(text)
    assert all(utterance.speaker in {*persons, None} for utterance in found.utterances)


def assert_nothing_is_certain(found: Extraction) -> None:
    """Every confidence lies between impossible and certain; what needs an event is no surer than it."""
    people = [*found.persons, *(role for person in found.persons for role in person.roles)]
    assert all(0 < fact.confidence < 1 for fact in (*people, *found.events))
    for event in found.events:
        dependent = [part.confidence for part in event.participants]
        dependent += [event.time.confidence] if event.time and event.time.confidence is not None else []
        dependent += [event.place_confidence] if event.place_confidence is not None else []
        assert all(0 < confidence <= event.confidence for confidence in dependent)


def spans_in(value: Any) -> list[Span]:
    """Return every span of a record."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for item in value for span in spans_in(item)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [span for f in dataclasses.fields(value) for span in spans_in(getattr(value, f.name))]
    return []
