"""BUILD: the nodes that documents share, with type and preferred label, in the graph of entities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import DCTERMS, RDF, RDFS
from rdflib.term import URIRef

from osce_kg.graph.literals import Pair, describe, english
from osce_kg.identifiers import ENTITY_GRAPH, entity_iri
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import Entities, ResolvedOrganization, ResolvedPlace
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG

_ORGANIZATION_CLASSES: Final[Mapping[str, URIRef]] = {
    "state": OKG.State,
    "intergovernmental": OKG.IntergovernmentalOrganization,
    "institution": OKG.Institution,
    "field-operation": OKG.FieldOperation,
    "decision-making-body": OKG.DecisionMakingBody,
    "structure": OKG.StructuralUnit,
    "government-body": OKG.GovernmentBody,
    "parliament": OKG.GovernmentBody,
    "civil-society": OKG.CivilSocietyOrganization,
}


def build_entity_statements(entities: Entities, reference: Reference) -> Iterator[Statement]:
    """Give type and label of every person, and of organizations and places that the reference data lacks."""
    for person in entities.persons:
        iri = entity_iri(person.key)
        yield from describe(ENTITY_GRAPH, iri, ((RDF.type, OKG.Person), (RDFS.label, english(person.label))))
        for old in person.replaced:
            yield Statement(entity_iri(old), DCTERMS.isReplacedBy, iri, ENTITY_GRAPH)
    for organization in entities.organizations:
        yield from describe(ENTITY_GRAPH, entity_iri(organization.key), _organization_pairs(organization))
    known = {f"place/{city.key}" for city in reference.cities}
    known |= {f"place/{state.iso3}" for state in reference.states}
    for place in entities.places:
        if place.key not in known:
            yield from describe(ENTITY_GRAPH, entity_iri(place.key), _place_pairs(place))


def _organization_pairs(organization: ResolvedOrganization) -> Iterator[Pair]:
    yield RDF.type, _ORGANIZATION_CLASSES.get(organization.kind, OKG.Organization)
    yield RDFS.label, english(organization.label)
    if organization.state and organization.kind in ("government-body", "parliament"):
        yield OKG.ofState, entity_iri(f"state/{organization.state}")


def _place_pairs(place: ResolvedPlace) -> Iterator[Pair]:
    yield RDF.type, OKG.Place
    yield RDFS.label, english(place.label)
    if place.within:
        yield OKG.locatedIn, entity_iri(place.within)
    if place.state:
        yield OKG.inState, entity_iri(f"state/{place.state}")
