"""Which local places are one place: cities by GeoNames number, States by code, the rest by name and State."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from osce_kg.identifiers import digest
from osce_kg.model.extraction import LocalPlace
from osce_kg.model.resolution import ResolvedPlace
from osce_kg.titles import fold


def place_key(place: LocalPlace, local: Mapping[str, LocalPlace]) -> tuple[str, str]:
    """Return the entity key of a place, and why it is that one.

    Args:
        place: of a document.
        local: all places of this document, by local id.
    """
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


def described_place(key: str, place: LocalPlace, local: Mapping[str, LocalPlace]) -> ResolvedPlace:
    """Return what a document says of a place with this key."""
    return ResolvedPlace(key, place.name, place.kind, place.state, _enclosing_key(place, local))


class PlaceTally:
    """Counts how documents describe each place, and chooses what most of them say."""

    def __init__(self) -> None:
        self._described: defaultdict[str, Counter[ResolvedPlace]] = defaultdict(Counter)

    def add(self, place: ResolvedPlace) -> None:
        """Count one description."""
        self._described[place.key][place] += 1

    def places(self) -> tuple[ResolvedPlace, ...]:
        """Return the places by key."""
        return tuple(_choose(self._described[key]) for key in sorted(self._described))


def _choose(counts: Counter[ResolvedPlace]) -> ResolvedPlace:
    return min(counts, key=lambda place: (-counts[place], place.label, place.kind, place.state or ""))
