from __future__ import annotations

from rdflib import DCTERMS, RDF, RDFS, Graph
from rdflib.term import Literal

from osce_kg.graph import build_entity_statements
from osce_kg.identifiers import ENTITY_GRAPH, entity_iri
from osce_kg.model.resolution import Resolution
from osce_kg.namespaces import OKG
from osce_kg.resolution import Ledger
from small_reference import small_reference
from written_corpus import WrittenDocument, chairmans_visit, envoys_visit, mention, resolve


def graph_of(resolution: Resolution) -> Graph:
    graph = Graph()
    for subject, predicate, value, name in build_entity_statements(resolution, small_reference()):
        assert name == ENTITY_GRAPH
        graph.add((subject, predicate, value))
    return graph


def test_every_person_is_a_person_with_one_english_label() -> None:
    resolution = resolve(chairmans_visit(), envoys_visit())
    graph = graph_of(resolution)
    persons = set(graph.subjects(RDF.type, OKG.Person))
    assert persons == {entity_iri(person.key) for person in resolution.persons}
    for person in persons:
        (label,) = graph.objects(person, RDFS.label)
        assert isinstance(label, Literal)
        assert label.language == "en"


def test_organizations_that_the_reference_data_lacks_have_class_label_and_state() -> None:
    graph = graph_of(resolve(chairmans_visit()))
    (commission,) = graph.subjects(RDF.type, OKG.GovernmentBody)
    assert str(graph.value(commission, RDFS.label)) == "Central Election Commission"
    assert graph.value(commission, OKG.ofState) == entity_iri("state/KAZ")


def test_what_the_reference_data_holds_is_not_said_again() -> None:
    graph = graph_of(resolve(chairmans_visit()))
    subjects = {str(subject) for subject in graph.subjects()}
    assert not any("/state/" in subject or "/structure/" in subject for subject in subjects)
    assert str(entity_iri("place/g1526273")) not in subjects


def test_a_region_and_a_venue_are_places() -> None:
    written = WrittenDocument("n1", "They met there.\n")
    written.place("Central Asia", "region")
    written.place("Town Hall", "venue", "g1526384", "KAZ")
    graph = graph_of(resolve(written))
    assert {str(label) for label in graph.objects(None, RDFS.label)} == {"Central Asia", "Town Hall"}
    (hall,) = graph.subjects(OKG.locatedIn, entity_iri("place/g1526384"))
    assert graph.value(hall, OKG.inState) == entity_iri("state/KAZ")


def test_a_key_that_was_replaced_points_to_the_one_that_stays() -> None:
    ledger = Ledger({"n1#Ivan Petrov": "person/xbbb", "n2#Ivan Petrov": "person/xaaa"})
    documents = [mention(key, "Ivan Petrov", "President", "KAZ") for key in ("n1", "n2")]
    graph = graph_of(resolve(*documents, ledger=ledger))
    assert graph.value(entity_iri("person/xbbb"), DCTERMS.isReplacedBy) == entity_iri("person/xaaa")
