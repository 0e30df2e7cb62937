"""Finding a person by key, IRI, or name in any spelling; a name never decides between two people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, cast

from rdflib.term import URIRef

from osce_kg.errors import UsageError
from osce_kg.namespaces import ID
from osce_kg.person_names import PersonName, compare_names, parse_name
from osce_kg.store import QueryReader

_PERSONS: Final = str(ID) + "person/"
_NAMES: Final = """PREFIX okg: <https://w3id.org/osce-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?person ?label ?name {
  ?person a okg:Person ; rdfs:label ?label .
  OPTIONAL { ?use okg:nameOf ?person ; okg:nameString ?name }
}"""
_REPLACED: Final = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX okg: <https://w3id.org/osce-kg/ontology#>
SELECT DISTINCT ?old ?person { ?old dcterms:isReplacedBy+ ?person . ?person a okg:Person }"""
_SHOWN: Final = 10
"""Candidates that an error lists."""
_TRANSLITERATED: Final = 0.96
"""Similar spellings, and names with further parts, are below; no such name is taken for the one given."""
_SAME_SURNAME: Final = 0.79
"""Similar surnames are below."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the graph.

    Attributes:
        iri: the person.
        label: the preferred name.
        names: every spelling that documents and reference data use, sorted, the label among them.
    """

    iri: URIRef
    label: str
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        """The end of the IRI, e.g. ``p000017``."""
        return self.iri.removeprefix(_PERSONS)

    def __str__(self) -> str:
        return self.label


class PersonDirectory:
    """Everybody in the graph, read once."""

    def __init__(self, reader: QueryReader) -> None:
        labels: dict[URIRef, set[str]] = defaultdict(set)
        names: dict[URIRef, set[str]] = defaultdict(set)
        for row in reader.select(_NAMES):
            iri = cast(URIRef, row["person"])
            labels[iri].add(str(row["label"]))
            names[iri].update(str(row[name]) for name in ("label", "name") if name in row)
        self._people = {
            str(iri): Person(iri, min(labels[iri]), tuple(sorted(names[iri]))) for iri in sorted(labels)
        }
        self._today = {str(row["old"]): str(row["person"]) for row in reader.select(_REPLACED)}
        self._by_parts: dict[tuple[str, ...], list[Person]] = defaultdict(list)
        for person in self._people.values():
            for parts in {tuple(sorted(parse_name(name).parts)) for name in person.names}:
                self._by_parts[parts].append(person)

    def find(self, given: str) -> tuple[Person, ...]:
        """Return the person of a key or an IRI, else all who bear a name, in any order of its parts.

        Only if nobody bears a full name as it is spelled, other transliterations of it are looked at. A
        surname alone, or one with initials, is that of everybody who has it.
        """
        text = given.strip()
        for iri in (text, _PERSONS + text, str(ID) + text):
            current = self._people.get(self._today.get(iri, iri))
            if current is not None:
                return (current,)
        name = parse_name(text)
        if name.is_full:
            same = self._by_parts.get(tuple(sorted(name.parts)), [])
            return tuple(same) or self._alike(name, _TRANSLITERATED)
        return self._alike(name, _SAME_SURNAME)

    def get(self, given: str) -> Person:
        """Return the one person whom a key, an IRI or a name means.

        Raises:
            UsageError: nobody, or more than one; the message lists who could be meant.
        """
        found = self.find(given)
        if len(found) == 1:
            return found[0]
        name = given.strip()[:80]
        if found:
            raise UsageError(f"{len(found)} people are called {name!r}: {_listed(found)}. Give a key.")
        similar = self._alike(parse_name(given), 0.0)
        hint = f" Similar names: {_listed(similar)}." if similar else ""
        raise UsageError(f"The graph knows nobody called {name!r}.{hint}")

    def _alike(self, wanted: PersonName, least: float) -> tuple[Person, ...]:
        """Return those who bear a name that is more like this one than ``least``."""
        return tuple(
            person
            for person in self._people.values()
            if any(compare_names(wanted, parse_name(name)).similarity > least for name in person.names)
        )


def _listed(people: Iterable[Person]) -> str:
    ordered = sorted(people, key=lambda person: (person.label, person.iri))
    more = f", and {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    return "; ".join(f"{person.label} ({person.key})" for person in ordered[:_SHOWN]) + more
