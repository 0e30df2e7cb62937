"""Cities, and regions that are no State."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from osce_kg.model.reference import City
from osce_kg.reference.tables import ReferenceFolder, Row, Table

_KEY: Final = re.compile(r"g[0-9]+")
_FLAGS: Final = {"true": True, "false": False}
_CITIES: Final = Table(
    "cities.csv",
    ("key", "name", "aliases", "iso3", "latitude", "longitude", "population", "is_capital"),
    ("key",),
)
_REGIONS: Final = Table("regions.csv", ("name", "aliases", "states"), ("name",))


def read_cities(folder: ReferenceFolder, states: Container[str]) -> tuple[City, ...]:
    """Read the cities, ordered by State and key.

    Raises:
        InputError: a row is wrong, or a key is not ``g`` and a GeoNames number.
    """
    cities = (_read_city(row, states) for row in folder.rows(_CITIES))
    return tuple(sorted(cities, key=lambda city: (city.iso3, int(city.key[1:]))))


def read_regions(folder: ReferenceFolder, states: Container[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read (name, ISO alpha-3 codes of the States it lies in) of every name and alias of a region.

    Raises:
        InputError: a row is wrong, or two regions share a name.
    """
    regions: dict[str, tuple[str, ...]] = {}
    for row in folder.rows(_REGIONS):
        row.sourced()
        codes = row.references("states", states)
        for name in (row.text("name"), *row.items("aliases")):
            if name in regions:
                raise row.error(f"{name!r} is the name of another region too")
            regions[name] = codes
    return tuple(regions.items())


def _read_city(row: Row, states: Container[str]) -> City:
    key = row.text("key")
    if not _KEY.fullmatch(key):
        raise row.error(f"key {key!r} is not g and a GeoNames number")
    return City(
        key=key,
        name=row.text("name"),
        aliases=row.items("aliases"),
        iso3=row.one_of("iso3", states),
        latitude=row.degrees("latitude"),
        longitude=row.degrees("longitude"),
        population=row.number("population"),
        is_capital=_FLAGS[row.one_of("is_capital", _FLAGS)],
        sourced=row.sourced(),
    )
