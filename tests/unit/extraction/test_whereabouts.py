"""Places of events whose own sentence names none: inferred from around, never from the dateline alone."""

from __future__ import annotations

import pytest

from osce_kg.model.extraction import LocalEvent
from press_release import Report, read


def place_and_reason(report: Report, event: LocalEvent) -> tuple[list[str], str | None]:
    return [report.place(local) for local in event.places], event.place_evidence


def of_meeting_with(report: Report, name: str) -> tuple[list[str], str | None]:
    (event,) = (event for event in report.events("meeting") if name in report.sides(event))
    return place_and_reason(report, event)


def test_a_place_that_the_sentence_names_needs_no_reason() -> None:
    report = read("Anna Berg met Karl Holm in Baku.")
    assert of_meeting_with(report, "Holm") == (["Baku"], None)


def test_there_is_the_place_told_of_before() -> None:
    report = read("Anna Berg visited the OSCE Mission to Skopje.\n\nThere she met Karl Holm.")
    assert of_meeting_with(report, "Holm") == (["OSCE Mission to Skopje"], "the place told of before")


@pytest.mark.parametrize(
    "opening",
    [
        "Anna Berg met Karl Holm in Osh.",
        "Political talks in Osh followed, which Anna Berg attended.",
        "In Osh elections were on the agenda of Anna Berg.",
    ],
)
def test_the_city_that_a_paragraph_is_about_holds_for_its_next_sentences(opening: str) -> None:
    report = read(f"{opening}\nShe also met Maria Lind.")
    assert of_meeting_with(report, "Lind") == (["Osh"], "the city that the paragraph is about")


@pytest.mark.parametrize(
    "opening",
    [
        "Anna Berg spoke about the reforms in Osh.",
        "Anna Berg met Karl Holm in Osh and Ivan Horn in Bishkek.",
        "Anna Berg met Karl Holm in Osh.\n",
    ],
)
def test_a_city_spoken_of_two_cities_or_another_paragraph_place_nothing(opening: str) -> None:
    assert of_meeting_with(read(f"{opening}\nShe also met Maria Lind."), "Lind") == ([], None)


def test_a_meeting_of_a_visit_to_one_city_was_in_that_city() -> None:
    report = read("Anna Berg visited Baku from 3 to 5 April.\n\nShe met Karl Holm.")
    assert of_meeting_with(report, "Holm") == (["Baku"], "the only city of the event around it")


def test_a_meeting_of_a_visit_to_two_cities_stays_open() -> None:
    report = read("Anna Berg visited Baku and Ganja.\n\nOn Monday she met Karl Holm.")
    assert of_meeting_with(report, "Holm") == ([], None)


def test_the_headline_names_the_city_of_a_visit_to_a_state() -> None:
    report = read("Anna Berg began a two-day visit to Azerbaijan on 5 April.", title="Berg in Baku for talks")
    (visit,) = report.events("visit")
    assert place_and_reason(report, visit) == (["Baku"], "the headline names the city")


def test_the_dateline_alone_places_no_visit_and_no_meeting() -> None:
    report = read("Anna Berg ended a visit to Azerbaijan.\n\nShe met Karl Holm.", dateline="Baku")
    assert [event.place_evidence for event in report.extraction.events] == [None, None]


def test_a_meeting_is_where_the_same_people_were_on_that_day() -> None:
    report = read("Anna Berg had talks with officials in Baku today.\n\nToday she also met Karl Holm.")
    assert of_meeting_with(report, "Holm") == (["Baku"], "where the text shows the same people on that day")


def test_another_day_another_place() -> None:
    report = read("Anna Berg had talks with officials in Baku yesterday.\n\nToday she met Karl Holm.")
    assert of_meeting_with(report, "Holm") == ([], None)


def test_a_meeting_on_the_margins_is_where_the_conference_was() -> None:
    report = read(
        "Anna Berg took part in the OSCE Ministerial Council in Vienna.\n\n"
        "On the margins of the Ministerial Council she met Karl Holm."
    )
    assert of_meeting_with(report, "Holm") == (["Vienna"], "the only city of the event around it")


def test_nobody_is_placed_in_a_city_of_another_state() -> None:
    report = read("Anna Berg met Karl Holm in Osh.\nShe met Maria Lind in Kazakhstan.")
    assert of_meeting_with(report, "Lind")[0] != ["Osh"]
