"""Bounds of events that the text does not date."""

from __future__ import annotations

import datetime as dt

from press_release import read


def test_a_meeting_during_a_visit_of_one_day_was_on_that_day() -> None:
    (meeting,) = read("Solomon Passy visited Georgia on 5 April.\nHe met Karl Holm.").events("meeting")
    assert meeting.time is not None
    assert meeting.time.edtf == "2004-04-05"
    assert meeting.time.text is None


def test_a_meeting_during_a_longer_visit_lies_within_it() -> None:
    (meeting,) = read("Solomon Passy visited Georgia from 3 to 5 April.\nHe met Karl Holm.").events("meeting")
    assert meeting.time is not None
    assert meeting.time.basis == "enclosing-event"
    assert (meeting.time.start_earliest, meeting.time.end_latest) == (
        dt.date(2004, 4, 3),
        dt.date(2004, 4, 5),
    )
    assert meeting.time.start_latest == dt.date(2004, 4, 5)


def test_a_dated_meeting_keeps_its_own_day() -> None:
    report = read("Solomon Passy visited Georgia from 3 to 5 April.\nHe met Karl Holm on 4 April.")
    (meeting,) = report.events("meeting")
    assert meeting.time is not None
    assert (meeting.time.edtf, meeting.time.basis) == ("2004-04-04", "year-inferred")


def test_a_visit_that_ended_on_a_day_gives_its_meetings_a_last_day_only() -> None:
    (meeting,) = read("Solomon Passy ended a visit to Georgia today.\nHe met Karl Holm.").events("meeting")
    assert meeting.time is not None
    assert meeting.time.start_earliest is None
    assert meeting.time.end_latest == dt.date(2004, 4, 6)


def test_an_undated_visit_dates_nothing() -> None:
    (meeting,) = read("Solomon Passy visited Georgia.\nHe met Karl Holm.").events("meeting")
    assert meeting.time is None


def test_a_meeting_outside_the_visit_is_not_bounded_by_it() -> None:
    report = read("Solomon Passy visited Georgia from 3 to 5 April.\nKarl Holm met Jana Mala in Vienna.")
    assert [event.time for event in report.events("meeting")] == [None]
