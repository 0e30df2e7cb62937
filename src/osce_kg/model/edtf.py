"""Dates in the Extended Date/Time Format (ISO 8601-2): the part of levels 0 and 1 that this project writes.

Read are days, months and years (``2004-04-06``, ``2004-04``, ``2004``), unspecified digits (``200X``,
``2004-XX``, ``2004-04-XX``), the qualifiers ``?``, ``~``, ``%`` at the end of a date, and intervals with open
ends (``2004-05-13/2004-05-14``, ``../2004-05-26``, ``1998-07-23/..``). Of level 2, ``[..2004-05-26]``:
some day up to that one, and ``[2004-05-13..2004-05-26]``: some day from one to the other.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Final, NamedTuple

_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?[?~%]?"
)
_OPEN: Final = ("..", "")


class DateBounds(NamedTuple):
    """First and last possible day of a start and of an end; None where the expression leaves it open."""

    start_earliest: dt.date | None
    start_latest: dt.date | None
    end_earliest: dt.date | None
    end_latest: dt.date | None


UNBOUNDED: Final = DateBounds(None, None, None, None)
"""Bounds of something of which no date is known."""


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> DateBounds:
    """Return the four bounds of an EDTF expression; qualifiers do not widen them.

    A single date bounds one event within it: ``2004-05`` starts and ends on some day of May 2004.

    Args:
        edtf: a date or an interval.

    Raises:
        ValueError: it is none of the forms above, or the interval ends before it starts.
    """
    if edtf.startswith("[") and edtf.endswith("]"):
        return _bounds_of_one(edtf)
    start, slash, end = edtf.partition("/")
    if not slash:
        first, last = _days(edtf)
        return DateBounds(first, last, first, last)
    if start in _OPEN and end in _OPEN:
        raise ValueError(f"an interval open at both ends says nothing: {edtf!r}")
    start_bounds = (None, None) if start in _OPEN else _days(start)
    end_bounds = (None, None) if end in _OPEN else _days(end)
    if start_bounds[0] and end_bounds[1] and end_bounds[1] < start_bounds[0]:
        raise ValueError(f"the interval ends before it starts: {edtf!r}")
    return DateBounds(*start_bounds, *end_bounds)


def _bounds_of_one(edtf: str) -> DateBounds:
    """Return the bounds of "[A..B]", some day from A, or from any, to B."""
    since, dots, until = edtf[1:-1].partition("..")
    if not dots:
        raise ValueError(f"not an EDTF date: {edtf!r}")
    first = _days(since)[0] if since else None
    last = _days(until)[1]
    if first is not None and last < first:
        raise ValueError(f"the last day is before the first: {edtf!r}")
    return DateBounds(first, last, first, last)


def interval(since: str, until: str) -> str:
    """Join two EDTF dates into an interval; an empty side is open, and two empty sides give ""."""
    return f"{since or '..'}/{until or '..'}" if since or until else ""


def interval_bounds(since: str, until: str) -> DateBounds:
    """Return the bounds of the interval from one EDTF date to another; empty sides are open.

    Raises:
        ValueError: as :func:`bounds`.
    """
    expression = interval(since, until)
    return bounds(expression) if expression else UNBOUNDED


def _days(edtf: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date can mean."""
    match = _DATE.fullmatch(edtf)
    if not match:
        raise ValueError(f"not an EDTF date: {edtf!r}")
    year, month, day = match["year"], match["month"], match["day"]
    if month == "XX" and day not in (None, "XX"):
        raise ValueError(f"a day without a month: {edtf!r}")
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    first_month, last_month = (1, 12) if month in (None, "XX") else (int(month), int(month))
    if day in (None, "XX"):
        last_day = calendar.monthrange(last_year, last_month)[1] if 1 <= last_month <= 12 else 31
        return dt.date(first_year, first_month, 1), dt.date(last_year, last_month, last_day)
    return dt.date(first_year, first_month, int(day)), dt.date(last_year, last_month, int(day))
