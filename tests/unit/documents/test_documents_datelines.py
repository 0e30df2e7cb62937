from __future__ import annotations

import datetime as dt

import pytest

from osce_kg.documents.datelines import find_dateline, find_datelines, is_place_and_day
from osce_kg.model.text import Span


@pytest.mark.parametrize(
    ("opening", "places", "day"),
    [
        ("ALMATY, 6 April 2004 - ", ("ALMATY",), dt.date(2004, 4, 6)),
        ("SKOPJE, 18 October 2001 (OSCE) – ", ("SKOPJE",), dt.date(2001, 10, 18)),
        ("YEREVAN/BAKU, 7 October 2017 – ", ("YEREVAN", "BAKU"), dt.date(2017, 10, 7)),
        ("ASTANA/VIENNA 3 May 2012 – ", ("ASTANA", "VIENNA"), dt.date(2012, 5, 3)),
        ("NEW YORK, April 6, 2004 — ", ("NEW YORK",), dt.date(2004, 4, 6)),
        ("THE HAGUE, Tuesday, 6 April 2004: ", ("THE HAGUE",), dt.date(2004, 4, 6)),
        ("WASHINGTON, D.C., 6 April 2004 - ", ("WASHINGTON", "D.C."), dt.date(2004, 4, 6)),
        ("Nur-Sultan, 3 December 2020 – ", ("Nur-Sultan",), dt.date(2020, 12, 3)),
        ("ISTANBUL, 18-19 November 1999 – ", ("ISTANBUL",), dt.date(1999, 11, 19)),
        ("VIENNA, 6 April 2004 ", ("VIENNA",), dt.date(2004, 4, 6)),
        ("VIENNA – ", ("VIENNA",), None),
    ],
)
def test_a_dateline_ends_where_the_sentence_begins(
    opening: str, places: tuple[str, ...], day: dt.date | None
) -> None:
    dateline = find_dateline(f"{opening}The Minister met Mr. Smith.", 0)
    assert dateline is not None
    assert (dateline.span, dateline.places, dateline.date) == (Span(0, len(opening)), places, day)


@pytest.mark.parametrize(
    "sentence",
    [
        "On 6 April 2004 - a Tuesday - they met.",
        "In Vienna, 6 April 2004 was a sunny day.",
        "OSCE – the Organization – was there.",
        "The Minister met Mr. Smith on 6 April 2004 in Baku.",
        "Vienna 6 April 2004 – no comma, no capitals.",
        "They met in VIENNA, 6 April 2004 – so it is said.",
        "vienna, 6 April 2004 – in lower case",
        "",
    ],
)
def test_a_sentence_with_a_date_is_no_dateline(sentence: str) -> None:
    assert find_dateline(sentence, 0) is None


def test_a_dateline_without_year_takes_the_year_of_the_document() -> None:
    text = "VIENNA, 6 April – They met."
    assert find_dateline(text, 0) is not None
    with_year = find_dateline(text, 0, 2004)
    assert with_year is not None
    assert with_year.date == dt.date(2004, 4, 6)


def test_a_day_that_does_not_exist_gives_no_date() -> None:
    dateline = find_dateline("VIENNA, 31 February 2004 – They met.", 0)
    assert dateline is not None
    assert dateline.date is None


def test_a_line_of_place_and_day_is_told_from_a_dateline_before_text() -> None:
    assert is_place_and_day("VIENNA 14 September 1998")
    assert is_place_and_day("Copenhagen, 28 April 2020")
    assert not is_place_and_day("VIENNA, 14 September 1998 – Poland's Minister came.")
    assert not is_place_and_day("Vienna")


def test_the_same_dateline_printed_twice_counts_once() -> None:
    text = "BAKU, 1 May 2004 – A.\nBAKU, 1 May 2004 – A.\nKYIV, 2 May 2004 – B."
    spans = [Span(0, 21), Span(22, 43), Span(44, len(text))]
    assert find_datelines(text, spans) == {
        (("BAKU",), dt.date(2004, 5, 1)),
        (("KYIV",), dt.date(2004, 5, 2)),
    }
