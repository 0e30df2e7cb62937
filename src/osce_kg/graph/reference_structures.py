"""The OSCE, its structures and other organizations, with dated names, mandates and successions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import URIRef

from osce_kg.graph.literals import Pair, describe, english, plain
from osce_kg.graph.local_entities import minted
from osce_kg.graph.reference_nodes import name_iri, name_statements, period_pairs, sourced_pairs
from osce_kg.graph.reference_places import Cities
from osce_kg.identifiers import REFERENCE_GRAPH, entity_iri
from osce_kg.model.reference import DatedName, Reference, Structure
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG, PREFIXES, concept

_CLASSES: Final[Mapping[str, URIRef]] = {
    "organization": OKG.IntergovernmentalOrganization,
    "institution": OKG.Institution,
    "field-operation": OKG.FieldOperation,
    "decision-making-body": OKG.DecisionMakingBody,
}
"""Class of each kind that has one; the other kinds are structures of the OSCE or organizations outside it."""

_LOCATION: Final = URIRef(PREFIXES["schema"] + "location")


def structure_statements(reference: Reference, cities: Cities) -> Iterator[Statement]:
    """Give every structure with its dated names, and the decisions that made and renamed field operations."""
    parents = {structure.key: structure.parent for structure in reference.structures}
    for structure in reference.structures:
        iri = entity_iri(f"structure/{structure.key}")
        in_osce = _root(structure.key, parents) == "osce"
        yield from describe(REFERENCE_GRAPH, iri, _structure_pairs(structure, cities, in_osce=in_osce))
        for successor in structure.succeeded_by:
            yield Statement(entity_iri(f"structure/{successor}"), OKG.succeeds, iri, REFERENCE_GRAPH)
        for name in structure.names:
            yield from name_statements(f"structure/{structure.key}", iri, name)
        yield from _decision_statements(structure, iri)


def _root(key: str, parents: Mapping[str, str | None]) -> str:
    """Return the organization at the top of a structure."""
    seen = {key}
    while (parent := parents.get(key)) is not None and parent not in seen:
        seen.add(parent)
        key = parent
    return key


def _structure_pairs(structure: Structure, cities: Cities, *, in_osce: bool) -> Iterator[Pair]:
    yield RDF.type, _CLASSES.get(structure.kind, OKG.StructuralUnit if in_osce else OKG.Organization)
    yield RDFS.label, english(structure.name)
    for abbreviation in structure.abbreviations:
        yield SKOS.altLabel, english(abbreviation)
    yield OKG.unitOf, entity_iri(f"structure/{structure.parent}") if structure.parent else None
    for host in structure.hosts:
        yield OKG.hostState, entity_iri(f"state/{host}")
    seat = cities.seat(structure)
    yield _LOCATION, entity_iri(f"place/{seat.key}") if seat is not None else None
    yield from sourced_pairs(structure.sourced)


def _decision_statements(structure: Structure, iri: URIRef) -> Iterator[Statement]:
    """Give the decision behind each name, and the mandate that the first one gave a field operation."""
    for number, name in enumerate(structure.names):
        if name.decision is None:
            continue
        decision = minted("document", name.decision)
        yield from describe(REFERENCE_GRAPH, decision, _decision_pairs(name.decision, name))
        yield Statement(
            name_iri(f"structure/{structure.key}", name), OKG.byDecision, decision, REFERENCE_GRAPH
        )
        if structure.kind == "field-operation" and number == 0:
            mandate = minted("mandate", structure.key, name.decision)
            pairs = _mandate_pairs(structure, name, iri, decision)
            yield from describe(REFERENCE_GRAPH, mandate, pairs)


def _decision_pairs(symbol: str, name: DatedName) -> Iterator[Pair]:
    body = "pc" if symbol.startswith("PC.") else "mc"
    yield RDF.type, OKG.Document
    yield RDFS.label, english(symbol)
    yield OKG.symbol, plain(symbol)
    yield DCTERMS.language, plain("en")
    yield OKG.genre, concept("document-kind", "other")
    yield OKG.issuedBy, entity_iri(f"structure/{body}")
    yield from sourced_pairs(name.sourced)


def _mandate_pairs(
    structure: Structure, name: DatedName, operation: URIRef, decision: URIRef
) -> Iterator[Pair]:
    yield RDF.type, OKG.Mandate
    yield RDFS.label, english(f"Mandate of the {name.name}")
    yield OKG.mandateOf, operation
    yield OKG.byDecision, decision
    yield from period_pairs(structure.established, structure.closed)
    yield from sourced_pairs(name.sourced)
