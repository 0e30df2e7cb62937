"""The places of one document as local records."""

from __future__ import annotations

from collections.abc import Mapping

from osce_kg.extraction.drafts import PlaceName
from osce_kg.extraction.names import folded
from osce_kg.model.extraction import LocalPlace
from osce_kg.model.reference import City


class PlaceRegistry:
    """Gives local ids to places as they are needed; ``cities`` are those of the reference data by key."""

    def __init__(self, cities: Mapping[str, City]) -> None:
        self._cities = cities
        self._records: dict[tuple[str, str], LocalPlace] = {}

    def all(self) -> tuple[LocalPlace, ...]:
        """Return the records, a venue's city before the venue."""
        return tuple(self._records.values())

    def add(self, place: PlaceName) -> str:
        """Return the local id of a place."""
        key = (place.kind, place.city or folded(place.name))
        if key not in self._records:
            within = self._city_of_venue(place)
            self._records[key] = LocalPlace(
                id=f"l{len(self._records) + 1}",
                name=place.name,
                kind=place.kind,
                city=place.city,
                state=place.state,
                within=within,
                mentions=(place.span,),
            )
        return self._records[key].id

    def _city_of_venue(self, place: PlaceName) -> str | None:
        if place.kind != "venue" or not place.city:
            return None
        city = self._cities[place.city]
        return self.add(PlaceName(city.name, "city", place.city, city.iso3, place.span))
