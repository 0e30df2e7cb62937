"""What date expressions mean beside the day of the document.

A year that the text does not give is inferred only from evidence, and the evidence is named. What stays open
stays open: bounds and an EDTF expression say how much is known.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace

from osce_kg.extraction.times import DateParts, TimeMention
from osce_kg.model.extraction import EventTime
from osce_kg.model.text import Span


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``start`` to ``end``, each known to a day, a month or a year.

    Attributes:
        start_earliest, start_latest, end_earliest, end_latest: bounds; None where nothing is known.
        edtf: the same as an EDTF expression.
        basis: concept of the date-basis vocabulary.
        evidence: what an inference rests on, None where nothing was inferred.
    """

    start_earliest: dt.date | None
    start_latest: dt.date | None
    end_earliest: dt.date | None
    end_latest: dt.date | None
    edtf: str
    basis: str
    evidence: str | None = None

    @property
    def is_single_day(self) -> bool:
        """Tell whether everything happened on one known day."""
        return self.start_earliest is not None and self.start_earliest == self.end_latest


@dataclass(frozen=True, slots=True)
class Clock:
    """What a document lets us know about its day.

    Attributes:
        day: day of the document, None if unknown.
        year: year that year-less dates belong to, when there is no day.
        evidence: what ``year`` rests on.
    """

    day: dt.date | None
    year: int | None
    evidence: str | None


def resolve_time(
    mention: TimeMention, clock: Clock, *, future: bool = False, before: Interval | None = None
) -> Interval | None:
    """Return the days that a date expression means, or None where nothing can be said.

    Args:
        before: the date that the text gave last, to which "the same day" points back.
        future: the event is announced: a weekday or a year-less date lies ahead of the document's day.
    """
    if mention.kind == "relative":
        return _resolve_relative(mention, clock)
    if mention.kind == "weekday":
        return _resolve_weekday(mention, clock, future)
    if mention.kind == "anaphoric":
        return _resolve_anaphoric(mention, before)
    if mention.kind == "week":
        return _resolve_week(mention, clock)
    if mention.first is None:
        return None
    first = _dated(mention.first, clock, future)
    last = _dated(mention.last, clock, future) if mention.last else None
    inferred = mention.first.year is None
    evidence = _year_evidence(clock) if inferred else None
    return _interval(first, last, "year-inferred" if inferred else "stated", evidence)


def _year_evidence(clock: Clock) -> str | None:
    return f"year of the document's day, {clock.day.isoformat()}" if clock.day else clock.evidence


def _dated(parts: DateParts, clock: Clock, future: bool) -> DateParts:
    """Add the year that a year-less date most likely belongs to.

    What is announced lies ahead, what is reported behind; some months either way are left for slips.
    """
    if parts.year is not None or parts.month is None:
        return parts
    if clock.day is None:
        return DateParts(parts.day, parts.month, clock.year)
    year = clock.day.year
    distance = parts.month - clock.day.month
    if future and distance < -1:
        year += 1
    elif not future and distance > 3:
        year -= 1
    elif not future and distance < -10:
        year += 1
    return DateParts(parts.day, parts.month, year)


def _resolve_relative(mention: TimeMention, clock: Clock) -> Interval | None:
    if clock.day is None:
        return None
    day = shifted(clock.day, mention.offset)
    return days_interval(day, day, "relative", "counted from the document's day") if day else None


def _resolve_weekday(mention: TimeMention, clock: Clock, future: bool) -> Interval | None:
    if clock.day is None or mention.weekday is None:
        return None
    distance = (mention.weekday - clock.day.weekday()) % 7
    if not future:
        distance = distance - 7 if distance else 0
    elif distance == 0:
        distance = 7
    day = shifted(clock.day, distance)
    return days_interval(day, day, "relative", "weekday beside the document's day") if day else None


def _resolve_anaphoric(mention: TimeMention, before: Interval | None) -> Interval | None:
    if before is None or before.start_earliest is None:
        return None
    evidence = "counted from the date that the text gave last"
    if not mention.offset:
        return replace(before, basis="relative", evidence=evidence)
    if not before.is_single_day:
        return None
    day = shifted(before.start_earliest, mention.offset)
    return days_interval(day, day, "relative", evidence) if day else None


def _resolve_week(mention: TimeMention, clock: Clock) -> Interval | None:
    if clock.day is None:
        return None
    monday = shifted(clock.day, 7 * mention.offset - clock.day.weekday())
    sunday = shifted(monday, 6) if monday else None
    if monday is None or sunday is None:
        return None
    return Interval(
        monday, sunday, monday, sunday, f"[{monday}..{sunday}]", "relative", "week beside the document's day"
    )


def event_time(
    interval: Interval, text: str | None, span: Span | None, confidence: float | None
) -> EventTime:
    """Return the interval as the time of an event, with the words that give it and how sure that is."""
    return EventTime(
        interval.start_earliest,
        interval.start_latest,
        interval.end_earliest,
        interval.end_latest,
        interval.edtf,
        text,
        interval.basis,
        interval.evidence,
        span,
        confidence,
    )


def shifted(day: dt.date, days: int) -> dt.date | None:
    """Return the day so many days later, None where the calendar has none."""
    try:
        return day + dt.timedelta(days)
    except OverflowError:
        return None


def year_before(interval: Interval) -> Interval | None:
    """Return a day or month one year earlier: a past tense excludes the year that the document suggests."""
    first, last = interval.start_earliest, interval.end_latest
    if first is None or last is None or len(interval.edtf) not in (len("2004-05"), len("2004-05-13")):
        return None
    day = first.day if interval.is_single_day else None
    earlier = DateParts(day, first.month, first.year - 1)
    return _interval(earlier, None, interval.basis, "the verb is past: the year before the document's")


def days_interval(first: dt.date, last: dt.date, basis: str, evidence: str | None) -> Interval:
    """Return an interval whose first and last day are known."""
    edtf = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return Interval(first, first, last, last, edtf, basis, evidence)


def _interval(first: DateParts, last: DateParts | None, basis: str, evidence: str | None) -> Interval | None:
    start = _bounds(first)
    if start is None:
        return None
    if last is None:
        return Interval(start[0], start[1], start[0], start[1], start[2], basis, evidence)
    end = _bounds(last)
    if end is None or end[1] < start[0]:
        return None
    return Interval(start[0], start[1], end[0], end[1], f"{start[2]}/{end[2]}", basis, evidence)


def _bounds(parts: DateParts) -> tuple[dt.date, dt.date, str] | None:
    """Return (earliest, latest, EDTF) of one date, None for one that cannot be, such as 31 February."""
    if parts.year is None:
        return None
    if parts.month is None:
        return dt.date(parts.year, 1, 1), dt.date(parts.year, 12, 31), f"{parts.year:04d}"
    last_day = calendar.monthrange(parts.year, parts.month)[1]
    if parts.day is None:
        first, last = dt.date(parts.year, parts.month, 1), dt.date(parts.year, parts.month, last_day)
        return first, last, f"{parts.year:04d}-{parts.month:02d}"
    if parts.day > last_day:
        return None
    day = dt.date(parts.year, parts.month, parts.day)
    return day, day, day.isoformat()
