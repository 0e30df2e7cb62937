"""Bars of the timeline: what was for certain, and what may have been."""

from __future__ import annotations

import pytest

from osce_kg.server.exploring.months import Bin, timeline


def row(first: str | None, last: str | None, events: int) -> dict[str, str]:
    ends = {"first": first, "last": last, "events": str(events)}
    return {name: value for name, value in ends.items() if value is not None}


def test_without_events_there_are_no_bars() -> None:
    assert timeline([]).bins == ()


def test_an_event_of_one_month_is_certain_there() -> None:
    line = timeline([row("2004-04", "2004-04", 3)])
    assert line.bins == (Bin("2004-04", 3, 0),)
    assert (line.dated, line.undated, line.is_certain) == (3, 0, True)


def test_an_event_of_several_months_is_possible_in_each_and_gaps_are_bars_without_events() -> None:
    line = timeline([row("2004-11", "2005-01", 2), row("2005-03", "2005-03", 1)])
    assert line.bins == (
        Bin("2004-11", 0, 2),
        Bin("2004-12", 0, 2),
        Bin("2005-01", 0, 2),
        Bin("2005-02", 0, 0),
        Bin("2005-03", 1, 0),
    )


def test_a_long_time_is_shown_by_years_in_which_months_of_one_year_are_certain() -> None:
    line = timeline([row("1990-01", "1990-12", 1), row("2003-12", "2004-01", 1)])
    assert (line.dated, line.is_certain) == (2, False)
    assert line.bins[0] == Bin("1990", 1, 0)
    assert line.bins[-2:] == (Bin("2003", 0, 1), Bin("2004", 0, 1))
    assert len(line.bins) == 15


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (None, None),
        ("2004-04", None),
        (None, "2004-04"),
        ("0001-01", "2004-04"),
        ("2004-05", "2004-04"),
        ("-044-03", "2004-04"),
        ("2004-13", "2004-14"),
        ("MMIV-04", "2004-04"),
    ],
)
def test_what_has_no_two_ends_is_counted_and_not_drawn(first: str | None, last: str | None) -> None:
    line = timeline([row(first, last, 4)])
    assert (line.bins, line.dated, line.undated) == ((), 0, 4)
