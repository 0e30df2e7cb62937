"""Bounds for events that the text does not date: the visit they belong to, the month a report is about."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.time_resolution import Interval

_OTHER_TIMES = frozenset({"earlier", "previously", "ago", "had"})
_BASIS = "enclosing-event"


def bound_undated(drafts: Sequence[EventDraft], *, is_report: bool) -> None:
    """Give bounds to undated events that occurred.

    A meeting lies within its visit or conference; a visit holds its dated meetings; in a report on
    activities, what has no date lies in the month that all dated events of the report share. These are
    bounds, not dates: the basis says so.
    """
    month = _shared_month(drafts) if is_report else None
    parts: dict[EventDraft, list[Interval]] = {}
    for draft in drafts:
        if draft.part_of is not None and draft.interval is not None:
            parts.setdefault(draft.part_of, []).append(draft.interval)
    for draft in drafts:
        if draft.kind == "visit" and draft.interval is None and draft.status == "occurred":
            draft.interval = _around_parts(parts.get(draft, ()), month)
    for draft in drafts:
        if draft.interval is None and draft.status == "occurred":
            outer = draft.part_of.interval if draft.part_of is not None else None
            own_time = any(
                token.lower in _OTHER_TIMES or _is_year(token.text) for token in draft.sentence.tokens
            )
            within_month = _month_bounds(month) if not own_time else None
            draft.interval = _within(outer) if outer is not None else within_month


def _within(outer: Interval) -> Interval | None:
    if outer.start_earliest is None and outer.end_latest is not None:
        last = outer.end_latest
        return Interval(None, last, None, last, f"[..{last}]", _BASIS, "part of what ended that day")
    if outer.start_earliest is None or outer.end_latest is None:
        return None
    if outer.is_single_day:
        return replace(outer, basis=_BASIS, evidence="the event around it was on that day")
    first, last = outer.start_earliest, outer.end_latest
    return Interval(first, last, first, last, f"[{first}..{last}]", _BASIS, "within the event around it")


def _is_year(word: str) -> bool:
    return len(word) == len("2004") and word.isdecimal()


def _shared_month(drafts: Sequence[EventDraft]) -> tuple[int, int] | None:
    """Return the month in which all dated events that occurred began and ended, None if there is none."""
    months = {
        (day.year, day.month)
        for draft in drafts
        if draft.interval is not None and draft.status == "occurred"
        for day in (draft.interval.start_earliest, draft.interval.end_latest)
        if day is not None
    }
    return months.pop() if len(months) == 1 else None


def _month_bounds(month: tuple[int, int] | None) -> Interval | None:
    if month is None:
        return None
    first = dt.date(*month, 1)
    last = dt.date(*month, calendar.monthrange(*month)[1])
    evidence = f"all dated events of the report are in {first:%Y-%m}"
    return Interval(first, last, first, last, f"{first:%Y-%m}", _BASIS, evidence)


def _around_parts(inner: Sequence[Interval], month: tuple[int, int] | None) -> Interval | None:
    """Return bounds of a visit with dated events: it had begun by the first and not ended before the last.

    Args:
        inner: when its events were.
        month: that all dated events of the report share.
    """
    bounds = _month_bounds(month)
    firsts = [i.start_latest for i in inner if i.start_latest]
    lasts = [i.end_earliest for i in inner if i.end_earliest]
    if not firsts or not lasts or bounds is None:
        return bounds
    return replace(
        bounds,
        start_latest=min(firsts),
        end_earliest=max(lasts),
        evidence="it holds a dated event; " + (bounds.evidence or ""),
    )
