"""BUILD: everything that the reference data say, as statements of the reference graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import DCTERMS, PROV, RDF, RDFS, XSD
from rdflib.term import Literal, URIRef

from osce_kg.graph.literals import describe, english
from osce_kg.graph.reference_people import people_statements
from osce_kg.graph.reference_places import Cities, city_statements
from osce_kg.graph.reference_series import series_statements
from osce_kg.graph.reference_states import chairpersonship_statements, state_statements
from osce_kg.graph.reference_structures import structure_statements
from osce_kg.identifiers import REFERENCE_GRAPH, entity_iri
from osce_kg.model.reference import Reference
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG

_LICENSE: Final = URIRef("https://creativecommons.org/licenses/by/4.0/")


def build_reference_statements(
    reference: Reference, cities: frozenset[str] = frozenset()
) -> Iterator[Statement]:
    """Give the statements of the reference graph, in a fixed order.

    Fields of work are not among them: the ontology's vocabulary holds them.

    Args:
        reference: the reference data.
        cities: keys of the cities (``g1526384``) that the documents of this build name. Beside these only
            capitals, seats, cities of sessions and cities with dated names are described, to keep the graph
            small.
    """
    index = Cities(reference)
    yield from _file_statements(reference)
    yield from state_statements(reference)
    yield from chairpersonship_statements(reference)
    yield from structure_statements(reference, index)
    yield from people_statements(reference)
    yield from series_statements(reference, index)
    yield from city_statements(reference, index, cities)


def _file_statements(reference: Reference) -> Iterator[Statement]:
    """Give the files that the graph was made from, each with its digest."""
    for name, sha256 in reference.sources:
        file = entity_iri(f"reference/{name}")
        yield from describe(
            REFERENCE_GRAPH,
            file,
            (
                (RDF.type, PROV.Entity),
                (RDFS.label, english(f"data/reference/{name}")),
                (OKG.sha256, Literal(sha256.upper(), datatype=XSD.hexBinary, normalize=False)),
                (DCTERMS.license, _LICENSE),
            ),
        )
        yield Statement(REFERENCE_GRAPH, PROV.wasDerivedFrom, file, REFERENCE_GRAPH)
