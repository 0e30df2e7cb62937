"""Days written in headers and datelines. Dates in prose belong to extraction."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_PATTERN = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
"""A month as a word, in full or cut short."""

DAY_PATTERN = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH_PATTERN}(?:,?\s+\d{{4}})?"
    rf"|{MONTH_PATTERN}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?)"
)
"""A day with its month as a word, day first or month first; the year may be missing."""

_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{MONTH_PATTERN})(?:,?\s+(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{MONTH_PATTERN})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=$|[T\s])")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.IGNORECASE)
_DAY_ALONE = re.compile(rf"(?:\w+day,?\s+)?{DAY_PATTERN}|\d{{4}}-\d{{2}}-\d{{2}}", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_REACH = 80


def parse_day(text: str, year: int | None = None) -> dt.date | None:
    """Read a day at the start of ``text``: "6 April 2004", "April 6, 2004", "2004-04-06", "26.04.2004".

    Args:
        text: the date, perhaps after a weekday.
        year: the year to take where the text has none.

    Returns:
        The day; None where there is none, where it does not exist (31 February), or where day and month of
        a date in numbers could be swapped.
    """
    text = _WEEKDAY.sub("", text.strip()[:_REACH], count=1)
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.match(text):
        day, month = int(match[1]), int(match[2])
        return None if day <= 12 and month <= 12 and day != month else _day(int(match[3]), month, day)
    match = _DAY_FIRST.match(text) or _MONTH_FIRST.match(text)
    if match is None:
        return None
    found_year = int(match["year"]) if match["year"] else year
    return _day(found_year, _month(match["month"]), int(match["day"])) if found_year is not None else None


def is_day(line: str) -> bool:
    """Tell whether a line is nothing but a day with its year, though it may not exist (31 February)."""
    return _YEAR.search(line) is not None and _DAY_ALONE.fullmatch(line) is not None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
