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


REPORT = "Anna Berg met Karl Holm on 4 April.\n\nJana Mala met Ivo Babić.\n\nHugo Moser visited Georgia."


def test_in_a_report_on_activities_what_has_no_date_lies_in_the_month_of_the_others() -> None:
    report = read(REPORT, genre="activity-report")
    assert [(event.time.edtf, event.time.basis) for event in report.extraction.events if event.time] == [
        ("2004-04-04", "year-inferred"),
        ("2004-04", "enclosing-event"),
        ("2004-04", "enclosing-event"),
    ]


def test_in_other_documents_the_dates_of_other_events_say_nothing() -> None:
    assert [event.time is None for event in read(REPORT).extraction.events] == [False, True, True]


def test_a_report_on_several_months_gives_no_bounds() -> None:
    report = read(f"{REPORT}\n\nNils Rossi met Rolf Hagen on 4 March.", genre="activity-report")
    assert [event.time is None for event in report.extraction.events] == [False, True, True, False]


def test_a_visit_had_begun_by_the_first_dated_meeting_and_not_ended_before_the_last() -> None:
    report = read(
        "Anna Berg visited Georgia.\nShe met Karl Holm on 4 April.\nShe met Ivo Babić on 5 April.",
        genre="activity-report",
    )
    (visit,) = report.events("visit")
    assert visit.time is not None
    assert (visit.time.start_earliest, visit.time.start_latest) == (dt.date(2004, 4, 1), dt.date(2004, 4, 4))
    assert (visit.time.end_earliest, visit.time.end_latest) == (dt.date(2004, 4, 5), dt.date(2004, 4, 30))
