"""Dates and periods in words: EDTF as readers of a language write it."""

from __future__ import annotations

import re
from typing import Final

from osce_kg.server.interface.texts import Texts

_DAY: Final = re.compile(r"-?\d{4}(?:-\d\d){0,2}")
_UNSURE: Final = {"?": "unsure", "~": "about", "%": "unsure-about"}


def in_words(edtf: str, texts: Texts) -> str:
    """Return a date or a period in words: ``[..2004-04-06]`` is "by 2004-04-06".

    Days stay ISO dates, which readers of any language understand. What is in a form that the graph does not
    use stays as it is.
    """
    if edtf.startswith("[") and edtf.endswith("]"):
        first, dots, last = edtf[1:-1].partition("..")
        return _span(first, last, texts, "some-day") if dots else edtf
    first, slash, last = edtf.partition("/")
    if slash:
        return _span(first.removeprefix(".."), last.removeprefix(".."), texts, "period")
    return _day(edtf, texts) or edtf


def _span(first: str, last: str, texts: Texts, between: str) -> str:
    since, until = _day(first, texts), _day(last, texts)
    if since and since == until:
        return since
    if since and until:
        return str(texts(f"dates.{between}", since=since, until=until))
    if since:
        return str(texts("dates.since" if between == "period" else "dates.not-before", since=since))
    if until:
        return str(texts("dates.until" if between == "period" else "dates.by", until=until))
    return str(texts("dates.unknown"))


def _day(text: str, texts: Texts) -> str:
    mark = _UNSURE.get(text[-1:])
    day = text[:-1] if mark else text
    if not _DAY.fullmatch(day):
        return text
    return str(texts(f"dates.{mark}", day=day)) if mark else day
