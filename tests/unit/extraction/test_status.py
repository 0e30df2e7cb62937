from __future__ import annotations

import pytest

from osce_kg.extraction.status import event_status
from press_release import analysed, read


def status_of(text: str) -> list[str]:
    return [event.status for event in read(text).extraction.events if event.kind in ("visit", "meeting")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A training course for officers will finish in Tetovo tomorrow.", "occurred"),
        ("The Annual Session of the Assembly in Vancouver has had to be cancelled.", "cancelled"),
        ("The Autumn Meeting in San Marino cannot go ahead.", "cancelled"),
        ("The workshop in Tetovo will not take place.", "cancelled"),
        ("The talks dealt with preparations for the Ministerial Council in Dublin.", "planned"),
        ("Journalists can attend a press briefing by Anna Berg at the University of Tetovo.", "planned"),
    ],
)
def test_gatherings_are_told_as_running_called_off_or_to_come(text: str, status: str) -> None:
    (event,) = read(text).extraction.events
    assert event.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Solomon Passy met Anna Berg.",
        "Solomon Passy has met Anna Berg.",
        "Solomon Passy was received by President Karl Holm.",
        "Solomon Passy travelled to Baku to meet Anna Berg.",
        "Solomon Passy held talks with Anna Berg.",
        "Following a meeting with Anna Berg, Solomon Passy left.",
    ],
)
def test_what_is_told_in_the_past_was_held(text: str) -> None:
    assert set(status_of(text)) == {"occurred"}


@pytest.mark.parametrize(
    "text",
    [
        "Solomon Passy will visit Kazakhstan on 13 May.",
        "Solomon Passy will meet Anna Berg on Friday.",
        "Solomon Passy plans to meet Anna Berg.",
        "Solomon Passy is to meet Anna Berg on Friday.",
        "Solomon Passy is expected to visit Georgia.",
        "An upcoming visit by Solomon Passy to Georgia was announced.",
        "Solomon Passy is scheduled to hold talks with Anna Berg.",
    ],
)
def test_what_is_announced_is_planned(text: str) -> None:
    assert status_of(text) == ["planned"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The meeting between Solomon Passy and Anna Berg was cancelled.", "cancelled"),
        ("The meeting between Solomon Passy and Anna Berg has been postponed.", "postponed"),
        ("The visit of Solomon Passy to Georgia has been postponed.", "postponed"),
        ("Solomon Passy's visit to Georgia was cancelled.", "cancelled"),
    ],
)
def test_what_is_called_off_or_put_off_says_so(text: str, status: str) -> None:
    assert status_of(text) == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Solomon Passy did not meet Anna Berg.",
        "Solomon Passy, who was unable to meet Anna Berg, left.",
        "Solomon Passy urged President Karl Holm to meet Anna Berg.",
        "Solomon Passy could meet Anna Berg.",
        "Solomon Passy would meet Anna Berg if she came.",
        "Solomon Passy never met Anna Berg.",
    ],
)
def test_what_is_denied_wished_or_only_possible_is_no_meeting_that_was_held(text: str) -> None:
    assert set(status_of(text)) <= {"hypothetical"}


@pytest.mark.parametrize(
    "text",
    ["Solomon Passy did not visit Georgia.", "Solomon Passy should visit Georgia."],
)
def test_a_visit_that_is_denied_or_wished_is_not_recorded(text: str) -> None:
    assert read(text).events("visit") == []


def test_a_date_after_the_day_of_issue_makes_a_nominal_meeting_planned() -> None:
    report = read("Anna Berg announced talks with Solomon Passy in Vienna on 14 June 2004.")
    assert report.meetings("occurred") == []


def test_a_noun_is_judged_by_the_verb_that_governs_it() -> None:
    sentence = analysed("The talks with Anna Berg were cancelled.")[0]
    assert event_status(sentence, 1, is_noun=True) == "cancelled"
    assert event_status(analysed("The talks with Anna Berg ended.")[0], 1, is_noun=True) == "occurred"
