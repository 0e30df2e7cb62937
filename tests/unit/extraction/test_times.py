"""Date expressions and what they mean beside the day of the document, a Tuesday: 6 April 2004."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.extraction.time_resolution import Clock, Interval, resolve_time
from osce_kg.extraction.times import DateParts, TimeMention, find_times
from osce_kg.model.edtf import bounds
from press_release import DAY, analysed

ISSUED = Clock(DAY, DAY.year, "day of the document")
DATELESS = Clock(None, None, None)


def mentions(words: str) -> list[TimeMention]:
    return find_times(analysed(f"She came {words} .")[0])


def resolved(words: str, clock: Clock = ISSUED, *, future: bool = False) -> Interval | None:
    """Return what the one date expression in these words means."""
    (mention,) = mentions(words)
    return resolve_time(mention, clock, future=future)


def edtf(words: str, clock: Clock = ISSUED, *, future: bool = False) -> str | None:
    interval = resolved(words, clock, future=future)
    return interval.edtf if interval else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on the same day", "2004-03-30"),
        ("that day", "2004-03-30"),
        ("the following day", "2004-03-31"),
        ("the previous day", "2004-03-29"),
        ("in the afternoon", "2004-03-30"),
        ("at that time", "2004-03-30"),
    ],
)
def test_some_words_point_back_to_the_date_that_the_text_gave_last(words: str, expected: str) -> None:
    (mention,) = find_times(analysed(f"{words} she met him.")[0])
    before = resolved("on 30 March 2004")
    interval = resolve_time(mention, ISSUED, before=before)
    assert interval is not None
    assert (interval.edtf, interval.basis) == (expected, "relative")
    assert resolve_time(mention, ISSUED) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("In July President Horn met him.", 1),
        ("In May Minister Horn met him.", 1),
        ("In May Smith he had a friend.", 0),
        ("Preparations for December's Ministerial Council began.", 1),
        ("The day of reckoning came.", 0),
        ("She met him in the afternoon of life.", 0),
    ],
)
def test_a_month_is_told_from_a_name_and_a_day_from_a_phrase(words: str, expected: int) -> None:
    assert len(find_times(analysed(words)[0])) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on 6 April 2004", "2004-04-06"),
        ("on April 6, 2004", "2004-04-06"),
        ("on the 6th of April 2004", "2004-04-06"),
        ("on Tuesday, 6 April 2004", "2004-04-06"),
        ("from 13 to 14 May 2003", "2003-05-13/2003-05-14"),
        ("on 13-14 May 2003", "2003-05-13/2003-05-14"),
        ("on 13–14 May 2003", "2003-05-13/2003-05-14"),
        ("on May 13-14, 2003", "2003-05-13/2003-05-14"),
        ("on 13 and 14 May 2003", "2003-05-13/2003-05-14"),
        ("from 30 May to 2 June 2003", "2003-05-30/2003-06-02"),
        ("from 30 December to 2 January 2003", "2002-12-30/2003-01-02"),
        ("from 30 December 2002 to 2 January 2003", "2002-12-30/2003-01-02"),
        ("in May 2003", "2003-05"),
        ("in 2003", "2003"),
        ("on 29 February 2004", "2004-02-29"),
    ],
)
def test_dates_with_a_year_are_stated(words: str, expected: str) -> None:
    interval = resolved(words)
    assert interval is not None
    assert (interval.edtf, interval.basis, interval.evidence) == (expected, "stated", None)


@pytest.mark.parametrize(
    "words", ["on 31 February 2004", "on 29 February 2003", "on 31 April 2004", "from 14 to 13 May 2003"]
)
def test_days_that_cannot_be_give_no_date(words: str) -> None:
    assert resolved(words) is None


@pytest.mark.parametrize(
    "words", ["on 45 April", "at 10:30", "with 2004 people", "on page 12", "after 5 attempts"]
)
def test_numbers_that_are_no_dates_are_left_alone(words: str) -> None:
    assert mentions(words) == []


def test_the_verb_may_is_no_month() -> None:
    assert find_times(analysed("She may come.")[0]) == []
    assert [m.first for m in find_times(analysed("She came in May.")[0])] == [DateParts(None, 5, None)]


@pytest.mark.parametrize(
    ("words", "future", "expected"),
    [
        ("on 5 April", False, "2004-04-05"),
        ("on 30 December", False, "2003-12-30"),
        ("on 13 May", True, "2004-05-13"),
        ("on 9 January", True, "2005-01-09"),
        ("from 1 to 3 March", False, "2004-03-01/2004-03-03"),
    ],
)
def test_a_missing_year_is_taken_from_the_day_of_the_document(
    words: str, future: bool, expected: str
) -> None:
    interval = resolved(words, future=future)
    assert interval is not None
    assert (interval.edtf, interval.basis) == (expected, "year-inferred")
    assert interval.evidence is not None
    assert "2004-04-06" in interval.evidence


def test_without_a_day_the_year_of_the_clock_is_taken_with_its_evidence() -> None:
    interval = resolved("on 13 May", Clock(None, 2004, "the only year of the text is 2004"))
    assert interval is not None
    assert (interval.edtf, interval.basis) == ("2004-05-13", "year-inferred")
    assert interval.evidence == "the only year of the text is 2004"


@pytest.mark.parametrize("words", ["on 13 May", "in May", "today", "on Monday", "last week"])
def test_without_any_evidence_of_the_year_nothing_is_said(words: str) -> None:
    assert resolved(words, DATELESS) is None


@pytest.mark.parametrize(
    ("words", "future", "expected"),
    [
        ("today", False, "2004-04-06"),
        ("this morning", False, "2004-04-06"),
        ("yesterday", False, "2004-04-05"),
        ("tomorrow", True, "2004-04-07"),
        ("on Monday", False, "2004-04-05"),
        ("on Tuesday", False, "2004-04-06"),
        ("on Wednesday", False, "2004-03-31"),
        ("on Wednesday", True, "2004-04-07"),
        ("on Tuesday", True, "2004-04-13"),
        ("last week", False, "[2004-03-29..2004-04-04]"),
        ("this week", False, "[2004-04-05..2004-04-11]"),
        ("next week", True, "[2004-04-12..2004-04-18]"),
    ],
)
def test_relative_days_are_counted_from_the_day_of_the_document(
    words: str, future: bool, expected: str
) -> None:
    interval = resolved(words, future=future)
    assert interval is not None
    assert (interval.edtf, interval.basis) == (expected, "relative")


def test_a_month_or_year_is_known_to_within_itself() -> None:
    interval = resolved("in May 2003")
    assert interval is not None
    assert (interval.start_earliest, interval.end_latest) == (dt.date(2003, 5, 1), dt.date(2003, 5, 31))
    assert not interval.is_single_day


def test_the_words_of_each_expression_are_kept_apart() -> None:
    sentence = analysed("From 17 to 18 May she was in Vienna and on 20 May 2004, in Baku.")[0]
    assert [sentence.text_of(m.start, m.end) for m in find_times(sentence)] == ["17 to 18 May", "20 May 2004"]


DATES = st.dates(dt.date(1975, 1, 1), dt.date(2049, 12, 31))
CLOCKS = st.one_of(
    st.just(DATELESS),
    st.builds(lambda day: Clock(day, day.year, "day"), DATES),
    st.builds(lambda year: Clock(None, year, "year"), st.integers(1975, 2049)),
)
PARTS = st.builds(
    DateParts, st.none() | st.integers(1, 31), st.integers(1, 12), st.none() | st.integers(1970, 2050)
)
MENTIONS = st.one_of(
    st.builds(TimeMention, st.just(0), st.just(1), st.just("date"), PARTS, st.none() | PARTS),
    st.builds(TimeMention, st.just(0), st.just(1), st.just("relative"), offset=st.integers(-1, 1)),
    st.builds(TimeMention, st.just(0), st.just(1), st.just("weekday"), weekday=st.integers(0, 6)),
    st.builds(TimeMention, st.just(0), st.just(1), st.just("week"), offset=st.integers(-1, 1)),
)


@settings(max_examples=300)
@given(MENTIONS, CLOCKS, st.booleans())
def test_whatever_is_written_bounds_are_ordered_and_agree_with_the_edtf(
    mention: TimeMention, clock: Clock, future: bool
) -> None:
    interval = resolve_time(mention, clock, future=future)
    if interval is None:
        return
    assert interval.start_earliest is not None
    assert interval.start_latest is not None
    assert interval.end_earliest is not None
    assert interval.end_latest is not None
    assert interval.start_earliest <= interval.start_latest
    assert interval.end_earliest <= interval.end_latest
    assert interval.start_earliest <= interval.end_latest
    written = bounds(interval.edtf)
    assert (written.start_earliest, written.end_latest) == (interval.start_earliest, interval.end_latest)


LIKE_DATES = st.lists(
    st.sampled_from(
        ["6", "31", "April", "May", "2004", "to", "-", "and", "Monday", ",", "of", "in", "last", "week"]
    ),
    max_size=10,
)


@settings(max_examples=40, deadline=None)
@given(LIKE_DATES)
def test_expressions_lie_in_order_and_do_not_overlap(words: list[str]) -> None:
    taken = 0
    for mention in mentions(" ".join(words)):
        assert taken <= mention.start < mention.end
        taken = mention.end
        resolve_time(mention, ISSUED)
