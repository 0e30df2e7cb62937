"""Conferences, trainings, press conferences and ceremonies."""

from __future__ import annotations

import pytest

from osce_kg.model.extraction import LocalEvent
from press_release import Report, read


def roles(report: Report, event: LocalEvent) -> list[tuple[str, str]]:
    return [(p.role, report.label(p.agent)) for p in event.participants]


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("The OSCE Centre in Almaty organized a seminar on borders.", "conference", "workshop"),
        ("The OSCE Centre in Almaty held a round table on borders.", "conference", "round-table"),
        ("The OSCE Centre in Almaty hosted a conference on borders.", "conference", "conference"),
        ("A training course for police officers took place in Tetovo.", "training", "training"),
        ("Solomon Passy gave a press conference in Vienna.", "press-conference", "press-conference"),
        ("Experts attended the signing ceremony.", "ceremony", "ceremony"),
    ],
)
def test_the_noun_tells_kind_and_format(text: str, kind: str, form: str) -> None:
    (event,) = read(text).extraction.events
    assert (event.kind, event.format, event.status) == (kind, form, "occurred")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The OSCE Centre in Almaty organized a seminar on borders.",
            [("organizer", "OSCE Centre in Almaty")],
        ),
        (
            "A workshop on elections, organized by the OSCE Centre in Almaty, took place on Monday.",
            [("organizer", "OSCE Centre in Almaty")],
        ),
        (
            "The OSCE Mission to Skopje supported a conference on water.",
            [("supporter", "OSCE Mission to Skopje")],
        ),
        ("Solomon Passy addressed a round table on borders.", [("speaker", "Passy")]),
        ("Experts attended a conference on borders.", [("attendee", "Experts")]),
        ("At a press conference in Almaty Solomon Passy said it was useful.", [("speaker", "Passy")]),
    ],
)
def test_verbs_tell_who_organized_supported_spoke_and_attended(
    text: str, expected: list[tuple[str, str]]
) -> None:
    report = read(text)
    (event,) = report.extraction.events
    assert roles(report, event) == expected


def test_who_organized_it_jointly_is_an_organizer_too() -> None:
    report = read(
        "The OSCE Centre in Almaty, jointly with the Zhalgas Foundation, organized a seminar on borders."
    )
    (event,) = report.extraction.events
    assert roles(report, event) == [
        ("organizer", "OSCE Centre in Almaty"),
        ("organizer", "Zhalgas Foundation"),
    ]


def test_who_paid_for_others_to_come_is_a_supporter_and_the_others_attended() -> None:
    report = read("The Centre sponsored the participation of six officials in a workshop in Vienna.")
    (event,) = report.extraction.events
    assert [role for role, _ in roles(report, event)] == ["supporter", "attendee"]
    assert [group.size for group in report.extraction.groups] == [6]


def test_later_sentences_add_to_the_gathering_they_point_back_to() -> None:
    report = read(
        "The OSCE Centre in Almaty held a conference on water.\nSolomon Passy addressed the conference.\n"
        "Students also took part in the event."
    )
    (event,) = report.extraction.events
    assert roles(report, event) == [
        ("organizer", "OSCE Centre in Almaty"),
        ("speaker", "Passy"),
        ("attendee", "Students"),
    ]
    assert len(event.evidence) == 3


def test_another_gathering_on_another_subject_is_another_event() -> None:
    report = read(
        "The OSCE Centre in Almaty held a conference on water.\n"
        "The OSCE Centre in Almaty held a conference on borders."
    )
    assert [event.subjects for event in report.extraction.events] == [("water",), ("borders",)]


@pytest.mark.parametrize(
    "text",
    [
        "A conference on water was held in Almaty, organized by the OSCE Centre in Almaty.",
        "Solomon Passy addressed a round table on water in Kyiv.",
        "A workshop on water, held on Monday, was opened by Solomon Passy.",
    ],
)
def test_what_a_gathering_is_on_ends_before_a_verb_and_a_place(text: str) -> None:
    assert [event.subjects for event in read(text).extraction.events] == [("water",)]


def test_what_a_gathering_is_on_ends_before_its_date() -> None:
    report = read("The OSCE Centre in Almaty organized a seminar on border management on 5 April.")
    (event,) = report.extraction.events
    assert event.subjects == ("border management",)
    assert event.time is not None
    assert event.time.edtf == "2004-04-05"


@pytest.mark.parametrize(
    "text",
    [
        "Solomon Passy will hold a press conference in Vienna.",
        "A conference on water will take place in Vienna.",
    ],
)
def test_announced_gatherings_are_planned(text: str) -> None:
    assert [event.status for event in read(text).extraction.events] == ["planned"]


def test_a_gathering_that_was_called_off_is_cancelled() -> None:
    (event,) = read(
        "The conference on water, hosted by the OSCE Centre in Almaty, was cancelled."
    ).extraction.events
    assert event.status == "cancelled"


@pytest.mark.parametrize(
    "text",
    [
        "The OSCE Centre in Almaty proposed a conference on water.",
        '"We will hold a conference on water in Almaty," he said.',
        "The report on the conference was long.",
    ],
)
def test_proposals_quotations_and_reports_are_no_gatherings(text: str) -> None:
    assert read(text).extraction.events == ()


def test_items_under_upcoming_events_are_planned() -> None:
    report = read(
        "14-15 June, Annual Conference on Water, Vienna", heading="Upcoming events", list_items=True
    )
    (event,) = report.extraction.events
    assert (event.kind, event.status, event.subjects) == ("conference", "planned", ("Water",))
    assert [report.place(local) for local in event.places] == ["Vienna"]
    assert event.time is not None
    assert event.time.edtf == "2004-06-14/2004-06-15"


def test_items_under_another_heading_are_read_as_sentences() -> None:
    report = read("14-15 June, Annual Conference on Water", heading="Publications", list_items=True)
    assert report.extraction.events == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("On 5 April a seminar in Tetovo looked at the work of committees.", "conference"),
        ("The first meeting of the Senior Council is scheduled for 30 June.", "conference"),
        ("These are the results of the meeting which our Bureau held yesterday.", "conference"),
        (
            "In March Anna Berg led a delegation to the Annual Session of the Assembly in Berlin.",
            "conference",
        ),
        ("A series of lectures on human rights took place in Ashgabat.", "training"),
        ("Anna Berg cut the ribbon at the opening of the OSCE Office in Baku.", "ceremony"),
    ],
)
def test_a_gathering_is_told_by_its_place_its_body_or_its_clause_too(text: str, kind: str) -> None:
    assert [event.kind for event in read(text).extraction.events] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "A conference would be useful.",
        "The session of questions was long.",
        "Anna Berg spoke at the opening of the conference in Baku.",
    ],
)
def test_a_mere_mention_is_no_gathering_and_an_opening_is_no_ceremony(text: str) -> None:
    assert "ceremony" not in {event.kind for event in read(text).extraction.events}
    assert len(read(text).extraction.events) <= 1


def test_a_later_mention_dates_the_gathering_that_it_names() -> None:
    report = read(
        "Anna Berg took part in the Ministerial Council in Vienna.\n\n"
        "The Ministerial Council was held on 4 and 5 March."
    )
    (event,) = report.extraction.events
    assert event.time is not None
    assert event.time.edtf == "2004-03-04/2004-03-05"


def test_another_name_is_another_gathering() -> None:
    report = read(
        "The Annual Session in Vancouver has been cancelled.\n"
        "The Autumn Meeting in San Marino cannot go ahead."
    )
    places = [report.place(local) for event in report.extraction.events for local in event.places]
    assert places[:1] == ["Vancouver"]
    assert len(report.extraction.events) == 2


def test_the_days_of_a_course_are_counted_back_from_its_end() -> None:
    (event,) = read("A six-day course on borders will finish in Tetovo tomorrow.").extraction.events
    assert event.time is not None
    assert (event.time.edtf, event.time.basis) == ("2004-04-02/2004-04-07", "duration")


def test_a_press_conference_is_given_by_whom_the_text_names() -> None:
    briefing = read("Anna Berg left. Journalists can attend a press briefing by Karl Holm in Baku.")
    (event,) = briefing.events("press-conference")
    assert ("speaker", "Holm") in roles(briefing, event)
    joint = read("Anna Berg visited Baku.\nA joint press conference with Karl Holm took place in Baku.")
    (event,) = joint.events("press-conference")
    assert roles(joint, event) == [("speaker", "Berg"), ("speaker", "Holm")]


def test_who_acts_at_a_press_conference_speaks_there_not_whom_the_text_was_about_before() -> None:
    report = read(
        "Karl Holm met Anna Berg.\n\n"
        "At a press conference in Baku on 1 April, Minister Nils Dahle of Norway presented a report on mines."
    )
    (conference,) = report.events("press-conference")
    assert [(report.label(p.agent), p.role) for p in conference.participants] == [("Dahle", "speaker")]
