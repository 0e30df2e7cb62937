"""Our structural check of OWL 2 RL, axiom by axiom; the OWL API is asked about the same axioms."""

import pytest
from owl_rl_cases import HEADER, INSIDE, OUTSIDE
from rdflib import Graph
from rdflib.namespace import SKOS

from osce_kg.namespaces import OKG
from osce_kg.ontology.profile import profile_faults


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


@pytest.mark.parametrize("name", ["metWith", "coAttended", "visited", "hasParticipant"])
def test_a_derived_property_names_the_rule_that_derives_it(terms: Graph, name: str) -> None:
    note = str(terms.value(OKG[name], SKOS.scopeNote))
    assert "queries/rules/" in note
    assert "never asserted" in note.lower()
