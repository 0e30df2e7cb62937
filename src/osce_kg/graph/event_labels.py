"""Labels of events that documents do not name: "Solomon Passy met Nursultan Nazarbayev (2004-04-06)"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from osce_kg.graph.local_entities import LocalEntities
from osce_kg.model.extraction import LocalEvent, LocalPlace

_NAMED: Final = 3
"""So many participants are named; the others are counted."""

_NOUNS: Final[Mapping[str, str]] = {
    "visit": "visit",
    "meeting": "meeting",
    "conference": "conference",
    "training": "training",
    "press-conference": "press conference",
    "ceremony": "ceremony",
    "contact": "contact",
    "other": "event",
}
_PLAIN_FORMATS: Final = frozenset({"bilateral", "multilateral", "audience", "talks"})


def event_label(event: LocalEvent, entities: LocalEntities, places: Mapping[str, LocalPlace]) -> str:
    """Return the document's name of the event, or a description of it with its date."""
    description = event.label or _description(event, entities, places)
    when = _when(event.time.edtf) if event.time is not None else ""
    return f"{description} ({when})" if when else description


def _when(edtf: str) -> str:
    """Say an EDTF expression for readers: "2004-04-06", "until 2025-06-12", "by 2025-06-12"."""
    if edtf.startswith("["):
        since, _, until = edtf[1:-1].partition("..")
        return f"between {since} and {until}" if since else f"by {until}"
    start, slash, end = edtf.partition("/")
    if slash and start in ("", ".."):
        return f"until {end}"
    if slash and end in ("", ".."):
        return f"from {start}"
    return f"{start} to {end}" if slash else edtf


def _description(event: LocalEvent, entities: LocalEntities, places: Mapping[str, LocalPlace]) -> str:
    sides = _sides(event, entities)
    if event.kind == "meeting" and event.status == "occurred" and len(sides) == 2:
        return f"{_listed(sides[0])} met {_listed(sides[1])}"
    noun = _NOUNS.get(event.kind, "event")
    if event.format is not None and event.format not in _PLAIN_FORMATS:
        noun = event.format.replace("-", " ")
    if event.status != "occurred":
        noun = f"{event.status} {noun}"
    people = [entities.name(agent) for agent in _agents(event)]
    by_whom = f" of {_listed(people)}" if people else ""
    where = _place_name(event, entities, places)
    preposition = "to" if event.kind == "visit" else "in"
    at = f" {preposition} {where}" if where else ""
    label = f"{noun}{by_whom}{at}"
    return label[:1].upper() + label[1:]


def _place_name(event: LocalEvent, entities: LocalEntities, places: Mapping[str, LocalPlace]) -> str:
    named = [places[place] for place in event.places]
    if event.kind == "visit":
        # A journey may lead to several places; those in a State that is named beside them are in its name.
        states = {place.state for place in named if place.kind == "state"}
        named = [place for place in named if place.kind == "state" or place.state not in states]
    else:
        named = named[:1]
    if named:
        return _listed([place.name for place in named])
    return entities.state_name(event.state) if event.state else ""


def _sides(event: LocalEvent, entities: LocalEntities) -> list[list[str]]:
    sides: dict[str, list[str]] = {}
    for participation in event.participants:
        if participation.side is not None:
            sides.setdefault(participation.side, []).append(entities.name(participation.agent))
    return [sides[side] for side in sorted(sides)]


def _agents(event: LocalEvent) -> list[str]:
    """Return who makes the event what it is: the visitors of a visit, else those who attend."""
    visitors = [item.agent for item in event.participants if item.role in ("visitor", "companion")]
    attending = [
        item.agent for item in event.participants if item.role not in ("organizer", "supporter", "host")
    ]
    return list(dict.fromkeys(visitors if event.kind == "visit" and visitors else attending))


def _listed(names: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(names))
    shown = distinct[:_NAMED]
    if len(distinct) > _NAMED:
        shown.append(f"{len(distinct) - _NAMED} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
