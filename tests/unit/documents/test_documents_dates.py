from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.documents.dates import is_day, parse_day


@pytest.mark.parametrize(
    "text",
    [
        "6 April 2004",
        "6th April, 2004",
        "6 Apr. 2004",
        "April 6, 2004",
        "Tuesday, 6 April 2004",
        "2004-04-06",
        "2004-04-06T10:00:00Z",
        "6 APRIL 2004 (in the Neuer Saal)",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert parse_day(text) == dt.date(2004, 4, 6)


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2004",
        "2004-02-31",
        "13/05/04",
        "05/06/2004",
        "last Tuesday",
        "May",
        "6 April",
        "",
        "0 May 2004",
    ],
)
def test_what_is_no_single_day_is_no_date(text: str) -> None:
    assert parse_day(text) is None


def test_a_date_in_numbers_is_read_only_if_day_and_month_cannot_be_swapped() -> None:
    assert parse_day("26.04.2004") == dt.date(2004, 4, 26)
    assert parse_day("5.5.2004") == dt.date(2004, 5, 5)


def test_a_missing_year_is_taken_from_the_caller() -> None:
    assert parse_day("6 April", year=2004) == dt.date(2004, 4, 6)
    assert parse_day("29 February", year=2003) is None


def test_a_line_that_is_only_a_day_needs_its_year() -> None:
    assert is_day("16 February 2000")
    assert is_day("31 February 2004")
    assert not is_day("16 February")
    assert not is_day("16 February 2000 in Vienna")


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_survives_being_written_out(day: dt.date) -> None:
    written = f"{day.day} {calendar.month_name[day.month]} {day.year:04d}"
    assert parse_day(written) == day
    assert parse_day(day.isoformat()) == day
