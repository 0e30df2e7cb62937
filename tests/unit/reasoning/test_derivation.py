from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF
from rdflib.term import Literal, URIRef

from osce_kg.errors import InputError
from osce_kg.graph import build_document_statements, build_entity_statements
from osce_kg.identifiers import DERIVED_GRAPH, ONTOLOGY_GRAPH, entity_iri
from osce_kg.model.extraction import LocalParticipation
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG
from osce_kg.reasoning.closure import read_ontology
from osce_kg.reasoning.derivation import derive_statements, explain, read_rules
from osce_kg.store import OxigraphStore
from small_reference import small_reference
from written_corpus import WrittenDocument, chairmans_visit, decided, envoys_visit, on, resolve

PASSY = entity_iri("person/p000001")


def store_of(*documents: WrittenDocument) -> OxigraphStore:
    resolution, reference = resolve(*documents), small_reference()
    store = OxigraphStore()
    for written in documents:
        statements = build_document_statements(
            written.document, written.extraction, decided(resolution, written), reference
        )
        assert store.add(statements) == ()
    store.add(build_entity_statements(resolution, reference))
    return store


def pairs(store: OxigraphStore, predicate: URIRef) -> set[tuple[str, str]]:
    """Return the derived pairs of a predicate by the labels of their ends."""
    labels = {
        str(solution["node"]): str(solution["label"])
        for solution in store.select(
            "SELECT ?node ?label { ?node <http://www.w3.org/2000/01/rdf-schema#label> ?label }"
        )
    }
    derived = (statement for statement in derive_statements(store) if statement.predicate == predicate)
    ends = ((str(statement.subject), str(statement.object)) for statement in derived)
    return {(labels.get(one, one), labels.get(other, other)) for one, other in ends}


def one_event(*sides: tuple[str, str | None, str], kind: str = "meeting", **other: object) -> WrittenDocument:
    """A document with one event of Anna, Boris, Clara … each with a side and a role."""
    written = WrittenDocument("n1", ", ".join(name for name, _, _ in sides) + " were there.\n")
    parts: list[LocalParticipation] = []
    for name, side, role in sides:
        parts.append(written.take_part(written.person(name), role, side))
    written.event(kind, sides[0][0], *parts, **other)
    return written


ANNA, BORIS = ("Anna Berg", "a", "visitor"), ("Boris Cole", "b", "host")


def both_ways(*names: str) -> set[tuple[str, str]]:
    return {(names[0], names[1]), (names[1], names[0])}


def test_two_sides_of_a_meeting_that_occurred_met() -> None:
    assert pairs(store_of(one_event(ANNA, BORIS)), OKG.metWith) == both_ways("Anna Berg", "Boris Cole")


def test_a_meeting_by_video_is_a_meeting() -> None:
    assert pairs(store_of(one_event(ANNA, BORIS, mode="video")), OKG.metWith)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"status": "planned"}, id="planned"),
        pytest.param({"status": "cancelled"}, id="cancelled"),
        pytest.param({"status": "postponed"}, id="postponed"),
        pytest.param({"status": "hypothetical"}, id="hypothetical"),
        pytest.param({"mode": "telephone"}, id="telephone"),
        pytest.param({"mode": "correspondence"}, id="letters"),
        pytest.param({"kind": "contact", "mode": "telephone"}, id="a call"),
        pytest.param({"kind": "conference"}, id="a conference"),
        pytest.param({"kind": "visit"}, id="a visit"),
    ],
)
def test_what_is_no_meeting_held_yields_no_met_with(other: dict[str, object]) -> None:
    assert pairs(store_of(one_event(ANNA, BORIS, **other)), OKG.metWith) == set()


def test_companions_and_fellow_interlocutors_do_not_meet_each_other() -> None:
    store = store_of(
        one_event(ANNA, ("Clara Dean", "a", "companion"), BORIS, ("David Eden", "b", "interlocutor"))
    )
    met = pairs(store, OKG.metWith)
    assert ("Anna Berg", "Clara Dean") not in met
    assert ("Boris Cole", "David Eden") not in met
    assert len(met) == 8


def test_separate_meetings_bring_nobody_else_together() -> None:
    met = pairs(store_of(chairmans_visit()), OKG.metWith)
    assert met == both_ways("Solomon Passy", "Nursultan Nazarbayev") | both_ways(
        "Solomon Passy", "Zagiba Baliyeva"
    )


def test_nobody_meets_themself_even_when_two_mentions_are_one_person() -> None:
    written = one_event(("Solomon Passy", "a", "visitor"), ("Passy", "b", "host"))
    bulgaria = written.state("BGR", "BGR")
    written.text += "Foreign Minister of BGR"
    role = written.role("Foreign Minister", bulgaria)
    written.persons = [replace(person, roles=(role,)) for person in written.persons]
    written.date = "2004-04-06"
    store = store_of(written)
    assert pairs(store, OKG.metWith) == set()
    assert pairs(store, OKG.coAttended) == set()


def test_groups_meet_too() -> None:
    met = pairs(store_of(envoys_visit()), OKG.metWith)
    assert ("Martti Ahtisaari", "representatives of parties") in met
    assert ("(unnamed) Deputy Head of the Election Section of the ODIHR", "Zagipa Baliyeva") in met
    assert len(met) == 6


def test_participants_without_sides_attended_together_but_did_not_meet() -> None:
    store = store_of(
        one_event(("Anna Berg", None, "speaker"), ("Boris Cole", None, "attendee"), kind="conference")
    )
    assert pairs(store, OKG.coAttended) == both_ways("Anna Berg", "Boris Cole")
    assert pairs(store, OKG.metWith) == set()


@pytest.mark.parametrize("role", ["organizer", "supporter"])
def test_who_only_organized_or_supported_an_event_did_not_attend_it(role: str) -> None:
    store = store_of(one_event(("Anna Berg", None, "speaker"), ("Boris Cole", None, role), kind="conference"))
    assert pairs(store, OKG.coAttended) == set()


def test_a_planned_conference_has_participants_and_no_attendance() -> None:
    store = store_of(
        one_event(
            ("Anna Berg", None, "speaker"),
            ("Boris Cole", None, "attendee"),
            kind="conference",
            status="planned",
        )
    )
    assert pairs(store, OKG.coAttended) == set()
    assert len(pairs(store, OKG.hasParticipant)) == 2


def test_visitors_visited_the_state_of_a_visit_that_occurred() -> None:
    state = str(entity_iri("state/KAZ"))
    assert pairs(store_of(chairmans_visit()), OKG.visited) == {("Solomon Passy", state)}
    planned = one_event(ANNA, kind="visit", state="KAZ", status="planned", time=on("2004-05-01"))
    assert pairs(store_of(planned), OKG.visited) == set()


def test_a_meeting_in_a_leg_is_a_part_of_the_tour() -> None:
    parts = pairs(store_of(chairmans_visit()), OKG.subEventOf)
    meeting, tour = (
        "Solomon Passy met Nursultan Nazarbayev (2004-04-06)",
        "Visit of Solomon Passy to Central Asia",
    )
    assert (meeting, tour) in parts
    assert all(part != whole for part, whole in parts)


def test_inverses_are_as_many_as_what_they_invert() -> None:
    store = store_of(chairmans_visit(), envoys_visit())
    counts: dict[URIRef, int] = {}
    for statement in derive_statements(store):
        counts[statement.predicate] = counts.get(statement.predicate, 0) + 1
    for derived, asserted in (
        (OKG.holds, OKG.holder),
        (OKG.hasLeg, OKG.legOf),
        (OKG.hasParticipation, OKG.inEvent),
    ):
        stated = list(store.select(f"SELECT ?s ?o {{ ?s <{asserted}> ?o }}"))
        assert counts[derived] == len(stated)
    assert counts[OKG.participantIn] == counts[OKG.hasParticipant]


def test_classes_above_the_stated_one_follow_from_the_ontology() -> None:
    store = store_of(chairmans_visit())
    leg = next(store.select(f"SELECT ?leg {{ ?leg a <{OKG.VisitLeg}> }}"))["leg"]
    ontology = [
        Statement(*triple, ONTOLOGY_GRAPH)
        for triple in read_ontology()
        if all(isinstance(term, URIRef | Literal) for term in triple)
    ]
    store.add(ontology)
    classes = {s.object for s in derive_statements(store) if s.subject == leg and s.predicate == RDF.type}
    assert classes == {OKG.Visit, OKG.Event}


def test_deriving_leaves_the_store_alone_and_can_be_repeated() -> None:
    store = store_of(chairmans_visit(), envoys_visit())
    asserted = set(store.quads())
    first = list(derive_statements(store))
    assert {statement.graph for statement in first} == {DERIVED_GRAPH}
    assert set(store.quads()) == asserted
    store.add(first)
    assert list(derive_statements(store)) == first


def test_a_met_with_leads_to_the_meeting_and_its_sentences() -> None:
    store = store_of(chairmans_visit())
    president = next(
        statement.object
        for statement in derive_statements(store)
        if statement.predicate == OKG.metWith and statement.subject == PASSY
    )
    (explanation,) = explain(store, PASSY, OKG.metWith, president)
    assert explanation.rule.name == "met-with"
    (meeting,) = explanation.because
    assert store.ask(f"ASK {{ <{meeting}> a <{OKG.Meeting}> ; <{OKG.attestedBy}> ?passage }}")


def test_every_derived_statement_can_be_explained() -> None:
    store = store_of(chairmans_visit(), envoys_visit())
    derived = list(derive_statements(store))
    assert len(derived) > 50
    for statement in derived:
        (explanation,) = explain(store, statement.subject, statement.predicate, statement.object)
        assert explanation.because


def test_what_no_rule_derives_has_no_explanation() -> None:
    store = store_of(chairmans_visit())
    assert explain(store, PASSY, OKG.metWith, PASSY) == ()
    assert explain(store, PASSY, OKG.nameOf, PASSY) == ()
    assert explain(store, PASSY, OKG.metWith, Literal("x")) == ()


def test_no_rule_reads_what_a_rule_derives() -> None:
    rules = read_rules()
    derived = {str(rule.predicate).rpartition("#")[2] for rule in rules} - {"type", "subEventOf"}
    for rule in rules:
        condition = rule.query.partition("WHERE {")[2]
        assert not any(f"okg:{name} " in condition for name in derived), rule.name


def test_every_rule_says_what_it_answers() -> None:
    rules = read_rules()
    assert [rule.name for rule in rules] == sorted(rule.name for rule in rules)
    assert {"met-with", "co-attended", "visited", "has-participant", "participant-in", "holds"} <= {
        rule.name for rule in rules
    }
    for rule in rules:
        assert rule.question.endswith("?")
        assert rule.description.endswith(".")


HEADER = "# question: Q?\n# description: D.\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("CONSTRUCT { ?subject <p:q> ?object }\nWHERE {\n ?because ?p ?object }", id="no header"),
        pytest.param(HEADER + "SELECT ?because { ?because ?p ?o }", id="no CONSTRUCT"),
        pytest.param(
            HEADER + "CONSTRUCT { ?subject <p:q> ?object }\nWHERE {\n ?s ?p ?object }", id="no reason"
        ),
    ],
)
def test_a_file_that_is_no_rule_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.rq").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.rq"):
        read_rules(tmp_path)
