"""Events of a document, with who took part, in which capacity and on which side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import RDF, RDFS
from rdflib.term import URIRef

from osce_kg.graph.event_labels import event_label
from osce_kg.graph.literals import Pair, day, describe, edtf, english, plain, score, whole
from osce_kg.graph.local_entities import LocalEntities, minted
from osce_kg.graph.provenance import Provenance
from osce_kg.identifiers import entity_iri
from osce_kg.model.extraction import EventTime, Extraction, LocalEvent, LocalParticipation, LocalPlace
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG, concept

_CLASSES: Final[Mapping[str, URIRef]] = {
    "visit": OKG.Visit,
    "meeting": OKG.Meeting,
    "conference": OKG.Conference,
    "training": OKG.Conference,
}
"""Class of each kind of event; every other kind is a plain okg:Event that its format describes."""

_FORMATS: Final[Mapping[str, str]] = {
    "conference": "conference",
    "training": "training",
    "press-conference": "press-conference",
    "ceremony": "ceremony",
    "contact": "contact",
}
"""Format of the kinds that say it themselves."""

_ROLE_SHORTCUTS: Final[Mapping[str, URIRef]] = {
    "host": OKG.host,
    "organizer": OKG.organizedBy,
    "supporter": OKG.supportedBy,
}
"""Roles that are also asserted on the event, beside the participation."""


class EventBuilder:
    """Builds the statements about the events of one document."""

    def __init__(self, extraction: Extraction, entities: LocalEntities, provenance: Provenance) -> None:
        self._extraction = extraction
        self._entities = entities
        self._provenance = provenance
        self._events = {event.id: event for event in extraction.events}
        self._places = {place.id: place for place in extraction.places}
        self._represented = {group.id: group.represents for group in extraction.groups}

    def iri(self, local: str) -> URIRef:
        """Return the IRI of an event: document, start of the passage that introduces it, local id."""
        event = self._events[local]
        start = event.evidence[0].start if event.evidence else 0
        return minted("event", self._extraction.document, str(start), local)

    def statements(self) -> Iterator[Statement]:
        """Give all events with their participations, in the order of the document."""
        for event in self._extraction.events:
            yield from describe(self._provenance.graph, self.iri(event.id), self._event_pairs(event))
            yield from self._participations(event)

    def _event_pairs(self, event: LocalEvent) -> Iterator[Pair]:
        parent = self._events.get(event.part_of or "")
        is_leg = event.kind == "visit" and parent is not None and parent.kind == "visit"
        yield RDF.type, OKG.VisitLeg if is_leg else _CLASSES.get(event.kind, OKG.Event)
        yield RDFS.label, english(event_label(event, self._entities, self._places))
        yield OKG.status, concept("event-status", event.status)
        event_format = event.format or _FORMATS.get(event.kind)
        yield OKG["format"], concept("meeting-format", event_format) if event_format else None
        yield OKG.mode, concept("event-mode", event.mode)
        yield from _time_pairs(event.time)
        yield from self._place_pairs(event)
        if parent is not None:
            yield _relation(parent, is_leg), self.iri(parent.id)
        yield OKG.legNumber, whole(event.leg_number) if is_leg else None
        for topic in event.topics:
            yield OKG.topic, concept("field-of-work", topic)
        for subject in event.subjects:
            yield OKG.subjectMatterText, english(subject)
        yield from self._shortcut_pairs(event)
        yield from self._provenance.pairs(event.evidence, event.confidence)

    def _place_pairs(self, event: LocalEvent) -> Iterator[Pair]:
        """Give the places that enclose no other place of the event: the venue, not its city too."""
        enclosing = {self._places[place].within for place in event.places}
        for place in event.places:
            if place not in enclosing and not self._is_mere_state(self._places[place], event):
                yield OKG.place, self._entities.iri(place)
        yield OKG.placeEvidence, plain(event.place_evidence)
        yield OKG.inState, entity_iri(f"state/{event.state}") if event.state else None
        yield OKG.placeConfidence, score(event.place_confidence)

    def _is_mere_state(self, place: LocalPlace, event: LocalEvent) -> bool:
        """Tell whether a place only repeats the State that a more specific place lies in."""
        others = (self._places[other] for other in event.places if other != place.id)
        return place.kind == "state" and any(other.state == place.state for other in others)

    def _shortcut_pairs(self, event: LocalEvent) -> Iterator[Pair]:
        for participation in event.participants:
            agent = self._entities.iri(participation.agent)
            if participation.role in _ROLE_SHORTCUTS:
                yield _ROLE_SHORTCUTS[participation.role], agent
            if event.kind == "visit" and participation.role in ("visitor", "companion"):
                yield OKG.visitor, agent

    def _participations(self, event: LocalEvent) -> Iterator[Statement]:
        heads: dict[str, URIRef] = {}
        for participation in event.participants:
            if participation.side is not None:
                heads.setdefault(participation.side, self._entities.iri(participation.agent))
        start = str(event.evidence[0].start if event.evidence else 0)
        for index, participation in enumerate(event.participants):
            iri = minted("participation", self._extraction.document, start, event.id, str(index))
            pairs = self._participation_pairs(event, participation, heads)
            yield from describe(self._provenance.graph, iri, pairs)

    def _participation_pairs(
        self, event: LocalEvent, participation: LocalParticipation, heads: Mapping[str, URIRef]
    ) -> Iterator[Pair]:
        agent = participation.agent
        yield RDF.type, OKG.Participation
        yield OKG.inEvent, self.iri(event.id)
        yield OKG.participant, self._entities.iri(agent)
        yield OKG.participationRole, concept("participation-role", participation.role)
        yield OKG.onSide, heads.get(participation.side or "")
        if participation.capacity is not None:
            yield OKG.inCapacity, self._entities.holding(agent, participation.capacity)
        represented = participation.representing or self._represented.get(agent, ())
        for iri in self._entities.iris(represented):
            yield OKG.representing, iri
        yield from self._provenance.pairs((participation.span,), participation.confidence)


def _relation(parent: LocalEvent, is_leg: bool) -> URIRef:
    """Return how an event belongs to its parent."""
    if is_leg:
        return OKG.legOf
    return OKG.duringVisit if parent.kind == "visit" else OKG.subEventOf


def _time_pairs(time: EventTime | None) -> Iterator[Pair]:
    if time is None:
        return
    yield OKG.startEarliest, day(time.start_earliest)
    yield OKG.startLatest, day(time.start_latest)
    yield OKG.endEarliest, day(time.end_earliest)
    yield OKG.endLatest, day(time.end_latest)
    yield OKG.edtf, edtf(time.edtf)
    yield OKG.dateText, plain(time.text)
    yield OKG.dateBasis, concept("date-basis", time.basis)
    yield OKG.dateEvidence, plain(time.evidence)
    yield OKG.dateConfidence, score(time.confidence)
