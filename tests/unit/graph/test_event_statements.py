from __future__ import annotations

import pytest
from rdflib import RDF, RDFS, Graph
from rdflib.term import URIRef

from osce_kg.graph import build_document_statements
from osce_kg.identifiers import entity_iri
from osce_kg.model.extraction import EventTime
from osce_kg.namespaces import OKG, concept
from small_reference import small_reference
from written_corpus import WrittenDocument, decided, on, resolve


def graph_of(written: WrittenDocument) -> Graph:
    graph = Graph()
    for subject, predicate, value, _ in build_document_statements(
        written.document, written.extraction, decided(resolve(written), written), small_reference()
    ):
        graph.add((subject, predicate, value))
    return graph


def _key(written: WrittenDocument, local: str) -> str:
    return next(link.entity for link in resolve(written).links if link.local == local)


def two_people() -> tuple[WrittenDocument, str, str]:
    written = WrittenDocument("n1", "Anna Berg met Boris Cole in Almaty, said Kazakhstan.\n")
    return written, written.person("Anna Berg"), written.person("Boris Cole")


@pytest.mark.parametrize(
    ("kind", "kind_class", "format_key"),
    [
        ("meeting", OKG.Meeting, None),
        ("conference", OKG.Conference, "conference"),
        ("training", OKG.Conference, "training"),
        ("press-conference", OKG.Event, "press-conference"),
        ("ceremony", OKG.Event, "ceremony"),
        ("contact", OKG.Event, "contact"),
        ("other", OKG.Event, None),
    ],
)
def test_each_kind_has_its_class_and_format(kind: str, kind_class: URIRef, format_key: str | None) -> None:
    written, anna, _ = two_people()
    written.event(kind, "Anna Berg", written.take_part(anna, "attendee"))
    graph = graph_of(written)
    (event,) = graph.subjects(OKG.status, None)
    assert graph.value(event, RDF.type) == kind_class
    expected = concept("meeting-format", format_key) if format_key else None
    assert graph.value(event, OKG["format"]) == expected


def test_hosts_organizers_and_supporters_are_also_said_of_the_event() -> None:
    written = WrittenDocument("n1", "The OSCE, Kazakhstan and Belgium held a seminar.\n")
    osce = written.organization("OSCE", "intergovernmental", None, "structure/osce")
    kazakhstan, belgium = written.state("Kazakhstan", "KAZ"), written.state("Belgium", "BEL")
    roles = ((osce, "organizer"), (kazakhstan, "host"), (belgium, "supporter"))
    written.event("conference", "seminar", *(written.take_part(agent, role) for agent, role in roles))
    graph = graph_of(written)
    (event,) = graph.subjects(RDF.type, OKG.Conference)
    assert graph.value(event, OKG.organizedBy) == entity_iri("structure/osce")
    assert graph.value(event, OKG.host) == entity_iri("state/KAZ")
    assert graph.value(event, OKG.supportedBy) == entity_iri("state/BEL")
    assert len(list(graph.subjects(OKG.inEvent, event))) == 3


def test_a_companion_travels_too() -> None:
    written, anna, boris = two_people()
    written.event("visit", "Anna", written.take_part(anna, "visitor"), written.take_part(boris, "companion"))
    graph = graph_of(written)
    (visit,) = graph.subjects(RDF.type, OKG.Visit)
    assert len(list(graph.objects(visit, OKG.visitor))) == 2


def test_only_the_most_specific_place_is_given() -> None:
    written, anna, _ = two_people()
    city = written.place("Almaty", "city", "g1526384", "KAZ")
    venue = written.place("Town Hall", "venue", None, "KAZ", within=city)
    state = written.place("Kazakhstan", "state", None, "KAZ")
    part = written.take_part(anna, "attendee")
    written.event("other", "Anna", part, places=(venue, city, state), state="KAZ")
    graph = graph_of(written)
    (event,) = graph.subjects(OKG.status, None)
    (place,) = graph.objects(event, OKG.place)
    assert place not in (entity_iri("place/g1526384"), entity_iri("place/KAZ"))
    assert graph.value(event, OKG.inState) == entity_iri("state/KAZ")


def test_two_cities_are_two_places() -> None:
    written, anna, _ = two_people()
    places = tuple(
        written.place(name, "city", key, "KAZ") for name, key in (("Oral", "g1"), ("Aktobe", "g2"))
    )
    written.event("training", "Anna", written.take_part(anna, "attendee"), places=places)
    graph = graph_of(written)
    assert set(graph.objects(None, OKG.place)) == {entity_iri("place/g1"), entity_iri("place/g2")}


def test_a_meeting_within_a_conference_is_a_part_of_it() -> None:
    written, anna, boris = two_people()
    forum = written.event("conference", "Anna Berg met", written.take_part(anna, "speaker"))
    sides = written.take_part(anna, "visitor", "a"), written.take_part(boris, "host", "b")
    written.event("meeting", "met Boris", *sides, part_of=forum)
    graph = graph_of(written)
    (meeting,), (conference,) = (
        graph.subjects(RDF.type, OKG.Meeting),
        graph.subjects(RDF.type, OKG.Conference),
    )
    assert graph.value(meeting, OKG.subEventOf) == conference


def test_all_of_a_side_are_named_by_its_first_agent() -> None:
    written, anna, boris = two_people()
    third = written.group("Kazakhstan")
    sides = ((anna, "a"), (boris, "b"), (third, "b"))
    written.event(
        "meeting", "Anna", *(written.take_part(agent, "interlocutor", side) for agent, side in sides)
    )
    graph = graph_of(written)
    heads = {
        graph.value(part, OKG.participant): graph.value(part, OKG.onSide)
        for part in graph.subjects(OKG.inEvent)
    }
    assert len(heads) == 3
    assert [agent for agent, head in heads.items() if agent != head] == [entity_iri(_key(written, third))]


def open_time(edtf: str) -> EventTime:
    """Return a time of which only the expression matters."""
    return EventTime(None, None, None, None, edtf, None, "relative", "the text is open", None)


def test_the_label_of_a_journey_names_its_places_but_none_inside_another() -> None:
    written, anna, _ = two_people()
    places = (
        written.place("Kazakhstan", "state", state="KAZ"),
        written.place("Almaty", "city", state="KAZ"),
        written.place("Tashkent", "city", state="UZB"),
    )
    written.event("visit", "Anna Berg", written.take_part(anna, "visitor"), places=places)
    graph = graph_of(written)
    (event,) = graph.subjects(OKG.status, None)
    assert str(graph.value(event, RDFS.label)) == "Visit of Anna Berg to Kazakhstan and Tashkent"


@pytest.mark.parametrize(
    ("kind", "other", "label"),
    [
        ("meeting", {"time": on("2004-05-13")}, "Anna Berg met Boris Cole (2004-05-13)"),
        ("meeting", {}, "Anna Berg met Boris Cole"),
        (
            "meeting",
            {"status": "planned", "state": "KAZ"},
            "Planned meeting of Anna Berg and Boris Cole in Kazakhstan",
        ),
        ("conference", {"format": "round-table"}, "Round table of Anna Berg and Boris Cole"),
        ("other", {"label": "Water Forum", "time": on("2004-05-13")}, "Water Forum (2004-05-13)"),
        ("visit", {"state": "KAZ"}, "Visit of Anna Berg and Boris Cole to Kazakhstan"),
        ("meeting", {"time": open_time("/2004-05-13")}, "Anna Berg met Boris Cole (until 2004-05-13)"),
        ("meeting", {"time": open_time("2004-05-13/")}, "Anna Berg met Boris Cole (from 2004-05-13)"),
        ("meeting", {"time": open_time("[..2004-05-13]")}, "Anna Berg met Boris Cole (by 2004-05-13)"),
        (
            "meeting",
            {"time": open_time("[2004-05-11..2004-05-13]")},
            "Anna Berg met Boris Cole (between 2004-05-11 and 2004-05-13)",
        ),
    ],
)
def test_an_event_has_a_label_that_can_be_read(kind: str, other: dict[str, object], label: str) -> None:
    written, anna, boris = two_people()
    sides = written.take_part(anna, "visitor", "a"), written.take_part(boris, "companion", "b")
    written.event(kind, "Anna", *sides, **other)
    graph = graph_of(written)
    (event,) = graph.subjects(OKG.status, None)
    assert str(graph.value(event, RDFS.label)) == label


def test_a_label_names_three_and_counts_the_others() -> None:
    names = ("Anna Berg", "Boris Cole", "Clara Dean", "David Eden", "Emma Foss")
    written = WrittenDocument("n1", ", ".join(names) + " came.\n")
    parts = [written.take_part(written.person(name), "attendee") for name in names]
    written.event("other", "came", *parts)
    graph = graph_of(written)
    (event,) = graph.subjects(OKG.status, None)
    assert str(graph.value(event, RDFS.label)) == "Event of Anna Berg, Boris Cole, Clara Dean and 2 more"
