"""What the confidence in a fact rests on."""

from __future__ import annotations

import pytest

from osce_kg.extraction.grounds import STRONGEST_FIRST
from osce_kg.model.extraction import Grounds
from press_release import Report, read


def event(text: str, kind: str = "meeting") -> Grounds:
    return read(text).events(kind)[0].grounds


def mentions(report: Report, kind: str = "meeting") -> list[str]:
    return [p.grounds[-1] for p in report.events(kind)[0].participants]


@pytest.mark.parametrize(
    ("text", "weakest"),
    [
        ("Anna Berg met Karl Holm.", "named"),
        ("Anna Berg met the Foreign Minister of Norway.", "by post"),
        ("Anna Berg arrived.\nShe met Karl Holm.", "pronoun"),
        ("Anna Berg met students.", "group"),
        ("The President of Serbia, Ivo Babić, spoke.\nA meeting with Karl Holm followed.", "implied"),
    ],
)
def test_an_event_is_as_sure_as_its_least_sure_participant(text: str, weakest: str) -> None:
    assert event(text) == ("meeting", "on its own", weakest)


def test_each_participant_rests_on_its_own_mention() -> None:
    assert mentions(read("Anna Berg met the Foreign Minister of Norway.")) == ["named", "by post"]


def test_a_companion_is_less_sure_but_does_not_make_the_event_so() -> None:
    report = read("Anna Berg, accompanied by Karl Holm, visited Tbilisi.")
    assert mentions(report, "visit") == ["named", "companion"]
    assert report.events("visit")[0].grounds == ("visit", "held", "named")


def test_a_meeting_within_a_visit_that_the_text_tells_of_rests_on_that_too() -> None:
    text = "Anna Berg visited Georgia on Monday.\nIn Tbilisi Ms. Berg met Karl Holm."
    assert event(text) == ("meeting", "within a visit", "named")


def test_a_visit_that_is_only_planned_has_grounds_of_its_own() -> None:
    assert event("Anna Berg visited Georgia.", "visit")[1] == "held"
    assert event("Anna Berg will visit Georgia.", "visit")[1] == "not held"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Anna Berg met Karl Holm in Tbilisi.", ("place", "named beside it")),
        ("Anna Berg visited Georgia.\nShe met Karl Holm.", ("place", "State of the visit")),
        ("Anna Berg met Karl Holm in Tbilisi.\nShe met Ivo Babić.", ("place", "told around it")),
        ("Anna Berg met Karl Holm.", ()),
    ],
)
def test_a_place_rests_on_where_it_was_named(text: str, place: Grounds) -> None:
    meeting = read(text).events("meeting")[-1]
    assert meeting.place_grounds == place
    assert (meeting.place_confidence is None) == (not place)


def test_a_place_that_only_the_dateline_names_is_assumed() -> None:
    meeting = read("Anna Berg met Karl Holm.", dateline="TBILISI").events("meeting")[0]
    assert (meeting.state, meeting.place_grounds) == ("GEO", ("place", "assumed"))


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Foreign Minister Karl Holm of Norway spoke.", "known body"),
        ("Georgia was calm.\nForeign Minister Karl Holm spoke.", "no body"),
        ("Karl Holm, the Director of the Blue River Foundation, spoke.", "body by its words"),
        ("Anna Berg met Foreign Minister Karl Holm in Tbilisi.", "inferred body"),
    ],
)
def test_a_post_rests_on_where_its_body_is_from(text: str, body: str) -> None:
    [claim] = read(text).person("Karl Holm").roles
    assert claim.grounds == ("post", body)


def test_a_person_rests_on_the_name_and_on_having_a_post() -> None:
    report = read("Mayor Karl Holm met Mr. Berg.")
    assert [person.grounds for person in report.extraction.persons] == [
        ("person", "full name", "with a post"),
        ("person", "one name", "without a post"),
    ]


def test_no_mark_is_in_two_families() -> None:
    marks = [mark for family in STRONGEST_FIRST for mark in family]
    assert len(marks) == len(set(marks))
