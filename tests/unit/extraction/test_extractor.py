"""What one document as a whole gives."""

from __future__ import annotations

import dataclasses

from osce_kg.extraction import (
    EXTRACTOR,
    EXTRACTOR_VERSION,
    LanguageModel,
    PreparedExtractor,
    RuleExtractor,
)
from osce_kg.model.document import Section
from press_release import extract, gazetteer, language_model, press_release, read


def test_an_extraction_names_its_document_and_who_made_it() -> None:
    found = read("It rained.").extraction
    assert (found.document, found.extractor, found.extractor_version) == ("n1", EXTRACTOR, EXTRACTOR_VERSION)


def test_a_document_that_says_nothing_of_people_gives_nothing() -> None:
    found = read("It rained.\nThe criteria were met.").extraction
    assert not found.persons
    assert not found.groups
    assert not found.events
    assert not found.utterances


def test_a_document_without_paragraphs_gives_nothing() -> None:
    document = dataclasses.replace(press_release("x"), sections=(Section(None, ()),))
    assert extract(document).extraction.events == ()


def test_ids_are_given_in_the_order_of_the_text() -> None:
    found = read("Karl Holm met Anna Berg in Baku.\nShe met Ivo Babić in Vienna.").extraction
    assert [(person.id, person.name) for person in found.persons] == [
        ("p1", "Karl Holm"),
        ("p2", "Anna Berg"),
        ("p3", "Ivo Babić"),
    ]
    assert [event.id for event in found.events] == ["e1", "e2"]


def test_nothing_is_read_from_what_the_reader_dropped() -> None:
    document = press_release("Anna Berg met Karl Holm.\n\nMayor Jana Mala met Mayor Ivo Babić.")
    section = document.sections[0]
    shorter = dataclasses.replace(section, paragraphs=section.paragraphs[:1])
    report = extract(dataclasses.replace(document, sections=(shorter,)))
    assert report.names == ["Anna Berg", "Karl Holm"]


def test_an_office_holder_without_a_name_is_a_person_only_as_a_participant() -> None:
    report = read("The Deputy Head of the OSCE Mission to Serbia spoke.")
    assert report.extraction.persons == ()
    report = read("Anna Berg met the Deputy Head of the OSCE Mission to Serbia.")
    assert [person.name for person in report.extraction.persons] == ["Anna Berg", None]
    assert report.posts(None) == [("Deputy Head", "OSCE Mission to Serbia")]


def test_a_future_date_of_a_meeting_told_in_the_past_does_not_invent_a_plan() -> None:
    report = read("Anna Berg met Karl Holm in Baku on 5 April.")
    assert report.meetings("planned") == []


def rules_and_loads() -> tuple[RuleExtractor, list[None]]:
    """Return an extractor, and a list that has an item for each time that it asks for its model."""
    loads: list[None] = []

    def load() -> LanguageModel:
        loads.append(None)
        return language_model()

    return RuleExtractor(gazetteer(), load), loads


def test_the_model_is_loaded_for_the_first_document_in_english_and_not_before() -> None:
    extractor, loads = rules_and_loads()
    extractor.extract(dataclasses.replace(press_release("Der Minister reist."), language="de"))
    assert loads == []
    extractor.extract(press_release("The Minister left."))
    assert len(loads) == 1


def test_an_extractor_is_prepared_by_loading_its_model() -> None:
    extractor, loads = rules_and_loads()
    assert isinstance(extractor, PreparedExtractor)
    extractor.prepare()
    assert len(loads) == 1
