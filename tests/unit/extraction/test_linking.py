"""How the events of one document hang together."""

from __future__ import annotations

import pytest

from press_release import read


def test_a_visit_told_twice_is_one_visit_with_both_sentences() -> None:
    report = read("Solomon Passy visited Georgia on 5 April.\nMr. Passy's visit to Georgia was his first.")
    (visit,) = report.events("visit")
    assert [report.quoted(span)[:12] for span in visit.evidence] == ["Solomon Pass", "Mr. Passy's "]
    assert visit.time is not None
    assert visit.time.edtf == "2004-04-05"


def test_a_meeting_told_again_with_its_day_is_one_meeting() -> None:
    report = read("Anna Berg met Karl Holm.\nOn Monday, Anna Berg met Karl Holm in Vienna.")
    (meeting,) = report.events("meeting")
    assert meeting.time is not None
    assert meeting.time.edtf == "2004-04-05"
    assert meeting.state == "AUT"


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg met Karl Holm on 4 April.\nAnna Berg met Karl Holm on 5 April.",
        "Anna Berg met Karl Holm in Baku.\nAnna Berg met Karl Holm in Tbilisi.",
        "Anna Berg met Karl Holm.\nAnna Berg will meet Karl Holm again.",
        "Anna Berg met Karl Holm.\nAnna Berg met Jana Mala.",
    ],
)
def test_other_days_places_people_or_prospects_make_other_meetings(text: str) -> None:
    assert len(read(text).events("meeting")) == 2


def test_visits_to_one_state_on_other_days_are_two() -> None:
    report = read("Solomon Passy visited Georgia in March.\nHe visited Georgia again on 5 April.")
    assert report.visits() == ["Passy -> Georgia, GEO"] * 2


def test_a_meeting_that_was_called_off_later_in_the_text_is_cancelled() -> None:
    report = read(
        "The meeting between Anna Berg and Karl Holm was to take place in Baku.\n"
        "The meeting between Anna Berg and Karl Holm was cancelled."
    )
    assert [event.status for event in report.events("meeting")] == ["cancelled"]


def test_what_the_visitor_did_there_is_part_of_the_visit_and_has_its_state() -> None:
    report = read("Solomon Passy visited Georgia on 5 April.\nHe met President Karl Holm.")
    (visit,), (meeting,) = report.events("visit"), report.events("meeting")
    assert meeting.part_of == visit.id
    assert meeting.state == "GEO"


def test_a_planned_meeting_is_part_of_the_planned_visit() -> None:
    report = read("Solomon Passy will visit Georgia.\nHe will meet President Karl Holm.")
    assert report.events("meeting")[0].part_of == report.events("visit")[0].id


@pytest.mark.parametrize(
    "meeting",
    [
        "Karl Holm met Jana Mala.",
        "Solomon Passy met Jana Mala in Baku.",
        "Solomon Passy met Jana Mala on 1 March 2004.",
    ],
)
def test_other_peoples_other_places_and_other_days_meetings_are_no_part_of_the_visit(meeting: str) -> None:
    report = read(f"Solomon Passy visited Georgia on 5 April.\n{meeting}")
    assert [event.part_of for event in report.events("meeting")] == [None]


def test_a_meeting_told_before_the_visitor_went_on_is_no_part_of_the_onward_journey() -> None:
    report = read("Solomon Passy met President Karl Holm.\nHe went on to Astana.", dateline="ALMATY")
    assert [event.part_of for event in report.events("meeting")] == [None]


def test_a_town_visited_in_the_state_belongs_to_the_one_visit() -> None:
    report = read("Solomon Passy visited Georgia on 5 April.\nHe then travelled to Batumi.")
    assert report.visits() == ["Passy -> Georgia, Batumi, GEO"]


def test_a_visit_to_a_venue_is_part_of_the_visit_to_its_state() -> None:
    report = read("Solomon Passy visited Macedonia on 5 April.\nHe visited the OSCE Mission to Skopje.")
    outer, inner = report.events("visit")
    assert inner.part_of == outer.id
    assert report.place(inner.places[0]) == "OSCE Mission to Skopje"


def test_no_event_encloses_itself_through_others() -> None:
    report = read(
        "On the second stop of his tour of Central Asia, Solomon Passy visited Kazakhstan.\n"
        "In Astana he visited the OSCE Centre in Almaty.\nHe visited Kazakhstan and Kyrgyzstan."
    )
    outer = {event.id: event.part_of for event in report.extraction.events}
    for start in outer:
        seen, current = set(), outer[start]
        while current is not None:
            assert current not in seen
            assert current != start
            seen.add(current)
            current = outer[current]


@pytest.mark.parametrize(
    "text",
    [
        "Solomon Passy, accompanied by Karl Holm, visited Georgia.",
        "Solomon Passy visited Georgia, accompanied by Karl Holm.",
        "Accompanied by Karl Holm, Solomon Passy visited Georgia.",
        "Solomon Passy visited Georgia together with Karl Holm.",
        "Solomon Passy visited Georgia.\nKarl Holm accompanied him.",
        "Solomon Passy visited Georgia.\nTravelling with Minister Passy was Karl Holm.",
    ],
)
def test_who_came_along_is_a_companion_of_the_visit(text: str) -> None:
    report = read(text)
    (visit,) = report.events("visit")
    assert [(report.label(p.agent), p.role) for p in visit.participants] == [
        ("Passy", "visitor"),
        ("Holm", "companion"),
    ]


def test_companions_who_joined_a_meeting_sit_on_the_side_of_whom_they_joined() -> None:
    report = read("Solomon Passy met President Karl Holm.\nJana Mala joined Mr. Passy at the meeting.")
    assert report.meetings() == ["Passy + Mala | Holm"]


def test_who_came_along_on_a_visit_was_not_at_meetings_told_elsewhere() -> None:
    report = read(
        "Solomon Passy visited Georgia, accompanied by Karl Holm.\n\nSolomon Passy met President Ivo Babić."
    )
    assert report.meetings() == ["Passy | Babić"]
