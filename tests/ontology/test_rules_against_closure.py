"""owlrl is the oracle: what the rules derive without axioms of their own is what the ontology entails."""

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, RDFS

from osce_kg.namespaces import ID, OKG
from osce_kg.reasoning.closure import Closure, close_graph, read_ontology

RULES = Path(__file__).parents[2] / "queries" / "rules"
ENTAILED = {
    "has-leg": OKG.hasLeg,
    "has-participation": OKG.hasParticipation,
    "holds": OKG.holds,
    "sub-event-of": OKG.subEventOf,
    "types": RDF.type,
}


@pytest.fixture(scope="module")
def facts(examples: Graph) -> Graph:
    """The ontology without its alignments, whose classes no rule derives, and the examples."""
    graph = read_ontology()
    for triple in examples:
        graph.add(triple)
    return graph


@pytest.fixture(scope="module")
def closure(facts: Graph) -> Closure:
    return close_graph(facts)


def derived_by(rule: str, facts: Graph) -> set[tuple[str, str, str]]:
    """Return what a rule adds about the things of the examples."""
    query = (RULES / f"{rule}.rq").read_text(encoding="utf-8")
    return {
        (str(subject), str(predicate), str(value))
        for subject, predicate, value in facts.query(query)
        if str(subject).startswith(str(ID)) and (subject, predicate, value) not in facts
    }


@pytest.mark.parametrize("rule", ENTAILED)
def test_a_rule_derives_exactly_what_the_ontology_entails(rule: str, facts: Graph, closure: Closure) -> None:
    entailed = {
        (str(subject), str(ENTAILED[rule]), str(value))
        for subject, value in closure.inferred.subject_objects(ENTAILED[rule])
        if str(subject).startswith(str(ID))
    }
    assert entailed
    assert derived_by(rule, facts) == entailed


def test_in_the_examples_met_are_only_people_on_different_sides_of_meetings_held(facts: Graph) -> None:
    def label(iri: str) -> str:
        return next(str(text) for node, text in facts.subject_objects(RDFS.label) if str(node) == iri)

    assert {(label(left), label(right)) for left, _, right in derived_by("met-with", facts)} == {
        ("Solomon Passy", "Nursultan Nazarbayev"),
        ("Nursultan Nazarbayev", "Solomon Passy"),
        ("Solomon Passy", "Zagipa Baliyeva"),
        ("Zagipa Baliyeva", "Solomon Passy"),
        ("Solomon Passy", "Ivar Vikki"),
        ("Ivar Vikki", "Solomon Passy"),
    }


def test_what_the_rules_derive_from_the_examples_contradicts_nothing(facts: Graph) -> None:
    graph = Graph()
    for triple in facts:
        graph.add(triple)
    for file in sorted(RULES.glob("*.rq")):
        for triple in facts.query(file.read_text(encoding="utf-8")):
            graph.add(triple)
    assert close_graph(graph).inconsistencies == ()
