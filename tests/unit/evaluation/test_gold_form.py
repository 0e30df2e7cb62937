"""The form of the gold annotations: plain JSON values, one object for each document."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from osce_kg.evaluation.gold_form import begin_and_end, gold_form, met_pairs
from osce_kg.model.extraction import EventTime
from press_release import Report, gazetteer, read


def prediction(report: Report) -> dict[str, Any]:
    return gold_form(report.document, report.extraction, gazetteer().reference)


def test_a_whole_prediction_is_plain_json() -> None:
    report = read(
        "Foreign Minister Karl Holm of Norway visited Georgia from 4 to 5 April.\n"
        "In Tbilisi Mr. Holm met Anna Berg and students."
    )
    found = json.loads(json.dumps(prediction(report)))
    assert [(p["id"], p["name"], p["variants"]) for p in found["persons"]] == [
        ("p1", "Karl Holm", ["Karl Holm", "Mr. Holm"]),
        ("p2", "Anna Berg", ["Anna Berg"]),
    ]
    assert found["persons"][0]["roles"] == [{"title": "Foreign Minister", "org": "Norway"}]
    assert found["met_pairs"] == [["p1", "p2"]]
    visit, *meetings = found["events"]
    assert (visit["type"], visit["status"], visit["country"]) == ("visit", "occurred", "Georgia")
    assert (visit["begin"], visit["end"]) == ("2004-04-04", "2004-04-05")
    assert [meeting["participants"] for meeting in meetings] == [["p1", "p2"], ["p1", "students"]]
    assert {meeting["part_of"] for meeting in meetings} == {visit["id"]}
    assert {meeting["place"] for meeting in meetings} == {"Tbilisi"}


def test_an_office_holder_without_a_name_is_no_person_but_a_described_participant() -> None:
    found = prediction(read("Karl Holm met the Deputy Head of the OSCE Mission to Serbia."))
    assert [person["name"] for person in found["persons"]] == ["Karl Holm"]
    assert found["events"][0]["participants"] == ["p1", "Deputy Head of OSCE Mission to Serbia"]
    assert found["met_pairs"] == []


def test_organizers_and_supporters_stand_apart_from_participants() -> None:
    (event,) = prediction(read("The OSCE Centre in Almaty held a seminar on water for students."))["events"]
    assert (event["type"], event["host_or_organiser"]) == ("conference", ["OSCE Centre in Almaty"])
    assert "OSCE Centre in Almaty" not in event["participants"]
    assert "water" in event["topics"]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("The meeting between Anna Berg and Karl Holm has been postponed.", ["cancelled"]),
        ("Anna Berg did not meet Karl Holm.", []),
        ("Anna Berg will meet Karl Holm.", ["planned"]),
    ],
)
def test_a_postponed_event_is_cancelled_and_a_hypothetical_one_left_out(
    text: str, statuses: list[str]
) -> None:
    found = prediction(read(text))
    assert [event["status"] for event in found["events"]] == statuses
    assert found["met_pairs"] == []


def test_pairs_are_of_different_sides_once_each_and_sorted() -> None:
    report = read("Ministers Karl Holm and Ivo Babić met Anna Berg.\nAnna Berg met Karl Holm in Baku.")
    assert met_pairs(report.extraction) == [["p1", "p3"], ["p2", "p3"]]


def test_a_telephone_call_makes_no_pair() -> None:
    assert met_pairs(read("Anna Berg spoke with Karl Holm by telephone.").extraction) == []


Bounds = tuple[dt.date, dt.date]


def time(start: Bounds, end: Bounds | None) -> EventTime:
    first, last = end or (None, None)
    return EventTime(start[0], start[1], first, last, "", None, "stated", None, None)


DAY = dt.date(2004, 4, 6)
APRIL = dt.date(2004, 4, 1), dt.date(2004, 4, 30)
FEBRUARY = dt.date(2003, 2, 1), dt.date(2003, 2, 28)
YEAR = dt.date(2004, 1, 1), dt.date(2004, 12, 31)
WEEK = dt.date(2004, 4, 5), dt.date(2004, 4, 11)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (None, (None, None)),
        (time((DAY, DAY), (DAY, DAY)), ("2004-04-06", "2004-04-06")),
        (time(APRIL, APRIL), ("2004-04", "2004-04")),
        (time(FEBRUARY, FEBRUARY), ("2003-02", "2003-02")),
        (time(YEAR, YEAR), ("2004", "2004")),
        (time(WEEK, WEEK), (None, None)),
        (time((DAY, DAY), None), ("2004-04-06", None)),
    ],
)
def test_days_months_and_years_are_written_as_far_as_they_are_known(
    moment: EventTime | None, expected: tuple[str | None, str | None]
) -> None:
    assert begin_and_end(moment) == expected
