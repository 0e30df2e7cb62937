"""The authority file: persons with their spellings, the posts they held, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import RDF, RDFS
from rdflib.term import URIRef

from osce_kg.graph.literals import Pair, describe, english
from osce_kg.graph.local_entities import minted
from osce_kg.graph.reference_nodes import name_statements, period_pairs, sourced_pairs
from osce_kg.identifiers import REFERENCE_GRAPH, entity_iri
from osce_kg.model.reference import AuthorityPerson, DatedName, Reference, Tenure
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG, concept
from osce_kg.reference.offices import OFFICES
from osce_kg.titles import post_label

_CONTESTED: Final = "sources disagree"
"""How the note of a tenure begins that sources date differently."""


def people_statements(reference: Reference) -> Iterator[Statement]:
    """Give persons with their names, posts, and office holdings."""
    for person in reference.persons:
        yield from _person_statements(person)
    yield from _post_statements(reference)
    for tenure in reference.tenures:
        key = OFFICES[tenure.post].post_key(tenure.state)
        iri = minted("holding", f"person/{tenure.person}", key, tenure.since)
        yield from describe(REFERENCE_GRAPH, iri, _holding_pairs(tenure, entity_iri(key)))


def _person_statements(person: AuthorityPerson) -> Iterator[Statement]:
    key = f"person/{person.key}"
    iri = entity_iri(key)
    yield from describe(
        REFERENCE_GRAPH,
        iri,
        ((RDF.type, OKG.Person), (RDFS.label, english(person.name)), *sourced_pairs(person.sourced)),
    )
    for spelling in (person.name, *person.variants):
        yield from name_statements(key, iri, DatedName(spelling, "", "", person.sourced))


def _post_statements(reference: Reference) -> Iterator[Statement]:
    """Give each post once, however many held it."""
    names = {f"state/{state.iso3}": state.name for state in reference.states}
    names |= {f"structure/{structure.key}": structure.short_name for structure in reference.structures}
    posts = {OFFICES[item.post].post_key(item.state): item for item in reference.tenures}
    for key, tenure in sorted(posts.items()):
        yield from describe(REFERENCE_GRAPH, entity_iri(key), _post_pairs(tenure, names))


def _post_pairs(tenure: Tenure, names: Mapping[str, str]) -> Iterator[Pair]:
    office = OFFICES[tenure.post]
    body = office.body_key(tenure.state)
    yield RDF.type, OKG.Post
    yield RDFS.label, english(post_label(office.title, body, names.get(body) if body else None))
    yield OKG.title, english(office.title)
    yield OKG.postIn, entity_iri(body) if body else None


def _holding_pairs(tenure: Tenure, post: URIRef) -> Iterator[Pair]:
    yield RDF.type, OKG.OfficeHolding
    yield OKG.holder, entity_iri(f"person/{tenure.person}")
    yield OKG.post, post
    yield OKG.tenureStatus, concept("tenure-status", tenure.status)
    yield from _tenure_period(tenure)
    contested = tenure.note.startswith(_CONTESTED)
    yield OKG.assertionStatus, concept("assertion-status", "contested") if contested else None
    yield RDFS.comment, english(tenure.note) if tenure.note else None
    yield from sourced_pairs(tenure.sourced)


def _tenure_period(tenure: Tenure) -> Iterator[Pair]:
    """Give the period; of a post held at least so long only inner bounds are known, which no EDTF says."""
    inner = (OKG.startLatest, OKG.endEarliest)
    for predicate, value in period_pairs(tenure.since, tenure.until):
        if tenure.date_precision != "at-least" or predicate in inner:
            yield predicate, value
