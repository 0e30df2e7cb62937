"""The properties of the service are SPARQL paths over terms of the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, RDFS
from rdflib.term import URIRef

from osce_kg.namespaces import ID, OKG, PREFIXES
from osce_kg.resources import resource_path
from osce_kg.searching import ENTITY_TYPES, read_directory
from osce_kg.server.reconciliation.facts import Facts, key_of
from osce_kg.server.reconciliation.properties import (
    DESCRIBING,
    PREVIEWED,
    PROPERTIES,
    Property,
    properties_of,
    property_named,
)
from osce_kg.store import OxigraphReader
from osce_kg.store.interface import Term


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(resource_path("ontology", "osce-kg.ttl"))


@pytest.fixture(scope="module")
def reader(namesakes_build: Path) -> OxigraphReader:
    return OxigraphReader.open(namesakes_build / "store")


@pytest.mark.parametrize("prop", PROPERTIES, ids=lambda prop: prop.id)
def test_every_path_goes_by_terms_of_the_ontology_and_known_vocabularies(
    ontology: Graph, prop: Property
) -> None:
    for step in (step for steps in prop.alternatives for step in steps):
        assert not step.predicate.startswith(OKG) or (step.predicate, RDF.type, None) in ontology
    assert set(prop.types) | set(prop.ranges) <= set(ENTITY_TYPES)


@pytest.mark.parametrize(("narrow", "broad"), ENTITY_TYPES.items())
def test_every_type_is_a_class_below_the_broader_one(ontology: Graph, narrow: str, broad: str | None) -> None:
    assert (OKG[narrow], RDF.type, None) in ontology
    assert broad is None or (OKG[narrow], RDFS.subClassOf, OKG[broad]) in ontology


def test_things_of_every_type_can_be_described_and_previewed() -> None:
    at_the_top = {name for name, broader in ENTITY_TYPES.items() if broader is None}
    assert set(DESCRIBING) == set(PREVIEWED) == at_the_top
    for shown in (DESCRIBING, PREVIEWED):
        for type_id, names in shown.items():
            assert {property_named(name) for name in names} <= set(properties_of((type_id,)))


def test_identifiers_and_names_of_properties_are_not_mixed_up() -> None:
    for prop in PROPERTIES:
        assert property_named(prop.id) is property_named(prop.name) is prop


@pytest.mark.parametrize("prop", PROPERTIES, ids=lambda prop: prop.id)
def test_values_are_those_that_sparql_finds_by_the_path(reader: OxigraphReader, prop: Property) -> None:
    facts = Facts(reader, read_directory(reader))
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    query = f"{prefixes}SELECT DISTINCT ?thing ?value {{ ?thing {prop.path} ?value }}"
    expected: dict[str, set[Term]] = {}
    for row in reader.select(query):
        thing = row["thing"]
        assert isinstance(thing, URIRef)
        if _is_value(facts, row["value"], prop):
            expected.setdefault(thing.removeprefix(ID), set()).add(row["value"])
    things = {thing for statement in reader.quads() if (thing := key_of(statement.subject)) is not None}
    found = {thing: set(facts.values(thing, prop)) for thing in things}
    assert {thing: values for thing, values in found.items() if values} == {
        thing: values for thing, values in expected.items() if thing in things
    }


def _is_value(facts: Facts, value: Term, prop: Property) -> bool:
    types = facts.names.types_of(key_of(value) or "")
    return not types or facts.names.has_type(key_of(value) or "", prop.ranges)
