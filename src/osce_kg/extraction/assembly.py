"""Turns the cast and the event drafts of a document into the boundary type ``Extraction``."""

from __future__ import annotations

from collections.abc import Sequence

from osce_kg.extraction.body_tracing import BodyTracer
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.confidence import confidence_in
from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.grounds import date_grounds, event_grounds, place_grounds
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.participations import ParticipationAssembler
from osce_kg.extraction.person_records import PersonRegistry
from osce_kg.extraction.place_records import PlaceRegistry
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.subjects import TopicFinder
from osce_kg.extraction.time_resolution import event_time
from osce_kg.model.extraction import (
    EventTime,
    Grounds,
    LocalEvent,
    LocalGroup,
    LocalOrganization,
    LocalPerson,
    LocalPlace,
)


class Assembler:
    """Builds the local records of one document; ids are given in the order of the text.

    Attributes:
        persons, groups, organizations, places, events: the records, in the order of their ids.
    """

    def __init__(self, cast: Cast, scene: Scene, drafts: Sequence[EventDraft]) -> None:
        self._topics = TopicFinder(cast, scene.gazetteer)
        tracer = BodyTracer(cast, scene)
        self._persons = PersonRegistry(cast, scene, tracer, drafts)
        self._participations = ParticipationAssembler(cast, tracer, self._persons)
        self._places = PlaceRegistry(scene.gazetteer.cities)
        self._ids = {draft: f"e{number}" for number, draft in enumerate(drafts, start=1)}
        self.events: tuple[LocalEvent, ...] = tuple(self._event(draft) for draft in drafts)
        self.persons: tuple[LocalPerson, ...] = self._persons.all()
        self.groups: tuple[LocalGroup, ...] = self._participations.groups()
        self.organizations: tuple[LocalOrganization, ...] = tracer.bodies.all()
        self.places: tuple[LocalPlace, ...] = self._places.all()

    def person_id(self, individual: Individual) -> str | None:
        """Return the local id of a person, None for one that is left out."""
        return self._persons.id_of(individual)

    def _event(self, draft: EventDraft) -> LocalEvent:
        grounds, place = event_grounds(draft), place_grounds(draft)
        participants = [
            self._participations.participation(participant, draft, grounds)
            for participant in draft.participants
        ]
        return LocalEvent(
            id=self._ids[draft],
            kind=draft.kind,
            status=draft.status,
            format=draft.format,
            mode=draft.mode,
            time=_event_time(draft, grounds),
            places=tuple(self._places.add(place) for place in draft.places),
            state=draft.state,
            participants=tuple(p for p in participants if p is not None),
            part_of=self._ids.get(draft.part_of) if draft.part_of else None,
            leg_number=draft.leg_number,
            topics=self._topics.topics(draft),
            subjects=tuple(draft.subjects),
            label="",
            evidence=tuple(sentence.span for sentence in draft.evidence),
            confidence=confidence_in(grounds),
            grounds=grounds,
            place_evidence=draft.place_evidence,
            place_confidence=confidence_in(grounds, place) if place else None,
            place_grounds=place,
        )


def _event_time(draft: EventDraft, event: Grounds) -> EventTime | None:
    interval = draft.interval
    if interval is None:
        return None
    text = span = None
    if draft.time is not None and draft.time_sentence is not None:
        span = draft.time_sentence.span_of(draft.time.start, draft.time.end)
        text = draft.time_sentence.text_of(draft.time.start, draft.time.end)
    return event_time(interval, text, span, confidence_in(event, date_grounds(interval.basis)))
