"""Days written in headers and datelines. Dates in prose belong to extraction."""

from __future__ import annotations

import datetime as dt
import re

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTH_PATTERN = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DAY_PATTERN = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH_PATTERN}(?:,?\s+\d{{4}})?"
    rf"|{MONTH_PATTERN}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?)"
)
"""A day with the month as a word, day first or month first; the year may be missing."""

_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTH_PATTERN})(?:,?\s+(\d{{4}}))?", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    rf"({MONTH_PATTERN})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=$|[T\s])")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.IGNORECASE)


def parse_day(text: str, year: int | None = None) -> dt.date | None:
    """Read a day at the start of ``text``: "6 April 2004", "April 6, 2004", "2004-04-06", "26.04.2004".

    Args:
        text: the date, perhaps after a weekday.
        year: the year to take where the text has none.

    Returns:
        The day; None where there is none, where it does not exist (31 February), or where day and month of a
        numeric date could be swapped.
    """
    text = _WEEKDAY.sub("", text.strip()[:80], count=1)
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.match(text):
        day, month = int(match[1]), int(match[2])
        return None if day <= 12 and month <= 12 and day != month else _day(int(match[3]), month, day)
    if match := _DAY_FIRST.match(text):
        day_text, month_text, year_text = match.groups()
    elif match := _MONTH_FIRST.match(text):
        month_text, day_text, year_text = match.groups()
    else:
        return None
    found_year = int(year_text) if year_text else year
    return _day(found_year, _month(month_text), int(day_text)) if found_year is not None else None


def _month(name: str) -> int:
    return next(
        number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3])
    )


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
