"""Where events took place, and what the document lets us assume."""

from __future__ import annotations

import pytest

from press_release import Report, read


def meeting_places(report: Report) -> list[str]:
    (event,) = report.events("meeting")
    return [report.place(local) for local in event.places]


@pytest.mark.parametrize(
    ("where", "places", "state"),
    [
        ("in Baku", ["Baku"], "AZE"),
        ("in Luxembourg", ["Luxembourg"], "LUX"),
        ("in the Georgian capital", ["Tbilisi"], "GEO"),
        ("at the Ministry of Justice in Baku", ["Ministry of Justice", "Baku"], "AZE"),
        ("at the OSCE Mission to Skopje", ["OSCE Mission to Skopje"], "MKD"),
        ("in Baku to discuss the situation in Georgia", ["Baku"], "AZE"),
        ("in Smallvillage", ["Smallvillage"], None),
    ],
)
def test_a_meeting_is_where_the_sentence_says(where: str, places: list[str], state: str | None) -> None:
    report = read(f"Anna Berg met Karl Holm {where}.")
    assert meeting_places(report) == places
    assert report.events("meeting")[0].state == state


@pytest.mark.parametrize(
    "about",
    [
        "on reforms in Ukraine",
        "to discuss the situation in Georgia",
        "to speak about elections in Moldova",
    ],
)
def test_a_place_that_was_spoken_of_is_not_where_they_met(about: str) -> None:
    assert meeting_places(read(f"Anna Berg met Karl Holm {about}.")) == []


def test_the_name_of_a_body_in_a_post_is_no_place() -> None:
    report = read("Anna Berg met the Head of the OSCE Presence in Albania, Karl Holm.")
    assert meeting_places(report) == []
    report = read("Anna Berg, who heads the OSCE Office in Baku, met Karl Holm.")
    assert meeting_places(report) == []


@pytest.mark.parametrize(
    ("circumstances", "state"),
    [
        ({"issuer": "OSCE Mission to Moldova"}, "MDA"),
        ({"title": "OSCE Centre in Almaty opens course"}, "KAZ"),
        ({"dateline": "ALMATY"}, "KAZ"),
        ({"issuer": "OSCE Mission to Moldova", "dateline": "VIENNA"}, "MDA"),
        ({}, None),
    ],
)
def test_without_a_place_the_issuer_the_title_or_the_dateline_tells_the_state(
    circumstances: dict[str, str], state: str | None
) -> None:
    report = read("Anna Berg met Karl Holm.", **circumstances)
    assert report.events("meeting")[0].state == state
    assert meeting_places(report) == []


def test_a_field_operation_that_the_text_names_tells_the_state_last() -> None:
    report = read("Anna Berg met Karl Holm.\nThe OSCE Mission to Moldova helped.")
    assert report.events("meeting")[0].state == "MDA"


def test_a_known_venue_lies_in_its_city() -> None:
    report = read("Anna Berg met Karl Holm at the Ministry of Justice of Baku University in Baku.")
    venues = [place for place in report.extraction.places if place.kind == "venue"]
    assert {place.state for place in venues} == {"AZE"}
    cities = {place.id for place in report.extraction.places if place.kind == "city"}
    assert {place.within for place in venues} <= cities


def test_a_place_named_twice_is_one_place() -> None:
    report = read("Anna Berg met Karl Holm in Kiev.\nShe met Jana Mala in Kyiv.")
    assert [(place.name, place.kind, place.state) for place in report.extraction.places] == [
        ("Kyiv", "city", "UKR")
    ]


def test_a_date_between_two_events_belongs_to_the_nearer_one() -> None:
    report = read("Anna Berg met Karl Holm on Monday and visited Georgia in March.")
    (meeting,), (visit,) = report.events("meeting"), report.events("visit")
    assert meeting.time is not None
    assert visit.time is not None
    assert (meeting.time.edtf, visit.time.edtf) == ("2004-04-05", "2004-03")


@pytest.mark.parametrize(
    "words", ["the elections of 5 May 2003", "the law of 2003", "the period since May 2003"]
)
def test_the_date_of_something_discussed_is_not_the_day_of_the_meeting(words: str) -> None:
    (meeting,) = read(f"Anna Berg met Karl Holm about {words}.").events("meeting")
    assert meeting.time is None


def test_the_time_of_an_event_has_its_words_and_their_place() -> None:
    report = read("It rained.\nAnna Berg met Karl Holm in Baku on 5 April.")
    (meeting,) = report.events("meeting")
    assert meeting.time is not None
    assert meeting.time.span is not None
    assert meeting.time.text == report.quoted(meeting.time.span) == "5 April"
    assert meeting.time.evidence == "year of the document's day, 2004-04-06"


def test_the_dateline_dates_no_event_by_itself() -> None:
    report = read("Anna Berg met Karl Holm.", dateline="ALMATY")
    assert report.events("meeting")[0].time is None
