"""Date expressions of running text, as written; ``time_resolution`` tells what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.vocabulary import word_set

_DASHES = word_set("- – — to until till through")
_DAY_SEPARATORS = _DASHES | word_set("and / ,")
_BEFORE_MONTH = word_set("in of during since by early late mid last next this throughout until from end for")
_BEFORE_YEAR = word_set("in since during of until from by early late")
_RELATIVE = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_YEARS = range(1970, 2051)
_OPENING_REACH = 3
"""Tokens of a sentence's opening in which "the same day" points back to the sentence before."""

_GIVEN_NAMES = word_set("march april may june august jan")
_PARTS_OF_DAY = word_set("morning afternoon evening")
_NEIGHBOURING_DAYS = {"same": 0, "next": 1, "following": 1, "previous": -1, "preceding": -1}


@dataclass(frozen=True, slots=True)
class DateParts:
    """Day, month and year as written; None where the text has none."""

    day: int | None
    month: int | None
    year: int | None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A date expression at tokens ``[start, end)`` of a sentence.

    ``kind`` is ``date`` (``first`` and, for ranges, ``last``), ``relative`` (``offset`` days from the
    document's day), ``weekday`` (``weekday`` 0 = Monday), ``week`` (``offset`` weeks), ``anaphoric``
    (``offset`` days from the day that the text named last: "the same day", "in the afternoon").
    """

    start: int
    end: int
    kind: str
    first: DateParts | None = None
    last: DateParts | None = None
    offset: int = 0
    weekday: int | None = None


def find_times(sentence: Sentence) -> list[TimeMention]:
    """Return the date expressions of a sentence from left to right."""
    found: list[TimeMention] = []
    position = 0
    while position < len(sentence):
        mention = _read_time(sentence, position)
        if mention is None:
            position += 1
        else:
            found.append(mention)
            position = mention.end
    return found


def _read_time(sentence: Sentence, start: int) -> TimeMention | None:
    word = sentence.lower(start)
    if word in _RELATIVE:
        return TimeMention(start, start + 1, "relative", offset=_RELATIVE[word])
    if word == "this" and sentence.lower(start + 1) in ("morning", "afternoon", "evening"):
        return TimeMention(start, start + 2, "relative", offset=0)
    if word in ("last", "next", "this") and sentence.lower(start + 1) == "week":
        return TimeMention(start, start + 2, "week", offset={"last": -1, "this": 0, "next": 1}[word])
    if word in words.WEEKDAYS and sentence.is_capitalized(start):
        return _read_weekday(sentence, start)
    if word in ("the", "that") and start <= _OPENING_REACH:
        return _read_anaphoric(sentence, start)
    return (
        _read_day_first(sentence, start) or _read_month_first(sentence, start) or _read_year(sentence, start)
    )


def _read_anaphoric(sentence: Sentence, start: int) -> TimeMention | None:
    """Read "the same day", "the following day", "that day", "in the afternoon", "at that time"."""
    first, second = sentence.lower(start + 1), sentence.lower(start + 2)
    if first in _NEIGHBOURING_DAYS and second in _PARTS_OF_DAY | {"day"}:
        return TimeMention(start, start + 3, "anaphoric", offset=_NEIGHBOURING_DAYS[first])
    is_day = first == "day" and sentence.lower(start) == "that"
    is_time = first == "time" and sentence.lower(start) == "that" and sentence.lower(start - 1) == "at"
    is_part = first in _PARTS_OF_DAY and sentence.lower(start - 1) == "in"
    return TimeMention(start, start + 2, "anaphoric") if is_day or is_time or is_part else None


def _read_weekday(sentence: Sentence, start: int) -> TimeMention:
    following = start + 1 + (sentence.lower(start + 1) == ",")
    date = _read_day_first(sentence, following) or _read_month_first(sentence, following)
    if date is not None:
        return TimeMention(start, date.end, "date", date.first, date.last)
    return TimeMention(start, start + 1, "weekday", weekday=words.WEEKDAYS[sentence.lower(start)])


def _day_number(word: str) -> int | None:
    digits = word.rstrip("stndrh")
    return int(digits) if digits.isdigit() and len(digits) <= 2 and 1 <= int(digits) <= 31 else None


def _year_number(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) == 4 and int(word) in _YEARS else None


def _read_day_first(sentence: Sentence, start: int) -> TimeMention | None:
    """Read "6 April 2004", "13 to 14 May", "30 May to 2 June 2004", "4 and 5 June", "18-19 May"."""
    first_day = _day_number(sentence.lower(start))
    if first_day is None:
        return None
    position = start + 1
    if sentence.lower(position) == "of":
        position += 1
    month = words.MONTHS.get(sentence.lower(position))
    if month is not None:
        position, year = _read_trailing_year(sentence, position + 1)
        first = DateParts(first_day, month, year)
        second = _read_range_end(sentence, position)
        if second is not None:
            return TimeMention(start, second.end, "date", _with_year(first, second.first), second.first)
        return TimeMention(start, position, "date", first)
    if sentence.lower(position) not in _DAY_SEPARATORS:
        return None
    return _read_shared_month(sentence, start, position, first_day)


def _read_shared_month(sentence: Sentence, start: int, position: int, first_day: int) -> TimeMention | None:
    """Read the rest of "13 to 14 May": the month stands only after the last day."""
    last_day = first_day
    while sentence.lower(position) in _DAY_SEPARATORS:
        day = _day_number(sentence.lower(position + 1))
        if day is None:
            break
        last_day = day
        position += 2
    month = words.MONTHS.get(sentence.lower(position))
    if month is None or last_day == first_day:
        return None
    end, year = _read_trailing_year(sentence, position + 1)
    return TimeMention(
        start, end, "date", DateParts(first_day, month, year), DateParts(last_day, month, year)
    )


def _read_trailing_year(sentence: Sentence, position: int) -> tuple[int, int | None]:
    comma = sentence.lower(position) == ","
    year = _year_number(sentence.lower(position + comma))
    return (position + 1 + comma, year) if year is not None else (position, None)


def _read_range_end(sentence: Sentence, position: int) -> TimeMention | None:
    if sentence.lower(position) not in _DASHES:
        return None
    return _read_day_first(sentence, position + 1)


def _with_year(first: DateParts, last: DateParts | None) -> DateParts:
    if first.year is None and last is not None and last.year is not None:
        earlier = first.month is not None and last.month is not None and first.month > last.month
        return DateParts(first.day, first.month, last.year - earlier)
    return first


def _read_month_first(sentence: Sentence, start: int) -> TimeMention | None:
    """Read "April 6, 2004", "May 13-14", "May 2004" and, with a capital, "in May"."""
    month = words.MONTHS.get(sentence.lower(start))
    if month is None or not sentence.is_capitalized(start):
        return None
    day = _day_number(sentence.lower(start + 1))
    if day is not None and sentence.lower(start + 2) not in words.MONTHS:
        position = start + 2
        last = None
        if (
            sentence.lower(position) in _DASHES
            and (last := _day_number(sentence.lower(position + 1))) is not None
        ):
            position += 2
        end, year = _read_trailing_year(sentence, position)
        return TimeMention(
            start, end, "date", DateParts(day, month, year), DateParts(last, month, year) if last else None
        )
    introduced = sentence.lower(start - 1) in _BEFORE_MONTH or sentence.lower(start + 1) == "'s"
    if _year_number(sentence.lower(start + 1)) is None and (
        not introduced or _names_somebody(sentence, start)
    ):
        # "May", "Jan" and "April" are other words and names too: a bare month needs its preposition.
        return None
    end, year = _read_trailing_year(sentence, start + 1)
    return TimeMention(start, end, "date", DateParts(None, month, year))


def _names_somebody(sentence: Sentence, start: int) -> bool:
    """Tell "In May Minister X met", "In July Mr. X" from "May Smith"."""
    if sentence.lower(start) not in _GIVEN_NAMES or sentence.head_length(start + 1):
        return False
    following = sentence.tokens[start + 1 : start + 2]
    return bool(following) and following[0].is_word and following[0].is_capitalized


def _read_year(sentence: Sentence, start: int) -> TimeMention | None:
    year = _year_number(sentence.lower(start))
    if year is None or sentence.lower(start - 1) not in _BEFORE_YEAR:
        return None
    return TimeMention(start, start + 1, "date", DateParts(None, None, year))
