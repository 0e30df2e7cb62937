"""What nodes of the reference graph have in common: source, period, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rdflib import DCTERMS, RDF
from rdflib.term import Literal, URIRef

from osce_kg.graph.literals import Pair, day, describe, edtf, plain
from osce_kg.graph.local_entities import minted
from osce_kg.identifiers import REFERENCE_GRAPH
from osce_kg.model.edtf import interval, interval_bounds
from osce_kg.model.reference import DatedName, Sourced
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG, concept

_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")


def sourced_pairs(sourced: Sourced) -> Iterator[Pair]:
    """Give source and graded confidence."""
    yield DCTERMS.source, plain(sourced.source)
    yield OKG.confidenceLevel, concept("confidence-level", sourced.confidence)


def period_pairs(since: str, until: str) -> Iterator[Pair]:
    """Give the period between two EDTF dates as an expression and as four bounds; empty sides are open."""
    limits = interval_bounds(since, until)
    yield OKG.startEarliest, day(limits.start_earliest)
    yield OKG.startLatest, day(limits.start_latest)
    yield OKG.endEarliest, day(limits.end_earliest)
    yield OKG.endLatest, day(limits.end_latest)
    yield OKG.edtf, edtf(interval(since, until))


def name_iri(key: str, name: DatedName) -> URIRef:
    """Return the IRI of a name use; a name that comes back after another one is used twice."""
    return minted("name", key, name.name, "reference", name.since)


def name_statements(key: str, entity: URIRef, name: DatedName) -> Iterator[Statement]:
    """Give the use of a name for an entity.

    Args:
        key: entity key, e.g. ``structure/kazakhstan``.
        entity: IRI of the entity.
        name: the name with its period, which may be unknown.
    """
    yield from describe(
        REFERENCE_GRAPH,
        name_iri(key, name),
        (
            (RDF.type, OKG.NameUse),
            (OKG.nameOf, entity),
            (OKG.nameString, _written(name.name)),
            *period_pairs(name.since, name.until),
            *sourced_pairs(name.sourced),
        ),
    )


def _written(name: str) -> Literal:
    """Return a name with its language; of a name in Cyrillic only the script is known."""
    return Literal(name, lang="und-cyrl" if _CYRILLIC.search(name) else "en")
