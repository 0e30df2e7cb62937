"""States and organizations: one record for each, told apart by their State."""

from __future__ import annotations

import pytest

from osce_kg.extraction.bodies import BodyRegistry, classify_body
from osce_kg.model.text import Span
from press_release import Report, gazetteer, read


def bodies(report: Report) -> list[tuple[str, str, str | None]]:
    return [(body.name, body.kind, body.reference) for body in report.extraction.organizations]


def test_states_and_structures_are_known_by_the_reference_data() -> None:
    report = read(
        "The Head of the OSCE Centre in Almaty, Karl Holm, met Foreign Minister Ana Berg of Georgia."
    )
    assert ("Georgia", "state", "state/GEO") in bodies(report)
    assert ("OSCE Centre in Almaty", "field-operation", "structure/kazakhstan") in bodies(report)


def test_a_state_named_in_two_ways_is_one_body_with_both_mentions() -> None:
    report = read("Georgia's Mayor Karl Holm met Ana Berg.\nThe Georgian President Ivo Babić met Jana Mala.")
    (georgia,) = [body for body in report.extraction.organizations if body.reference == "state/GEO"]
    assert {report.quoted(span) for span in georgia.mentions} == {"Georgia", "Georgian"}


def test_a_national_body_is_told_apart_by_its_state() -> None:
    report = read(
        "Karl Holm, Chairman of the Central Election Commission of Kazakhstan, met Ivo Babić, Chairman of "
        "the Central Election Commission of Georgia."
    )
    states = [body.state for body in report.extraction.organizations if "Commission" in body.name]
    assert states == ["KAZ", "GEO"]


def test_the_state_is_added_to_a_name_that_lacks_it() -> None:
    registry = BodyRegistry(gazetteer())
    local = registry.add_named("Central Election Commission", "KAZ")
    assert registry.get(local).name == "Central Election Commission of Kazakhstan"
    assert registry.get(registry.add_named("Kazakh Senate", "KAZ")).name == "Kazakh Senate"


def test_a_body_keeps_its_id_and_gathers_its_mentions_in_order() -> None:
    registry = BodyRegistry(gazetteer())
    first = registry.add_state("GEO", Span(20, 27))
    assert registry.add_state("GEO", Span(3, 10)) == first
    assert registry.add_state("GEO") == first
    assert [body.mentions for body in registry.all()] == [(Span(3, 10), Span(20, 27))]
    assert registry.add_state("ARM") != first
    assert [body.id for body in registry.all()] == ["o1", "o2"]


def test_spelling_marks_do_not_make_another_body() -> None:
    registry = BodyRegistry(gazetteer())
    assert registry.add_named("Žalgas Foundation", None) == registry.add_named("Zalgas foundation", None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Verkhovna Rada", "parliament"),
        ("Ministry of Justice", "government-body"),
        ("Zhalgas Foundation", "civil-society"),
        ("Acme", "organization"),
    ],
)
def test_the_name_of_an_unknown_body_tells_its_kind(name: str, kind: str) -> None:
    assert classify_body(name) == kind


@pytest.mark.parametrize("word", ["Centre", "Mission"])
def test_the_centre_and_the_mission_are_traced_to_the_structure_named_before(word: str) -> None:
    name = {"Centre": "OSCE Centre in Almaty", "Mission": "OSCE Mission to Moldova"}[word]
    report = read(f"The {name} is busy.\nThe Head of the {word}, Karl Holm, met Anna Berg.")
    assert report.posts("Karl Holm") == [("Head", name)]


def test_its_new_head_is_the_head_of_what_was_named_before_by_inference() -> None:
    report = read("The OSCE Presence in Albania welcomed its new Head, Ivar Vikki.")
    (role,) = report.person("Ivar Vikki").roles
    assert report.posts("Ivar Vikki") == [("Head", "OSCE Presence in Albania")]
    assert role.organization_inferred
    assert report.quoted(role.span) == "its new Head"


def test_a_national_post_without_a_state_is_of_the_state_visited_by_inference() -> None:
    report = read("Anna Berg visited Georgia.\nShe met Prime Minister Karl Holm.")
    assert report.posts("Karl Holm") == [("Prime Minister", "Georgia")]
    (role,) = report.person("Karl Holm").roles
    assert role.organization_inferred
    assert role.confidence < 0.9


def test_a_visitors_own_post_is_not_of_the_state_visited() -> None:
    report = read(
        "The OSCE Chairman-in-Office, Foreign Minister Solomon Passy, arrived in Skopje.\n"
        "The Minister met President Branko Crvenkovski."
    )
    assert ("Foreign Minister", "North Macedonia") not in report.posts("Solomon Passy")
    assert report.posts("Branko Crvenkovski") == [("President", "North Macedonia")]


def test_the_state_before_the_chairman_in_office_is_that_of_the_other_post() -> None:
    report = read("The Finnish Chairman-in-Office, Foreign Minister Alexander Stubb, visited Georgia.")
    assert report.posts("Alexander Stubb") == [
        ("Chairman-in-Office", "OSCE"),
        ("Foreign Minister", "Finland"),
    ]


def test_two_people_are_never_both_president_of_the_state_they_met_in() -> None:
    report = read("President Karl Holm and President Ivo Babić met in Vienna.")
    assert report.posts("Karl Holm") == report.posts("Ivo Babić") == [("President", None)]


def test_a_state_beside_the_title_is_no_inference() -> None:
    (role,) = read("Prime Minister Karl Holm of Norway met Anna Berg in Tbilisi.").person("Karl Holm").roles
    assert not role.organization_inferred


def test_the_secretary_general_is_the_osces_where_nothing_else_is_said() -> None:
    assert read("Secretary General Anna Berg met Karl Holm.").posts("Anna Berg") == [
        ("Secretary General", "OSCE")
    ]


def test_a_shorter_form_of_a_post_is_not_a_second_post() -> None:
    report = read("Foreign Minister Karl Holm of Norway spoke.\nMinister Holm met Anna Berg.")
    assert report.posts("Karl Holm") == [("Foreign Minister", "Norway")]


def test_a_rank_is_no_post() -> None:
    assert read("Ambassador Karl Holm met General Ivo Babić.").posts("Karl Holm") == []
