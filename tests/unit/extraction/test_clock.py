"""The day a document speaks from: what year-less dates rest on."""

from __future__ import annotations

import datetime as dt

import pytest

from osce_kg.extraction.cast import Cast
from osce_kg.extraction.clock import read_clock
from osce_kg.extraction.sentences import read_sentences
from osce_kg.extraction.time_resolution import Clock
from press_release import gazetteer, language_model, press_release


def clock_of(body: str, date: dt.date | None = None) -> Clock:
    document = press_release(body, date=date)
    sentences = read_sentences([document], gazetteer(), language_model())[0].body
    return read_clock(document, sentences, Cast(sentences).chairpersons(), gazetteer().reference)


PASSY = "OSCE Chairman-in-Office Solomon Passy arrived on 6 April."


def test_the_day_of_issue_comes_first() -> None:
    assert clock_of(f"{PASSY} He spoke of May 1999.", dt.date(2010, 1, 2)) == Clock(
        dt.date(2010, 1, 2), 2010, "day of the document"
    )


def test_without_it_the_year_is_that_in_which_the_person_named_chaired_the_osce() -> None:
    clock = clock_of(f"{PASSY}\nHe spoke of the war of May 1999.")
    assert (clock.day, clock.year) == (None, 2004)
    assert clock.evidence == "Solomon Passy was Chairperson-in-Office in 2004"


@pytest.mark.parametrize(
    "body",
    [
        "OSCE Chairman-in-Office Passy arrived on 6 April.",
        "Solomon Passy arrived on 6 April.",
        "OSCE Chairman-in-Office Karl Unknown arrived on 6 April.",
    ],
)
def test_a_surname_a_person_without_the_post_and_an_unknown_chair_are_no_evidence(body: str) -> None:
    assert clock_of(body) == Clock(None, None, None)


def test_then_the_latest_month_that_the_text_gives_with_a_year() -> None:
    clock = clock_of("In May 1999 and in June 2003 she spoke of 2010.")
    assert (clock.day, clock.year) == (None, 2003)
    assert clock.evidence is not None
    assert "2003" in clock.evidence


def test_then_the_only_year_of_the_text() -> None:
    assert clock_of("She came on 6 April for the elections held in 2003.").year == 2003
    assert clock_of("She came on 6 April after the elections in 2003, since 2001 and in 1999.").year is None


def test_a_document_without_any_year_has_no_clock() -> None:
    assert clock_of("She came on 6 April.") == Clock(None, None, None)
