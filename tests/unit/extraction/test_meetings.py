"""Who met whom: one test for each way to say it."""

from __future__ import annotations

import pytest

from press_release import read


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg met Karl Holm.",
        "Anna Berg met with Karl Holm.",
        "Anna Berg met in Baku on 5 April with Karl Holm.",
        "Anna Berg also met, among others, Karl Holm.",
        "Anna Berg held talks with Karl Holm.",
        "Anna Berg held consultations in Vienna on Monday with Karl Holm.",
        "Anna Berg's meeting with Karl Holm was useful.",
        "A meeting between Anna Berg and Karl Holm took place in Vienna.",
        "Talks between Anna Berg and Karl Holm took place in Vienna.",
        "Anna Berg conferred with Karl Holm.",
        "Anna Berg exchanged views with Karl Holm.",
        "Anna Berg had an exchange of views with Karl Holm.",
        "Anna Berg discussed media freedom with Karl Holm.",
        "With Karl Holm, Anna Berg discussed media freedom.",
        "Anna Berg had lunch with Karl Holm.",
        "Anna Berg saw President Karl Holm.",
        "Anna Berg called on Foreign Minister Karl Holm to discuss the reform.",
        "Anna Berg's interlocutors were Karl Holm and Jana Mala.",
        "Karl Holm and Jana Mala were among those met by Anna Berg.",
        "Anna Berg arrived in Vienna.\nAmong those she met were Karl Holm and Jana Mala.",
        "Anna Berg was briefed by Karl Holm on the situation.",
        "Anna Berg briefed Karl Holm on the situation.",
        "Anna Berg was received by President Karl Holm.",
        "President Karl Holm received Anna Berg.",
        "President Karl Holm hosted Anna Berg.",
        "Anna Berg paid a courtesy call on President Karl Holm.",
        "Anna Berg visited Georgia, where she met Karl Holm.",
        "A visit by Anna Berg to Georgia included talks with Karl Holm.",
        "The OSCE Mission to Moldova facilitated a meeting between Anna Berg and Karl Holm.",
    ],
)
def test_each_of_these_says_that_berg_met_holm(text: str) -> None:
    assert "Berg | Holm" in read(text).meetings()


@pytest.mark.parametrize(
    "text",
    [
        "The criteria were fully met.",
        "Conditions set by Anna Berg were not met by Karl Holm.",
        "Anna Berg called on President Karl Holm to release the journalists.",
        "President Karl Holm welcomed Anna Berg's proposal.",
        "Anna Berg is in close contact with Karl Holm.",
        "Anna Berg spoke to Karl Holm's paper.",
        "The OSCE Mission to Moldova met the Ministry of Justice.",
        "Anna Berg and Karl Holm left.",
        '"I met Karl Holm and Jana Mala in Paris last year," said Anna Berg.',
        "“We will meet Karl Holm in Paris again,” said Anna Berg.",
        'Anna Berg said: "The Minister held talks with Karl Holm and he met Jana Mala',
    ],
)
def test_none_of_these_says_that_somebody_met_somebody(text: str) -> None:
    report = read(text)
    assert [report.sides(event) for event in report.events("meeting")] == []


@pytest.mark.parametrize(
    ("text", "visitor", "host"),
    [
        ("Anna Berg was received by President Karl Holm.", "Berg", "Holm"),
        ("President Karl Holm received Anna Berg.", "Berg", "Holm"),
        ("Anna Berg paid a courtesy call on President Karl Holm.", "Berg", "Holm"),
    ],
)
def test_an_audience_has_a_visitor_and_a_host_whatever_the_voice(text: str, visitor: str, host: str) -> None:
    report = read(text)
    (event,) = report.events("meeting")
    assert event.format == "audience"
    assert [(p.role, report.label(p.agent)) for p in event.participants] == [
        ("visitor", visitor),
        ("host", host),
    ]


def test_people_listed_after_met_are_met_one_by_one_and_groups_together() -> None:
    report = read("Anna Berg met Karl Holm, Mayor Jana Mala, students and representatives of civil society.")
    assert report.meetings() == [
        "Berg | Holm",
        "Berg | Mala",
        "Berg | students + representatives of civil society",
    ]


def test_separate_meetings_are_separate() -> None:
    assert read("Anna Berg held separate meetings with Karl Holm and Jana Mala.").meetings() == [
        "Berg | Holm",
        "Berg | Mala",
    ]


@pytest.mark.parametrize("noun", ["a meeting", "a joint meeting", "a trilateral meeting"])
def test_a_meeting_with_two_people_is_one_meeting(noun: str) -> None:
    report = read(f"Anna Berg held {noun} with Karl Holm and Jana Mala.")
    assert report.meetings() == ["Berg | Holm + Mala"]


def test_bare_staff_comes_with_its_head() -> None:
    report = read("Anna Berg met Karl Holm, the Head of Mission, and staff.")
    assert report.meetings() == ["Berg | Holm + staff"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Anna Berg and Karl Holm met in Vienna.", "Berg | Holm"),
        ("Anna Berg, Karl Holm and Jana Mala met in Vienna.", "Berg | Holm | Mala"),
        ("The Foreign Ministers of Armenia and Azerbaijan met.", "Foreign Minister | Foreign Minister"),
    ],
)
def test_in_a_meeting_of_equals_each_has_a_side(text: str, sides: str) -> None:
    assert read(text).meetings() == [sides]


def test_a_joint_subject_shares_one_side() -> None:
    report = read("Foreign Ministers Karl Holm and Ivo Babić met Anna Berg.")
    assert report.meetings() == ["Holm + Babić | Berg"]


def test_each_interlocutor_has_the_place_and_day_that_follow_the_name() -> None:
    report = read("Solomon Passy met Anna Berg in Yerevan on 6 October and Karl Holm in Baku on 7 October.")
    told = [
        (report.sides(event), report.place(event.places[0]), event.time and event.time.text)
        for event in report.events("meeting")
    ]
    assert told == [("Passy | Berg", "Yerevan", "6 October"), ("Passy | Holm", "Baku", "7 October")]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg spoke with Karl Holm by telephone.",
        "Anna Berg had a telephone conversation with Karl Holm.",
        "Anna Berg spoke with Karl Holm on the phone.",
        "Anna Berg telephoned Karl Holm.",
    ],
)
def test_a_telephone_call_is_a_contact_and_no_meeting(text: str) -> None:
    report = read(text)
    assert report.meetings() == []
    assert report.meetings(kind="contact") == ["Berg | Holm"]
    assert report.events("contact")[0].mode == "telephone"


def test_a_letter_is_a_contact_by_correspondence() -> None:
    (event,) = read("Anna Berg wrote a letter to Karl Holm.").extraction.events
    assert (event.kind, event.mode) == ("contact", "correspondence")


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg held an online meeting with Karl Holm.",
        "Anna Berg met via video link with Karl Holm.",
        "Anna Berg met online with Karl Holm.",
        "Anna Berg held a video conference with Karl Holm.",
    ],
)
def test_an_online_meeting_is_a_meeting_by_video(text: str) -> None:
    report = read(text)
    assert report.meetings() == ["Berg | Holm"]
    assert [event.mode for event in report.events("meeting")] == ["video"]


def test_who_arranges_meetings_takes_no_part_in_them() -> None:
    report = read(
        "Anna Berg arrived in Baku.\nThe Centre organized her meetings with Karl Holm and Jana Mala."
    )
    assert report.meetings() == ["Berg | Holm", "Berg | Mala"]


@pytest.mark.parametrize(
    "text",
    [
        "On his first visit as Personal Envoy, Martti Ahtisaari met President Karl Holm in Astana.",
        "In his first visit as Personal Envoy of the Chairman-in-Office, Foreign Minister Solomon Passy, "
        "Martti Ahtisaari met President Karl Holm in Astana.",
        "On behalf of Chairman-in-Office Solomon Passy, Martti Ahtisaari met President Karl Holm.",
        "After talks in Baku, in the presence of Mayor Jana Mala, Martti Ahtisaari met President Karl Holm.",
    ],
)
def test_the_subject_after_a_long_opening_is_the_one_who_met(text: str) -> None:
    assert read(text).meetings() == ["Ahtisaari | Holm"]


@pytest.mark.parametrize(
    "text",
    [
        "President Karl Holm received him.\nHe met Jana Mala.",
        "President Karl Holm received him.\nFurther talks were held with Jana Mala.",
        "President Karl Holm received him.\nTalks were held with Ida Rot.\nAmong those he met was Jana Mala.",
    ],
)
def test_a_report_goes_on_about_the_one_who_was_received(text: str) -> None:
    report = read(f"Secretary General Peter Berg came to Vienna.\n{text}")
    assert "Berg | Mala" in report.meetings()
    assert "Holm | Mala" not in report.meetings()


def test_nobody_meets_himself() -> None:
    report = read("Anna Berg met Karl Holm and Anna Berg.")
    assert report.meetings() == ["Berg | Holm"]


def test_every_participant_has_the_words_that_name_it_and_the_event_its_sentence() -> None:
    report = read("It rained.\nAnna Berg met Prime Minister Karl Holm in Baku.")
    (event,) = report.events("meeting")
    assert [report.quoted(p.span) for p in event.participants] == ["Anna Berg", "Prime Minister Karl Holm"]
    assert [report.quoted(span) for span in event.evidence] == [
        "Anna Berg met Prime Minister Karl Holm in Baku."
    ]
    assert 0 < event.confidence <= 1


def test_people_act_in_the_post_that_is_named_beside_them() -> None:
    report = read(
        "The OSCE Chairman-in-Office, Bulgaria's Foreign Minister Solomon Passy, met President Karl Holm."
    )
    (event,) = report.events("meeting")
    passy = report.person("Solomon Passy")
    capacity = event.participants[0].capacity
    assert capacity is not None
    assert passy.roles[capacity].title == "Chairman-in-Office"
    assert [report.organization(local) for local in event.participants[0].representing] == ["OSCE"]
