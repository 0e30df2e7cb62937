"""Who went where: one test for each way to say it."""

from __future__ import annotations

import pytest

from press_release import read


@pytest.mark.parametrize(
    "text",
    [
        "Solomon Passy visited Georgia.",
        "Solomon Passy arrived in Georgia today.",
        "Solomon Passy flew to Georgia.",
        "Solomon Passy was in Georgia on 5 April.",
        "Solomon Passy is on a two-day visit to Georgia.",
        "Solomon Passy paid a working visit to Georgia on 5 April.",
        "Solomon Passy's visit to Georgia began on Monday.",
        "The visit of Solomon Passy to Georgia ended on Monday.",
        "At the end of a one-day visit to Georgia, Solomon Passy said it was useful.",
        "Visiting Georgia, Solomon Passy said it was useful.",
        "While in Georgia, Solomon Passy gave a lecture.",
        "Solomon Passy continued to Georgia.",
        "Solomon Passy completed a trip to Georgia.",
        "Solomon Passy travelled from Baku to Georgia.",
    ],
)
def test_each_of_these_says_that_passy_visited_georgia(text: str) -> None:
    assert read(text).visits() == ["Passy -> Georgia, GEO"]


@pytest.mark.parametrize(
    "text",
    [
        "Solomon Passy returned from Georgia.",
        "Solomon Passy visited an exhibition.",
        "Solomon Passy is following events in Georgia.",
        "Solomon Passy welcomed the visit.",
        '"I visited Georgia twice in my life," said Solomon Passy.',
        "Solomon Passy did not visit Georgia.",
    ],
)
def test_none_of_these_says_that_somebody_visited_georgia(text: str) -> None:
    assert read(text).events("visit") == []


@pytest.mark.parametrize(
    "text",
    [
        "Solomon Passy will visit Georgia on 13 May.",
        "Solomon Passy will be in Georgia on 13 May.",
        "Solomon Passy is expected in Georgia tomorrow.",
        "Solomon Passy plans to travel to Georgia.",
        "Solomon Passy's visit to Georgia is scheduled for 13 May.",
    ],
)
def test_an_announced_visit_is_planned(text: str) -> None:
    report = read(text)
    assert report.visits("planned") == ["Passy -> Georgia, GEO"]
    assert report.visits() == []


@pytest.mark.parametrize(
    ("text", "voyage"),
    [
        ("Solomon Passy visited Skopje and Tetovo.", "Passy -> Skopje, Tetovo, MKD"),
        (
            "Solomon Passy visited the Gjorce Petrov police barracks in Skopje.",
            "Passy -> Gjorce Petrov police barracks, Skopje, MKD",
        ),
        ("Solomon Passy visited the OSCE Mission to Skopje.", "Passy -> OSCE Mission to Skopje, MKD"),
        (
            "In Tetovo Solomon Passy visited the South East European University.",
            "Passy -> South East European University, Tetovo, MKD",
        ),
        ("While in the Ukrainian capital, Solomon Passy spoke.", "Passy -> Kyiv, UKR"),
        ("Five Ambassadors to the OSCE visited Kosovo.", "Five Ambassadors to the OSCE -> Kosovo, XKX"),
        ("Solomon Passy and Karl Holm travelled to Georgia.", "Passy + Holm -> Georgia, GEO"),
        ("Solomon Passy spent Friday in Zagreb.", "Passy -> Zagreb, HRV"),
        ("Solomon Passy began a tour of three Central Asian countries.", "Passy -> Central Asia, ?"),
        ("Solomon Passy toured the Central Asian States.", "Passy -> Central Asia, ?"),
    ],
)
def test_a_visit_has_its_visitors_and_its_places(text: str, voyage: str) -> None:
    assert read(text).visits() == [voyage]


def test_a_day_ahead_does_not_turn_what_is_told_in_the_past_into_a_plan() -> None:
    assert read("Minister Passy visited Geneva on 5 May.").visits("planned") == []


def test_a_tour_of_several_states_has_a_leg_in_each() -> None:
    report = read("Solomon Passy visited Georgia and Armenia from 5 to 7 April.")
    tour, *legs = report.events("visit")
    assert [report.place(local) for local in tour.places] == ["Georgia", "Armenia"]
    assert tour.state is None
    assert [(leg.state, leg.part_of) for leg in legs] == [("GEO", tour.id), ("ARM", tour.id)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Solomon Passy ended a three-day visit to Georgia on 6 April.", "2004-04-04/2004-04-06"),
        ("Solomon Passy concluded a five-day trip to Georgia on 5 April 2004.", "2004-04-01/2004-04-05"),
        ("Solomon Passy today began a visit of three days to Georgia.", "2004-04-06/2004-04-08"),
        ("Solomon Passy begins a 2-day visit to Georgia today.", "2004-04-06/2004-04-07"),
    ],
)
def test_a_duration_with_its_first_or_last_day_gives_the_other(text: str, edtf: str) -> None:
    (visit,) = read(text).events("visit")
    assert visit.time is not None
    assert (visit.time.edtf, visit.time.basis) == (edtf, "duration")


def test_the_day_of_a_visit_is_not_that_of_the_one_before_it() -> None:
    text = "Solomon Passy came to Georgia on 6 April, a day after visiting Armenia."
    georgia, armenia = sorted(read(text).events("visit"), key=lambda visit: visit.state or "", reverse=True)
    assert georgia.time is not None
    assert georgia.time.edtf == "2004-04-06"
    assert armenia.time is None


def test_a_duration_alone_gives_no_date() -> None:
    (visit,) = read("Solomon Passy is on a two-day visit to Georgia.").events("visit")
    assert visit.time is None or visit.time.basis == "dateline"


def test_a_stop_without_a_place_is_where_the_dateline_is() -> None:
    report = read(
        "On his second stop during a five-day visit to Central Asia, Solomon Passy met Anna Berg.",
        dateline="ALMATY",
    )
    stop, tour = report.events("visit")
    assert report.voyage(stop) == "Passy -> Almaty, KAZ"
    assert (stop.leg_number, stop.part_of) == (2, tour.id)
    assert report.voyage(tour) == "Passy -> Central Asia, ?"


def test_a_meeting_is_at_the_stop_it_was_told_of() -> None:
    report = read("On the second stop of his tour of Central Asia, Solomon Passy met Anna Berg in Astana.")
    (meeting,) = report.events("meeting")
    assert meeting.state == "KAZ"
    assert meeting.part_of in [visit.id for visit in report.events("visit")]


def test_a_visit_that_the_headline_announces_and_the_text_tells_was_held() -> None:
    report = read("Solomon Passy visited Georgia on Monday.", title="Solomon Passy visits Georgia")
    assert report.visits() == ["Passy -> Georgia, GEO"]
    assert report.visits("planned") == []


def test_a_headline_may_tell_of_a_visit_that_the_text_takes_for_granted() -> None:
    report = read("Solomon Passy met Anna Berg.", title="Solomon Passy visits Georgia")
    assert report.visits() == ["Passy -> Georgia, GEO"]
    assert [meeting.part_of for meeting in report.events("meeting")] == [report.events("visit")[0].id]


def test_a_headline_does_not_decide_the_status_of_what_the_text_tells() -> None:
    report = read("Solomon Passy will visit Georgia on 13 May.", title="Solomon Passy visits Georgia")
    assert report.visits("planned") == ["Passy -> Georgia, GEO"]
    assert report.visits() == []


def test_an_unnamed_destination_is_the_state_that_the_document_is_about() -> None:
    report = read(
        "Solomon Passy spoke of reforms during his visit from 2 to 5 April.", issuer="OSCE Centre in Almaty"
    )
    assert report.visits() == ["Passy -> Kazakhstan, KAZ"]
