from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rdflib import DCTERMS, RDF, RDFS, XSD, Graph
from rdflib.term import Literal, Node, URIRef

from osce_kg.graph import build_document_statements
from osce_kg.identifiers import document_graph, entity_iri
from osce_kg.model.resolution import Resolution
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG, concept
from small_reference import small_reference
from written_corpus import WrittenDocument, chairmans_visit, decided, envoys_visit, mention, resolve


def build(written: WrittenDocument, resolution: Resolution | None = None) -> list[Statement]:
    return list(
        build_document_statements(
            written.document,
            written.extraction,
            decided(resolution or resolve(written), written),
            small_reference(),
        )
    )


def graph_of(written: WrittenDocument, resolution: Resolution | None = None) -> Graph:
    graph = Graph()
    for subject, predicate, value, _ in build(written, resolution):
        graph.add((subject, predicate, value))
    return graph


def only(graph: Graph, kind: URIRef, **properties: Node) -> Node:
    """Return the one node of a class that has these properties."""
    (found,) = (
        node
        for node in graph.subjects(RDF.type, kind)
        if all((node, OKG[name], value) in graph for name, value in properties.items())
    )
    return found


@pytest.mark.parametrize("written", [chairmans_visit(), envoys_visit()])
def test_everything_stands_in_the_graph_of_the_document(written: WrittenDocument) -> None:
    assert {statement.graph for statement in build(written)} == {document_graph(written.key)}


@pytest.mark.parametrize("written", [chairmans_visit(), envoys_visit()])
def test_the_same_document_gives_the_same_statements_each_once(written: WrittenDocument) -> None:
    statements = build(written)
    assert statements == build(written)
    assert len(set(statements)) == len(statements)


@pytest.mark.parametrize("written", [chairmans_visit(), envoys_visit()])
def test_every_event_and_timed_relation_says_where_it_is_from(written: WrittenDocument) -> None:
    graph = graph_of(written)
    kinds = (
        OKG.Visit,
        OKG.VisitLeg,
        OKG.Meeting,
        OKG.Event,
        OKG.Participation,
        OKG.OfficeHolding,
        OKG.NameUse,
    )
    nodes = [node for kind in kinds for node in graph.subjects(RDF.type, kind)]
    assert len(nodes) > 10
    for node in nodes:
        passages = list(graph.objects(node, OKG.attestedBy))
        assert passages
        assert all((passage, RDF.type, OKG.Passage) in graph for passage in passages)
        for predicate in (OKG.confidence, OKG.assertionStatus, OKG.extractedIn):
            assert len(list(graph.objects(node, predicate))) == 1


def test_a_sentence_that_is_printed_twice_attests_twice() -> None:
    graph = graph_of(chairmans_visit())
    audience = only(graph, OKG.Meeting, format=concept("meeting-format", "audience"))
    passages = sorted(graph.objects(audience, OKG.attestedBy))
    assert len(passages) == 2
    (quote,) = {str(graph.value(passage, OKG.exact)) for passage in passages}
    assert quote == "In Astana the Chairman-in-Office was received by President Nursultan Nazarbayev."


def test_one_person_with_two_spellings_has_two_names_each_with_its_passage() -> None:
    first, second = chairmans_visit(), envoys_visit()
    resolution = resolve(first, second)
    graph = graph_of(first, resolution) + graph_of(second, resolution)
    (baliyeva,) = graph.objects(
        only(graph, OKG.NameUse, nameString=Literal("Zagiba Baliyeva", lang="en")), OKG.nameOf
    )
    names = {str(graph.value(use, OKG.nameString)): use for use in graph.subjects(OKG.nameOf, baliyeva)}
    assert set(names) == {"Zagiba Baliyeva", "Mrs. Zagipa Baliyeva"}
    for name, use in names.items():
        quotes = {str(graph.value(passage, OKG.exact)) for passage in graph.objects(use, OKG.attestedBy)}
        assert all(name in quote for quote in quotes)
        assert "same post" in str(graph.value(use, OKG.identityEvidence))
        assert graph.value(use, OKG.linkScore) == Literal(
            "0.91", datatype=graph.value(use, OKG.linkScore).datatype
        )


def test_a_participation_tells_capacity_role_and_side() -> None:
    graph = graph_of(chairmans_visit())
    audience = only(graph, OKG.Meeting, format=concept("meeting-format", "audience"))
    passy = entity_iri("person/p000001")
    visitor = only(graph, OKG.Participation, inEvent=audience, participant=passy)
    assert graph.value(visitor, OKG.participationRole) == concept("participation-role", "visitor")
    assert graph.value(visitor, OKG.onSide) == passy
    holding = graph.value(visitor, OKG.inCapacity)
    assert graph.value(holding, OKG.holder) == passy
    assert graph.value(graph.value(holding, OKG.post), RDFS.label) == Literal(
        "Chairperson-in-Office of the OSCE", lang="en"
    )


def test_a_tour_has_legs_and_a_meeting_stands_in_its_leg() -> None:
    graph = graph_of(chairmans_visit())
    tour, leg = only(graph, OKG.Visit), only(graph, OKG.VisitLeg)
    assert graph.value(leg, OKG.legOf) == tour
    assert graph.value(leg, OKG.legNumber).toPython() == 2
    assert set(graph.subjects(OKG.duringVisit, leg)) == set(graph.subjects(RDF.type, OKG.Meeting))
    assert graph.value(leg, OKG.visitor) == entity_iri("person/p000001")


def test_an_event_tells_its_day_and_what_the_day_rests_on() -> None:
    graph = graph_of(chairmans_visit())
    audience = only(graph, OKG.Meeting, format=concept("meeting-format", "audience"))
    bounds = (OKG.startEarliest, OKG.startLatest, OKG.endEarliest, OKG.endLatest)
    assert {str(graph.value(audience, bound)) for bound in bounds} == {"2004-04-06"}
    assert graph.value(audience, OKG.dateBasis) == concept("date-basis", "dateline")
    assert str(graph.value(audience, OKG.dateEvidence)) == "the day of the document is taken"
    assert graph.value(audience, OKG.dateText) is None


def test_an_event_says_how_sure_its_date_and_its_place_are() -> None:
    written = chairmans_visit()
    events = [
        replace(
            event,
            confidence=0.95,
            place_confidence=0.9,
            time=replace(event.time, confidence=0.875) if event.time else None,
        )
        for event in written.events
    ]
    written.events[:] = events
    graph = graph_of(written)
    audience = only(graph, OKG.Meeting, format=concept("meeting-format", "audience"))
    values = [graph.value(audience, p) for p in (OKG.confidence, OKG.placeConfidence, OKG.dateConfidence)]
    assert [str(value) for value in values] == ["0.95", "0.90", "0.88"]


def test_an_extractor_that_does_not_say_how_sure_a_date_is_leaves_it_open() -> None:
    graph = graph_of(chairmans_visit())
    assert not list(graph.subject_objects(OKG.dateConfidence))
    assert not list(graph.subject_objects(OKG.placeConfidence))


def test_an_event_without_a_date_has_no_date() -> None:
    graph = graph_of(chairmans_visit())
    tour = only(graph, OKG.Visit)
    assert graph.value(tour, OKG.startEarliest) is None
    assert graph.value(tour, OKG.edtf) is None


def test_topics_are_concepts_and_subjects_are_words() -> None:
    graph = graph_of(chairmans_visit())
    talk = only(graph, OKG.Meeting, topic=concept("field-of-work", "elections"))
    assert graph.value(talk, OKG.subjectMatterText) == Literal("draft", lang="en")


def test_an_utterance_is_attested_by_its_words_wherever_they_stand() -> None:
    graph = graph_of(chairmans_visit())
    utterance = only(graph, OKG.Utterance)
    assert str(graph.value(utterance, RDFS.label)) == "Solomon Passy: “Our lawyers will read the draft”"
    quotes = [str(graph.value(passage, OKG.exact)) for passage in graph.objects(utterance, OKG.attestedBy)]
    assert quotes == ["Our lawyers will read the draft"] * 2
    assert graph.value(utterance, OKG.uttered) == only(
        graph, OKG.Meeting, topic=concept("field-of-work", "elections")
    )


def test_an_unnamed_office_holder_has_a_post_and_no_name() -> None:
    graph = graph_of(envoys_visit())
    post = only(graph, OKG.Post, title=Literal("Deputy Head of the Election Section", lang="en"))
    holder = graph.value(graph.value(None, OKG.post, post), OKG.holder)
    assert list(graph.subjects(OKG.nameOf, holder)) == []


def test_a_group_tells_size_and_whom_it_represents_and_so_do_its_participations() -> None:
    graph = graph_of(envoys_visit())
    delegation = only(graph, OKG.Delegation)
    states = {entity_iri("state/BEL"), entity_iri("state/CAN")}
    assert graph.value(delegation, OKG.groupSize).toPython() == 2
    assert set(graph.objects(delegation, OKG.representing)) == states
    participation = only(graph, OKG.Participation, participant=delegation)
    assert set(graph.objects(participation, OKG.representing)) == states
    assert str(graph.value(only(graph, OKG.AgentGroup), RDFS.label)) == "representatives of parties"


def test_the_same_post_claimed_twice_is_one_holding_with_both_passages() -> None:
    written = WrittenDocument("n1", "A B, Head of KAZ, spoke.\nThe Head left.\n")
    country = written.state("KAZ", "KAZ")
    twice = (written.role("Head", country, "Head of"), written.role("Head", country, "The Head"))
    written.person("A B", *twice)
    graph = graph_of(written)
    holding = only(graph, OKG.OfficeHolding)
    assert len(list(graph.objects(holding, OKG.attestedBy))) == 2


def test_a_post_whose_body_is_only_inferred_is_an_inferred_holding() -> None:
    written = mention("n1", "A B", "President", "KAZ")
    (person,) = written.persons
    written.persons = [replace(person, roles=(replace(person.roles[0], organization_inferred=True),))]
    graph = graph_of(written)
    status = graph.value(only(graph, OKG.OfficeHolding), OKG.assertionStatus)
    assert status == concept("assertion-status", "inferred")


def test_the_document_is_described_with_its_bytes_and_its_run() -> None:
    written = chairmans_visit()
    written.issuer = "OSCE Centre in Almaty"
    graph = graph_of(written)
    document = entity_iri("document/n1")
    assert graph.value(document, DCTERMS.title) == Literal("Chairman-in-Office on tour", lang="en")
    assert str(graph.value(document, DCTERMS.issued)) == "2004-04-06"
    assert graph.value(document, DCTERMS.source) == URIRef("https://example.org/n1")
    assert graph.value(document, OKG.nodeId).toPython() == 1
    assert graph.value(document, OKG.issuedBy) == entity_iri("structure/kazakhstan")
    assert str(graph.value(document, DCTERMS.publisher)) == "OSCE Centre in Almaty"
    assert graph.value(only(graph, OKG.Capture), OKG.captureOf) == document
    assert re.fullmatch("[0-9A-F]{64}", str(graph.value(only(graph, OKG.Capture), OKG.sha256)))
    assert graph.value(only(graph, OKG.Extraction), OKG.extractor) == only(graph, OKG.Extractor)


def test_a_document_without_title_and_date_still_has_a_label() -> None:
    graph = graph_of(envoys_visit())
    document = entity_iri("document/n2")
    assert str(graph.value(document, RDFS.label)) == "Press release without a title (n2)"
    assert graph.value(document, DCTERMS.issued) is None


def test_a_document_in_another_language_is_titled_in_it_and_tells_its_translations() -> None:
    written = mention("n1", "A B")
    translations = (("en", "https://www.osce.org/cio/1"), ("fr", "https://www.osce.org/fr/cio/1"))
    document = replace(written.document, title="Заголовок", language="ru", translations=translations)
    statements = build_document_statements(
        document, written.extraction, decided(resolve(written), written), small_reference()
    )
    said = {(statement.predicate, statement.object) for statement in statements}
    assert (RDFS.label, Literal("Заголовок", lang="ru")) in said
    assert (DCTERMS.language, Literal("ru")) in said
    addresses = {value for predicate, value in said if predicate == OKG.translatedAt}
    assert addresses == {Literal(url, datatype=XSD.anyURI) for _, url in translations}


def test_a_title_in_an_unknown_language_has_no_tag() -> None:
    written = mention("n1", "A B")
    document = replace(written.document, title="Xyz", language="und")
    statements = build_document_statements(
        document, written.extraction, decided(resolve(written), written), small_reference()
    )
    assert Literal("Xyz") in {s.object for s in statements if s.predicate == RDFS.label}


@pytest.mark.parametrize("url", ["https://example.org/a b", "javascript:alert(1)", "https://example.org/<x>"])
def test_an_address_that_is_no_web_address_stays_text(url: str) -> None:
    written = mention("n1", "A B")
    document = replace(written.document, url=url)
    statements = build_document_statements(
        document, written.extraction, decided(resolve(written), written), small_reference()
    )
    (source,) = (statement.object for statement in statements if statement.predicate == DCTERMS.source)
    assert source == Literal(url)


def test_keys_do_not_depend_on_words_that_iris_cannot_have() -> None:
    written = WrittenDocument("n1", 'A "B" <img src=x> \u202e spoke.\n')
    written.person('A "B" <img src=x> \u202e')
    for statement in build(written):
        for term in (statement.subject, statement.predicate):
            assert re.fullmatch(r"https?://[A-Za-z0-9._~/#-]+", term)
