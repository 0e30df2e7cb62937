"""An extraction in the prediction form of the gold scorer: plain JSON values."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from osce_kg.model.document import Document
from osce_kg.model.extraction import EventTime, Extraction, LocalEvent, LocalParticipation, LocalPerson
from osce_kg.model.reference import Reference

_KINDS = {
    "visit": "visit",
    "meeting": "meeting",
    "conference": "conference",
    "training": "training",
    "press-conference": "press_conference",
    "ceremony": "ceremony",
}
_ORGANIZATION_KINDS = {
    "field-operation": "field_operation",
    "government-body": "ministry",
    "civil-society": "ngo",
}
_ONLINE = {"video": "online"}
_HOSTING_ROLES = frozenset({"organizer", "supporter"})
_SHOWN_PLACES = frozenset({"city", "venue", "region"})
_SHORTEST_MONTH = 28


def gold_form(document: Document, extraction: Extraction, reference: Reference) -> dict[str, Any]:
    """Return the prediction for one document: persons, organisations, events and the pairs that met."""
    form = _Form(extraction, {state.iso3: state.name for state in reference.states})
    return {
        "persons": [form.person(person) for person in extraction.persons if person.name],
        "organisations": [
            {"id": record.id, "name": record.name, "type": _ORGANIZATION_KINDS.get(record.kind, record.kind)}
            for record in extraction.organizations
        ],
        "events": [form.event(event) for event in extraction.events if event.status != "hypothetical"],
        "met_pairs": met_pairs(extraction),
    }


class _Form:
    """Writes the records of one extraction, with names in place of local ids of bodies, groups and places."""

    def __init__(self, extraction: Extraction, states: Mapping[str, str]) -> None:
        self._states = states
        self._organizations = {record.id: record.name for record in extraction.organizations}
        self._places = {place.id: place for place in extraction.places}
        self._labels = agent_labels(extraction)

    def person(self, person: LocalPerson) -> dict[str, Any]:
        """Return the record of a person with a name."""
        return {
            "id": person.id,
            "name": person.name,
            "variants": [form.text for form in person.forms],
            "roles": [
                {"title": role.title, "org": self._organizations.get(role.organization or "")}
                for role in person.roles
            ],
        }

    def event(self, event: LocalEvent) -> dict[str, Any]:
        """Return the record of an event; the scorer knows no postponed events, they count as cancelled."""
        begin, end = begin_and_end(event.time)
        places = [self._places[local] for local in event.places]
        return {
            "id": event.id,
            "type": _KINDS.get(event.kind, "other"),
            "status": "cancelled" if event.status == "postponed" else event.status,
            "begin": begin,
            "end": end,
            "place": "; ".join(place.name for place in places if place.kind in _SHOWN_PLACES)
            or _ONLINE.get(event.mode),
            "country": self._states.get(event.state or ""),
            "participants": self._agents(event, hosting=False),
            "part_of": event.part_of,
            "host_or_organiser": self._agents(event, hosting=True),
            "topics": [*event.subjects, *(topic.replace("-", " ") for topic in event.topics)],
            "evidence": [],
        }

    def _agents(self, event: LocalEvent, *, hosting: bool) -> list[str | None]:
        return [
            self._labels.get(participation.agent)
            for participation in event.participants
            if (participation.role in _HOSTING_ROLES) == hosting
        ]


def agent_labels(extraction: Extraction) -> dict[str, str]:
    """Return by local id what stands for an agent in an event: a person's id, or a description in words."""
    organizations = {record.id: record.name for record in extraction.organizations}
    return {
        **organizations,
        **{group.id: group.label for group in extraction.groups},
        **{person.id: _person_label(person, organizations) for person in extraction.persons},
    }


def _person_label(person: LocalPerson, organizations: Mapping[str, str]) -> str:
    """Return the id of a person with a name, else the post in words."""
    if person.name:
        return person.id
    role = person.roles[0]
    organization = organizations.get(role.organization or "")
    return f"{role.title} of {organization}" if organization else role.title


def begin_and_end(time: EventTime | None) -> tuple[str | None, str | None]:
    """Return first and last day as the gold writes them: a day, a month, a year, or None where open."""
    if time is None or (time.basis == "enclosing-event" and time.start_earliest != time.end_latest):
        # Bounds taken from another event date nothing.
        return None, None
    return _slot(time.start_earliest, time.start_latest), _slot(time.end_earliest, time.end_latest)


def _slot(earliest: dt.date | None, latest: dt.date | None) -> str | None:
    """Return the day, month or year that two bounds span, None for any other span."""
    if earliest is None or latest is None:
        return None
    if earliest == latest:
        return earliest.isoformat()
    is_same_month = (earliest.year, earliest.month) == (latest.year, latest.month)
    if is_same_month and earliest.day == 1 and latest.day >= _SHORTEST_MONTH:
        return f"{earliest:%Y-%m}"
    if earliest.year == latest.year and (earliest.month, latest.month) == (1, 12):
        return str(earliest.year)
    return None


def met_pairs(extraction: Extraction) -> list[list[str]]:
    """Return the pairs of named persons who met."""
    pairs = {tuple(sorted((left.agent, right.agent))) for _, left, right in encounters(extraction)}
    return [list(pair) for pair in sorted(pairs)]


def encounters(
    extraction: Extraction,
) -> Iterator[tuple[LocalEvent, LocalParticipation, LocalParticipation]]:
    """Yield every two named persons on different sides of one meeting that occurred."""
    named = {person.id for person in extraction.persons if person.name}
    for event in extraction.events:
        if event.kind != "meeting" or event.status != "occurred":
            continue
        present = [p for p in event.participants if p.agent in named]
        for left, right in itertools.combinations(present, 2):
            if left.side and right.side and left.side != right.side and left.agent != right.agent:
                yield event, left, right
