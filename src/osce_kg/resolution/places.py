"""Which local places are one place: cities by GeoNames number, States by code, the rest by name and State."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from osce_kg.identifiers import digest
from osce_kg.model.extraction import Extraction, LocalPlace
from osce_kg.model.resolution import Link, ResolvedPlace
from osce_kg.titles import fold


@dataclass(frozen=True, slots=True)
class PlaceResolution:
    """Links of all places of a corpus, and the nodes that the reference data does not hold."""

    links: tuple[Link, ...]
    places: tuple[ResolvedPlace, ...]


def resolve_places(extractions: Iterable[Extraction]) -> PlaceResolution:
    """Give every local place its entity."""
    links: list[Link] = []
    members: dict[str, list[ResolvedPlace]] = defaultdict(list)
    for extraction in extractions:
        local = {place.id: place for place in extraction.places}
        for place in extraction.places:
            key, reason = _place_key(place, local)
            links.append(Link(extraction.document, place.id, key, 1.0, (reason,)))
            if key.startswith("place/x"):
                members[key].append(_resolved(key, place, local))
    return PlaceResolution(tuple(links), tuple(_choose(members[key]) for key in sorted(members)))


def _place_key(place: LocalPlace, local: Mapping[str, LocalPlace]) -> tuple[str, str]:
    if place.kind == "city" and place.city:
        return f"place/{place.city}", "city of the gazetteer"
    if place.kind == "state" and place.state:
        return f"place/{place.state}", "territory of a State"
    enclosing = _enclosing_key(place, local)
    return "place/x" + digest(fold(place.name), enclosing or ""), "same name in the same city or State"


def _enclosing_key(place: LocalPlace, local: Mapping[str, LocalPlace]) -> str | None:
    """Return the key of the place that this one lies in, as far as gazetteer or State tell."""
    if place.city and place.kind != "city":
        return f"place/{place.city}"
    outer = local.get(place.within or "")
    if outer is not None and outer.city:
        return f"place/{outer.city}"
    state = place.state or (outer.state if outer is not None else None)
    return f"place/{state}" if state else None


def _resolved(key: str, place: LocalPlace, local: Mapping[str, LocalPlace]) -> ResolvedPlace:
    return ResolvedPlace(key, place.name, place.kind, place.state, _enclosing_key(place, local))


def _choose(places: list[ResolvedPlace]) -> ResolvedPlace:
    """Return the description that most documents give."""
    counts = Counter(places)
    return min(counts, key=lambda place: (-counts[place], place.label, place.kind, place.state or ""))
