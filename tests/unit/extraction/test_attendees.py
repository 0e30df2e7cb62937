"""Who else was there, by what the next sentences tell."""

from __future__ import annotations

import pytest

from press_release import Report, read


def attendees(report: Report) -> list[str]:
    (event,) = report.events("meeting")
    return [report.label(p.agent) for p in event.participants if p.role == "attendee"]


@pytest.mark.parametrize(
    "told",
    [
        "Maria Lind also took part in the meeting.",
        "Maria Lind attended the talks as well.",
        "The meeting was also attended by Maria Lind.",
    ],
)
def test_who_took_part_in_the_meeting_was_there_on_no_side(told: str) -> None:
    report = read(f"Anna Berg met Karl Holm in Baku.\n{told}")
    assert attendees(report) == ["Lind"]
    (event,) = report.events("meeting")
    assert [p.side for p in event.participants if p.role == "attendee"] == [None]
    assert [report.quoted(span) for span in event.evidence] == ["Anna Berg met Karl Holm in Baku.", told]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg met Karl Holm.\n\nMaria Lind took part in the meeting.",
        "Anna Berg met Karl Holm.\nMaria Lind took part in the elections.",
        "Anna Berg met Karl Holm.\nThe OSCE took part in the meeting.",
    ],
)
def test_another_paragraph_another_matter_and_a_body_add_nobody(text: str) -> None:
    assert attendees(read(text)) == []


def test_two_meetings_before_leave_it_open_which_was_attended() -> None:
    report = read("Anna Berg met Karl Holm and held talks with Ivan Horn.\nMaria Lind attended the meeting.")
    assert all(p.role != "attendee" for event in report.events("meeting") for p in event.participants)
