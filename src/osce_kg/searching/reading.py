"""Collecting the names that a graph gives to things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from rdflib.term import URIRef

from osce_kg.namespaces import ID, OKG, PREFIXES
from osce_kg.person_names import UNNAMED
from osce_kg.searching.directory import NameDirectory, NamedThing
from osce_kg.searching.types import ENTITY_TYPES, narrowest
from osce_kg.store import StatementReader

_REPLACED_BY: Final = URIRef(PREFIXES["dcterms"] + "isReplacedBy")
_NAMES: Final = (
    URIRef(PREFIXES["rdfs"] + "label"),
    URIRef(PREFIXES["skos"] + "altLabel"),
    URIRef(PREFIXES["skos"] + "notation"),
    OKG.symbol,
    OKG.title,
    URIRef(PREFIXES["dcterms"] + "title"),
)
"""Properties whose values are names of their subject; a NameUse gives further ones."""


def read_directory(reader: StatementReader) -> NameDirectory:
    """Return the directory of everything in a graph that has a type of ``ENTITY_TYPES`` and a label."""
    return NameDirectory(*read_things(reader))


def read_things(reader: StatementReader) -> tuple[list[NamedThing], dict[str, str]]:
    """Return what a directory is made of: the things, and which key stands for which today."""
    replaced = _replaced(reader)
    types = _types(reader, replaced)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for key, name in _names(reader):
        known = names[replaced.get(key, key)]
        if not name.startswith(UNNAMED):
            known.add(name)
    things = [
        NamedThing(key, narrowest_types, tuple(sorted(names[key])))
        for key, narrowest_types in types.items()
        if key in names
    ]
    return things, replaced


def key_of(iri: str) -> str | None:
    """Return what follows ``id/`` in an IRI of this graph's things; None for any other IRI."""
    return iri.removeprefix(ID) if iri.startswith(ID) else None


def _replaced(reader: StatementReader) -> dict[str, str]:
    """Return which key stands for which today, also after several merges."""
    following = {
        subject.removeprefix(ID): value.removeprefix(ID) for subject, value in _pairs(reader, _REPLACED_BY)
    }
    return {key: _last(key, following) for key in following}


def _last(key: str, following: dict[str, str]) -> str:
    seen = {key}
    while key in following and following[key] not in seen:
        key = following[key]
        seen.add(key)
    return key


def _types(reader: StatementReader, replaced: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for type_id in ENTITY_TYPES:
        for row in reader.select(f"SELECT ?subject {{ ?subject a <{OKG[type_id]}> }}"):
            key = key_of(row["subject"])
            if key is not None and key not in replaced:
                found[key].add(type_id)
    # Few combinations, shared by all that have them.
    combinations: dict[frozenset[str], tuple[str, ...]] = {}
    return {key: combinations.setdefault(frozenset(types), narrowest(types)) for key, types in found.items()}


def _names(reader: StatementReader) -> Iterator[tuple[str, str]]:
    for predicate in _NAMES:
        for subject, name in _pairs(reader, predicate):
            key = key_of(subject)
            if key is not None:
                yield key, name
    owners = dict(_pairs(reader, OKG.nameOf))
    for use, name in _pairs(reader, OKG.nameString):
        if use in owners:
            yield owners[use].removeprefix(ID), name


def _pairs(reader: StatementReader, predicate: URIRef) -> Iterator[tuple[str, str]]:
    """Give subject and object of all triples with a property.

    A query that asks for no more than these is faster than looking up whole statements.
    """
    for row in reader.select(f"SELECT ?subject ?value {{ ?subject <{predicate}> ?value }}"):
        yield str(row["subject"]), str(row["value"])
