"""What the text does not say is not stated: mistakes that readers of the sample graph found."""

from __future__ import annotations

import datetime as dt

import pytest

from press_release import DAY, Report, read


def kinds(text: str) -> list[str]:
    return [event.kind for event in read(text).extraction.events]


def day_of(report: Report, name: str) -> str | None:
    (event,) = (event for event in report.events("meeting") if name in report.sides(event))
    return event.time.edtf if event.time else None


@pytest.mark.parametrize(
    "told",
    [
        "The following morning she held talks with Maria Lind.",
        "Two days earlier she had met Maria Lind.",
        "In 2001 she met Maria Lind.",
    ],
)
def test_what_is_told_of_another_time_is_not_of_the_leads_day(told: str) -> None:
    report = read(f"Anna Berg met Karl Holm in Baku today.\n\n{told}", dateline="Baku")
    assert day_of(report, "Lind") != DAY.isoformat()


def test_the_same_day_is_not_the_day_of_what_is_still_to_come() -> None:
    report = read("Elections will be held on 10 October 2004.\nOn the same day Anna Berg met Karl Holm.")
    assert day_of(report, "Holm") is None


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg ended a 999999-day visit to Baku today.",
        "A 99999999999-day course will finish in Tetovo tomorrow.",
    ],
)
def test_lengths_beyond_all_calendars_say_nothing(text: str) -> None:
    for event in read(text).extraction.events:
        assert (
            event.time is None or event.time.start_earliest is None or event.time.start_earliest.year > 1900
        )


@pytest.mark.parametrize("day", [dt.date(1, 1, 1), dt.date(9999, 12, 31)])
def test_days_beyond_the_calendar_are_no_days(day: dt.date) -> None:
    read(
        "Anna Berg met Karl Holm yesterday. She meets Maria Lind tomorrow or on Friday or next week.",
        date=day,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Concern at the course of events grew in Denmark in 1997.", []),
        ("She visited the Training Centre in Tetovo.", ["visit"]),
        ("Anna Berg spoke at the opening of negotiations in Baku.", []),
    ],
)
def test_words_that_only_look_like_gatherings_are_none(text: str, expected: list[str]) -> None:
    assert [kind for kind in kinds(text) if kind != "visit"] == [kind for kind in expected if kind != "visit"]


def test_the_subject_of_the_clause_speaks_at_the_press_conference() -> None:
    report = read("Anna Berg visited Baku.\n\nAt a press conference Karl Holm announced new projects.")
    (event,) = report.events("press-conference")
    assert [report.label(p.agent) for p in event.participants] == ["Holm"]


@pytest.mark.parametrize("thing", ["The prize", "The invitation", "The car"])
def test_things_do_not_travel(thing: str) -> None:
    assert read(f"Anna Berg met Karl Holm.\n\n{thing} went to Albania.").visits() == []


def test_the_guests_go_on_without_their_host() -> None:
    report = read("Anna Berg received Karl Holm and Maria Lind in Baku.\nThey met Ivan Horn.")
    assert "Holm + Lind | Horn" in report.meetings()


@pytest.mark.parametrize(
    "told",
    [
        "Maria Lind did not accompany her.",
        "Maria Lind was unable to accompany her.",
        "She was not accompanied by Maria Lind.",
        "She left without being accompanied by Maria Lind.",
        "Maria Lind will accompany her to Tbilisi next week.",
    ],
)
def test_who_did_not_come_along_is_no_companion(told: str) -> None:
    report = read(f"Anna Berg visited Baku.\n{told}")
    assert "Berg -> Baku, AZE" in report.visits()


@pytest.mark.parametrize(
    "told",
    [
        "Maria Lind was unable to join them.",
        "Maria Lind did not join them.",
        "They were not joined by Maria Lind.",
        "Maria Lind will join them tomorrow.",
        "Maria Lind had not attended the meeting.",
        "Maria Lind never attended the meeting.",
        "Maria Lind denied that she had attended the meeting.",
        "According to Maria Lind, nobody else attended the meeting.",
        "The meeting of the Permanent Council was attended by Maria Lind.",
    ],
)
def test_who_was_not_there_met_nobody(told: str) -> None:
    report = read(f"Anna Berg met Karl Holm in Baku.\n{told}")
    assert "Berg | Holm" in report.meetings()


def test_a_meeting_before_the_visit_is_not_a_part_of_it() -> None:
    report = read("Anna Berg visited Moscow.\nShe came from Budapest, where she had met Karl Holm.")
    (event,) = report.events("meeting")
    assert event.part_of is None
    assert [report.place(local) for local in event.places] in ([], ["Budapest"])


def test_the_place_of_a_seminar_that_was_only_prepared_is_not_the_meetings() -> None:
    report = read("Anna Berg met Karl Holm to prepare the seminar in Ganja.")
    (event,) = report.events("meeting")
    assert event.places == ()


def test_in_both_capitals_is_in_neither_alone() -> None:
    report = read("Anna Berg met Karl Holm in Baku.\nIn both capitals she also met Maria Lind.")
    (event,) = (event for event in report.events("meeting") if "Lind" in report.sides(event))
    assert event.places == ()


def test_another_delegation_has_another_leader() -> None:
    report = read(
        "A delegation of the European Parliament, led by Anna Berg, met Karl Holm.\n\n"
        "The Russian delegation met Maria Lind."
    )
    assert not any("Berg" in sides and "Lind" in sides for sides in report.meetings())


def test_two_stops_in_one_state_are_two_visits() -> None:
    report = read("Anna Berg visited Gdańsk.\n\nOn Monday she flew to Warsaw.")
    assert len(report.visits()) == 2


def test_a_county_is_no_city() -> None:
    report = read("Anna Berg visited Zadar County.")
    assert [place.kind for place in report.extraction.places] == ["region"]


def test_the_president_of_an_organization_is_not_the_president_named_before() -> None:
    report = read(
        "President Karl Holm left Baku.\n\n"
        "Anna Berg met the President of the European Commission in Brussels."
    )
    assert not any("Holm" in sides for sides in report.meetings())


def test_what_a_schedule_foresees_is_planned() -> None:
    (event,) = read("Anna Berg left today; her schedule foresees talks with Karl Holm.").events("meeting")
    assert event.status == "planned"


def test_a_name_that_the_authority_file_knows_from_one_state_gets_no_post_in_another() -> None:
    report = read("Anna Berg met Foreign Minister Bujar Osmani in Berlin.")
    assert report.posts("Bujar Osmani") == [("Foreign Minister", None)]


def test_a_tour_begun_on_a_day_does_not_end_on_it() -> None:
    (event,) = read("On 5 April Anna Berg began a visit to Baku.").events("visit")
    assert event.time is not None
    assert event.time.edtf == "2004-04-05/"


def test_whoever_chairs_the_osce_holds_no_post_of_the_host() -> None:
    report = read("The OSCE Chairman-in-Office, Foreign Minister Karl Holm, met President Ivan Horn in Baku.")
    assert ("Foreign Minister", "Azerbaijan") not in report.posts("Karl Holm")


def test_it_means_a_delegation_but_not_students() -> None:
    assert read("The students stayed with farmers.\nIt met the President of Georgia.").meetings() == []
    assert read("The delegation stayed with farmers.\nIt met Karl Holm.").meetings() == ["delegation | Holm"]
