"""An extraction in the prediction form of the gold scorer: plain JSON values."""

from __future__ import annotations

import datetime as dt
from typing import Any

from osce_kg.model.document import Document
from osce_kg.model.extraction import EventTime, Extraction, LocalEvent, LocalPerson, LocalPlace
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


def gold_form(document: Document, extraction: Extraction, reference: Reference) -> dict[str, Any]:
    """Return the prediction for one document: persons, organisations, events and the pairs that met."""
    states = {state.iso3: state.name for state in reference.states}
    organizations = {record.id: record.name for record in extraction.organizations}
    groups = {group.id: group.label for group in extraction.groups}
    places = {place.id: place for place in extraction.places}
    labels = {**organizations, **groups}
    events = [event for event in extraction.events if event.status != "hypothetical"]
    return {
        "persons": [_person(person, organizations) for person in extraction.persons if person.name],
        "organisations": [
            {"id": record.id, "name": record.name, "type": _ORGANIZATION_KINDS.get(record.kind, record.kind)}
            for record in extraction.organizations
        ],
        "events": [_event(event, extraction, labels, places, states) for event in events],
        "met_pairs": met_pairs(extraction),
    }


def _person(person: LocalPerson, organizations: dict[str, str]) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "variants": [form.text for form in person.forms],
        "roles": [
            {"title": role.title, "org": organizations.get(role.organization or "")} for role in person.roles
        ],
    }


def _event(
    event: LocalEvent,
    extraction: Extraction,
    labels: dict[str, str],
    places: dict[str, LocalPlace],
    states: dict[str, str],
) -> dict[str, Any]:
    begin, end = begin_and_end(event.time)
    persons = {person.id: person for person in extraction.persons}
    participants = []
    hosts = []
    for participation in event.participants:
        person = persons.get(participation.agent)
        label = labels.get(participation.agent)
        shown = person.id if person and person.name else _described(person, extraction) if person else label
        if participation.role in ("organizer", "supporter"):
            hosts.append(shown)
        else:
            participants.append(shown)
    shown_places = [
        places[local].name for local in event.places if places[local].kind in ("city", "venue", "region")
    ]
    return {
        "id": event.id,
        "type": _KINDS.get(event.kind, "other"),
        "status": "cancelled" if event.status == "postponed" else event.status,
        "begin": begin,
        "end": end,
        "place": "; ".join(shown_places) or None,
        "country": states.get(event.state or ""),
        "participants": participants,
        "part_of": event.part_of,
        "host_or_organiser": hosts,
        "topics": [*event.subjects, *(topic.replace("-", " ") for topic in event.topics)],
        "evidence": [],
    }


def _described(person: LocalPerson, extraction: Extraction) -> str:
    organizations = {record.id: record.name for record in extraction.organizations}
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
    if earliest is None or latest is None:
        return None
    if earliest == latest:
        return earliest.isoformat()
    if (
        (earliest.year, earliest.month) == (latest.year, latest.month)
        and earliest.day == 1
        and latest.day > 27
    ):
        return earliest.isoformat()[:7]
    if earliest.year == latest.year and (earliest.month, latest.month) == (1, 12):
        return str(earliest.year)
    return None


def met_pairs(extraction: Extraction) -> list[list[str]]:
    """Return the pairs of named persons who met: one meeting that occurred, different sides."""
    named = {person.id for person in extraction.persons if person.name}
    pairs: dict[tuple[str, str], None] = {}
    for event in extraction.events:
        if event.kind != "meeting" or event.status != "occurred":
            continue
        present = [p for p in event.participants if p.agent in named]
        for i, left in enumerate(present):
            for right in present[i + 1 :]:
                if left.side and right.side and left.side != right.side and left.agent != right.agent:
                    pairs[(min(left.agent, right.agent), max(left.agent, right.agent))] = None
    return [list(pair) for pair in sorted(pairs)]
