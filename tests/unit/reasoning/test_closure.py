from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD

from osce_kg.errors import InputError, LimitError, MissingInputError
from osce_kg.namespaces import ID, OKG
from osce_kg.reasoning.closure import close_graph, read_ontology, read_turtle

SMALL = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Cat a owl:Class ; rdfs:subClassOf :Animal .
:Animal a owl:Class ; owl:disjointWith :Stone .
:Stone a owl:Class .
:tom a :Cat ; :weighs 4 .
"""
EXAMPLE = "https://example.org/"


def small_graph() -> Graph:
    return Graph().parse(data=SMALL, format="turtle")


def test_closing_a_graph_gives_what_follows_and_not_what_was_given() -> None:
    graph = small_graph()
    inferred = close_graph(graph).inferred
    assert (URIRef(EXAMPLE + "tom"), RDF.type, URIRef(EXAMPLE + "Animal")) in inferred
    assert set(inferred) & set(graph) == set()


def test_closing_a_graph_leaves_it_as_it_is() -> None:
    graph = small_graph()
    before = set(graph)
    close_graph(graph)
    assert set(graph) == before


def test_by_products_of_the_rules_are_left_out() -> None:
    inferred = close_graph(small_graph()).inferred
    assert not [subject for subject in inferred.subjects() if isinstance(subject, Literal)]
    assert (None, RDF.type, OWL.Thing) not in inferred
    assert not [pair for pair in inferred.subject_objects(OWL.sameAs) if pair[0] == pair[1]]
    assert not [pair for pair in inferred.subject_objects(RDFS.subClassOf) if pair[0] == pair[1]]
    assert not [subject for subject in inferred.subjects() if str(subject).startswith(str(XSD))]


def test_an_inconsistency_is_a_message_and_no_statement() -> None:
    graph = small_graph()
    graph.add((URIRef(EXAMPLE + "tom"), RDF.type, URIRef(EXAMPLE + "Stone")))
    closure = close_graph(graph)
    assert not closure.is_consistent
    assert len(closure.inconsistencies) == 1
    assert EXAMPLE + "tom" in closure.inconsistencies[0]
    assert "agent-ont" not in closure.inferred.serialize(format="nt")


def test_messages_come_in_a_fixed_order() -> None:
    graph = small_graph()
    for name in ("c", "a", "b"):
        graph.add((URIRef(EXAMPLE + name), RDF.type, URIRef(EXAMPLE + "Cat")))
        graph.add((URIRef(EXAMPLE + name), RDF.type, URIRef(EXAMPLE + "Stone")))
    messages = close_graph(graph).inconsistencies
    assert len(messages) == 3
    assert list(messages) == sorted(messages)


def test_closing_a_graph_does_not_change_how_rdflib_reads_literals() -> None:
    before = Literal("2004-04-06", datatype=XSD.date).value
    close_graph(small_graph())
    after = Literal("2004-04-06", datatype=XSD.date).value
    assert after == before
    assert type(after) is type(before)


def test_closing_a_graph_ends_with_the_budget_that_it_is_given() -> None:
    graph = Graph().parse(data="<urn:a> a <urn:B> .", format="turtle")
    with pytest.raises(LimitError, match="after 0 s of CPU time"):
        close_graph(graph, budget=0)


def test_the_shipped_ontology_holds_terms_and_vocabularies() -> None:
    graph = read_ontology()
    assert (OKG.Person, RDF.type, OWL.Class) in graph
    assert (None, None, URIRef("http://www.w3.org/2004/02/skos/core#Concept")) in graph
    assert not [subject for subject in graph.subjects() if str(subject).startswith(str(ID))]


def test_alignments_are_read_only_when_asked_for() -> None:
    foaf_person = URIRef("http://xmlns.com/foaf/0.1/Person")
    assert (OKG.Person, RDFS.subClassOf, foaf_person) not in read_ontology()
    assert (OKG.Person, RDFS.subClassOf, foaf_person) in read_ontology(alignments=True)


def test_an_ontology_can_be_read_from_another_folder(tmp_path: Path) -> None:
    (tmp_path / "osce-kg.ttl").write_text(SMALL, encoding="utf-8")
    assert set(read_ontology(tmp_path)) == set(small_graph())


def test_a_folder_without_an_ontology_is_missing_input(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match=r"osce-kg\.ttl"):
        read_ontology(tmp_path)


def test_a_syntax_error_is_told_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("@prefix : <https://example.org/> .\n\n:a :b ; .\n:c :d .\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_turtle(file)
    assert caught.value.source == str(file)
    assert caught.value.line == 3


def test_a_file_that_is_not_utf_8_is_bad_input(tmp_path: Path) -> None:
    file = tmp_path / "latin.ttl"
    file.write_bytes(b'<https://example.org/a> <https://example.org/b> "\xe9" .')
    with pytest.raises(InputError, match="UTF-8"):
        read_turtle(file)
