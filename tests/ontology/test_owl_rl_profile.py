"""Our structural check of OWL 2 RL, axiom by axiom; the OWL API is asked about the same axioms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from owl_rl_cases import HEADER, INSIDE, OUTSIDE
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from osce_kg.namespaces import OKG
from osce_kg.ontology.profile import profile_faults

EXAMPLE = Namespace("https://example.org/o#")


def reasons(axiom: str) -> list[str]:
    return [fault.reason for fault in profile_faults(Graph().parse(data=HEADER + axiom, format="turtle"))]


@pytest.mark.parametrize("axiom", INSIDE.values(), ids=INSIDE.keys())
def test_what_is_in_the_profile_is_let_through(axiom: str) -> None:
    assert reasons(axiom) == []


@pytest.mark.parametrize("axiom", OUTSIDE.values(), ids=OUTSIDE.keys())
def test_what_leaves_the_profile_is_found(axiom: str) -> None:
    assert reasons(axiom) != []


def test_a_list_that_leads_back_into_itself_ends() -> None:
    assert reasons("_:list rdf:first :B ; rdf:rest _:list . :A rdfs:subClassOf [ owl:unionOf _:list ] .")


@pytest.mark.parametrize(
    "axiom",
    [
        ":A rdfs:subClassOf _:loop . _:loop owl:intersectionOf ( _:loop ) .",
        ":A rdfs:subClassOf _:loop . _:loop owl:onProperty :p ; owl:allValuesFrom _:loop .",
        ":d rdfs:range _:loop . _:loop owl:intersectionOf ( xsd:string _:loop ) .",
        ":A rdfs:subClassOf " + "[ owl:complementOf " * 110 + ":B" + " ]" * 110 + " .",
    ],
)
def test_an_expression_without_bottom_is_found(axiom: str) -> None:
    assert any("contains itself" in reason for reason in reasons(axiom))


NODES = [
    *map(EXAMPLE.term, "ABpdx"),
    BNode("one"),
    BNode("two"),
    RDF.nil,
    OWL.Thing,
    Literal("1"),
    Literal(1),
]
PREDICATES = [
    *(RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.range, RDFS.subPropertyOf, OWL.equivalentClass),
    *(OWL.onProperty, OWL.intersectionOf, OWL.unionOf, OWL.complementOf, OWL.someValuesFrom, OWL.onClass),
    *(OWL.maxCardinality, OWL.inverseOf, OWL.propertyChainAxiom, OWL.hasKey, OWL.members, OWL.disjointWith),
]
TYPES = [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.TransitiveProperty, OWL.AllDisjointClasses]
TRIPLES = st.tuples(
    st.sampled_from([node for node in NODES if not isinstance(node, Literal)]),
    st.sampled_from(PREDICATES),
    st.sampled_from([*NODES, *TYPES]),
)


@given(st.lists(TRIPLES, max_size=30))
def test_whatever_a_graph_says_it_is_judged_and_always_alike(
    triples: list[tuple[URIRef, URIRef, URIRef]],
) -> None:
    graph, turned = Graph(), Graph()
    for triple in triples:
        graph.add(triple)
    for triple in reversed(triples):
        turned.add(triple)
    assert sorted(profile_faults(graph)) == sorted(profile_faults(turned))


@pytest.mark.parametrize("name", ["metWith", "coAttended", "visited", "hasParticipant"])
def test_a_derived_property_names_the_rule_that_derives_it(terms: Graph, name: str) -> None:
    note = str(terms.value(OKG[name], SKOS.scopeNote))
    assert "queries/rules/" in note
    assert "never asserted" in note.lower()
