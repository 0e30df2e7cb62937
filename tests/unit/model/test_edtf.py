import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.model.edtf import UNBOUNDED, DateBounds, bounds, interval, interval_bounds


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_a_day_starts_and_ends_on_itself() -> None:
    passed = day("2004-04-06")
    assert bounds("2004-04-06") == DateBounds(passed, passed, passed, passed)


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("2004", "2004-01-01", "2004-12-31"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2004-04-XX", "2004-04-01", "2004-04-30"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("2004-XX-XX", "2004-01-01", "2004-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2000-02-04?", "2000-02-04", "2000-02-04"),
        ("2000-02~", "2000-02-01", "2000-02-29"),
    ],
)
def test_a_single_date_lies_somewhere_between_its_first_and_last_day(
    expression: str, first: str, last: str
) -> None:
    assert bounds(expression) == DateBounds(day(first), day(last), day(first), day(last))


def test_an_interval_bounds_start_and_end_apart() -> None:
    assert bounds("2004-05/2004-06-02") == DateBounds(
        day("2004-05-01"), day("2004-05-31"), day("2004-06-02"), day("2004-06-02")
    )


@pytest.mark.parametrize("expression", ["../2004-05-26", "/2004-05-26"])
def test_an_open_start_has_no_bounds(expression: str) -> None:
    assert bounds(expression) == DateBounds(None, None, day("2004-05-26"), day("2004-05-26"))


def test_an_open_end_has_no_bounds() -> None:
    assert bounds("1998-07-23/..") == DateBounds(day("1998-07-23"), day("1998-07-23"), None, None)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "..",
        "../..",
        "/",
        "6 April 2004",
        "2004-4-6",
        "2004-13",
        "2004-02-30",
        "2004-XX-06",
        "0000",
        "2004-05-14/2004-05-13",
        "2004/2005/2006",
        "2004?-05",
        "٢٠٠٤-04-06",
    ],
)
def test_what_is_no_date_is_refused(expression: str) -> None:
    with pytest.raises(ValueError):
        bounds(expression)


def test_two_dates_make_an_interval_with_open_sides_where_they_are_empty() -> None:
    assert interval("2004-01-01", "2004-12-31") == "2004-01-01/2004-12-31"
    assert interval("1998-07-23", "") == "1998-07-23/.."
    assert interval("", "2022-05") == "../2022-05"
    assert interval("", "") == ""


def test_no_dates_give_no_bounds() -> None:
    assert interval_bounds("", "") is UNBOUNDED


@given(st.dates(), st.dates())
def test_bounds_of_an_interval_of_days_are_these_days(left: dt.date, right: dt.date) -> None:
    start, end = sorted((left, right))
    assert bounds(f"{start}/{end}") == DateBounds(start, start, end, end)


@given(
    st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from([4, 7, 10]), st.sampled_from(["", "?", "~", "%"])
)
def test_a_day_lies_within_the_bounds_of_its_month_and_year(date: dt.date, length: int, mark: str) -> None:
    limits = bounds(date.isoformat()[:length] + mark)
    assert limits.start_earliest is not None
    assert limits.end_latest is not None
    assert limits.start_earliest <= date <= limits.end_latest


@given(st.text(alphabet="0123456789-X/.?", max_size=22))
def test_any_text_either_has_ordered_bounds_or_is_refused(text: str) -> None:
    try:
        limits = bounds(text)
    except ValueError:
        return
    known = [limit for limit in (limits.start_earliest, limits.end_latest) if limit is not None]
    assert known
    assert known == sorted(known)


def test_some_day_up_to_a_date_has_no_first_day() -> None:
    day = dt.date(2025, 6, 12)
    assert bounds("[..2025-06-12]") == (None, day, None, day)
    first = dt.date(2025, 6, 10)
    assert bounds("[2025-06-10..2025-06-12]") == (first, day, first, day)


@pytest.mark.parametrize("broken", ["[2025-06-12..2025-06-10]", "[2025-06-12]", "[..]", "[]"])
def test_one_of_no_days_is_refused(broken: str) -> None:
    with pytest.raises(ValueError):
        bounds(broken)
