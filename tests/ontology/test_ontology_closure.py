import pytest
from rdflib import Graph
from rdflib.namespace import RDF

from osce_kg.namespaces import ID, OKG, PREFIXES
from osce_kg.reasoning.closure import Closure, close_graph

BASE = f"@base <{ID}> .\n" + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())

CONTRADICTIONS = {
    "a person that is an organization": "<person/p1> a okg:Person , okg:Institution .",
    "a State that is a place": "<state/KAZ> a okg:State , okg:Place .",
    "a place as participant": "<x> okg:participant <place/p> . <place/p> a okg:Place .",
    "a passage of a person": "<x> okg:passageOf <person/p1> . <person/p1> a okg:Person .",
    "an agent that met itself": "<person/p1> okg:metWith <person/p1> .",
    "two holders that cannot be one": "<h> okg:holder <a> , <b> . <a> a okg:Person . <b> a okg:State .",
    "a digest that is not hexadecimal": "<c> okg:sha256 'not hex'^^xsd:hexBinary .",
}


@pytest.fixture(scope="module")
def closure(ontology_with_examples: Graph) -> Closure:
    return close_graph(ontology_with_examples)


@pytest.mark.parametrize("planted", CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_a_planted_contradiction_is_found(terms: Graph, planted: str) -> None:
    graph = Graph()
    for triple in terms:
        graph.add(triple)
    assert not close_graph(graph.parse(data=BASE + planted, format="turtle")).is_consistent


def test_classes_inverses_and_parts_follow(closure: Closure, examples: Graph) -> None:
    inferred = closure.inferred
    leg = next(examples.subjects(RDF.type, OKG.VisitLeg))
    assert (leg, RDF.type, OKG.Event) in inferred
    assert (examples.value(leg, OKG.legOf), OKG.hasLeg, leg) in inferred
    assert (leg, OKG.subEventOf, examples.value(leg, OKG.legOf)) in inferred
    participation = next(examples.subjects(RDF.type, OKG.Participation))
    event = examples.value(participation, OKG.inEvent)
    assert (event, OKG.hasParticipation, participation) in inferred
    assert (ID["structure/cpc"], OKG.unitOf, ID["structure/osce"]) in inferred


def test_who_met_whom_does_not_follow_from_the_ontology_alone(closure: Closure) -> None:
    shortcuts = {OKG.metWith, OKG.coAttended, OKG.visited, OKG.hasParticipant}
    derived = [
        triple for triple in closure.inferred if triple[1] in shortcuts and str(triple[0]).startswith(str(ID))
    ]
    assert derived == []
