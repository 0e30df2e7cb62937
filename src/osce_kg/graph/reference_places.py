"""Cities of the reference data: those that the graph needs, found by name or key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Literal, URIRef

from osce_kg.graph.literals import Pair, describe, english
from osce_kg.graph.reference_nodes import name_statements, sourced_pairs
from osce_kg.identifiers import REFERENCE_GRAPH, entity_iri
from osce_kg.model.reference import City, Reference, Structure
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG, PREFIXES

_GEONAMES: Final = "https://sws.geonames.org/"
_LATITUDE: Final = URIRef(PREFIXES["schema"] + "latitude")
_LONGITUDE: Final = URIRef(PREFIXES["schema"] + "longitude")


class Cities:
    """Finds cities by the names that other tables of the reference data use."""

    def __init__(self, reference: Reference) -> None:
        by_size = sorted(reference.cities, key=lambda city: (-city.population, city.key))
        self._by_name = {city.name: city for city in reversed(by_size)}
        self._by_alias = {alias: city for city in reversed(by_size) for alias in city.aliases}

    def find(self, name: str) -> City | None:
        """Return the largest city of this name, else the largest that is also spelled so, or None."""
        return self._by_name.get(name) or self._by_alias.get(name)

    def seat(self, structure: Structure) -> City | None:
        """Return the present seat of a structure ("Almaty -> Astana": Astana), or None."""
        return self.find(structure.seat.rpartition("->")[2].strip()) if structure.seat else None


def city_statements(reference: Reference, index: Cities, keys: frozenset[str]) -> Iterator[Statement]:
    """Give the cities with these keys, capitals, seats, cities of sessions and cities with dated names.

    Args:
        reference: the reference data.
        index: its cities by name.
        keys: keys of the cities that documents name.
    """
    needed = {seat.key for structure in reference.structures if (seat := index.seat(structure))}
    sessions = (session for series in reference.series for session in series.sessions)
    needed |= {city.key for session in sessions if (city := index.find(session.city))}
    needed |= {key.removeprefix("place/") for key, _ in reference.dated_names}
    for city in reference.cities:
        if city.is_capital or city.key in needed or city.key in keys:
            yield from describe(REFERENCE_GRAPH, entity_iri(f"place/{city.key}"), _city_pairs(city))
    for key, name in reference.dated_names:
        if key.startswith("place/"):
            yield from name_statements(key, entity_iri(key), name)


def _city_pairs(city: City) -> Iterator[Pair]:
    yield RDF.type, OKG.Place
    yield RDFS.label, english(city.name)
    for alias in city.aliases:
        yield SKOS.altLabel, english(alias)
    yield OKG.locatedIn, entity_iri(f"place/{city.iso3}")
    yield OKG.inState, entity_iri(f"state/{city.iso3}")
    yield _LATITUDE, _degrees(city.latitude)
    yield _LONGITUDE, _degrees(city.longitude)
    yield OWL.sameAs, URIRef(f"{_GEONAMES}{city.key[1:]}/")
    yield from sourced_pairs(city.sourced)


def _degrees(value: float) -> Literal:
    """Return degrees as xsd:decimal; four digits are eleven metres."""
    return Literal(f"{value:.4f}", datatype=XSD.decimal, normalize=False)
