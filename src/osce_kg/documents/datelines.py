"""Datelines: "ALMATY, 6 April 2004 - ", "YEREVAN/BAKU, 7 October 2017 –", "Copenhagen, 28 April 2020"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from osce_kg.documents.dates import DAY_PATTERN, parse_day
from osce_kg.model.document import Dateline
from osce_kg.model.text import Span

_REACH = 120
_DAY = re.compile(
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:\d{{1,2}}\s?[-–]\s?)?(?P<day>{DAY_PATTERN})",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_AGENCY = re.compile(r"\s*\((?:OSCE|ODIHR|OSCE/ODIHR|OSCE PA|SMM|HCNM|RFoM)\)")
_MARK = re.compile(r"\s*(?:[-–—―]+|:)(?!\d)\s*")
_CAPITALS_ALONE = re.compile(r"([^a-z0-9–—:;.!?()]{4,60}?)(?:\s*\(OSCE\))?\s+[–—-]\s+(?=\S)")
_PLACE_SEPARATOR = re.compile(r"\s?/\s?|,\s+|\s+(?:and|AND|&)\s+")
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_SMALL_WORD = re.compile(r"of|the|on|upon|de|la|le|el|al|am|an|der|ob")
_NO_PLACE = re.compile(
    r"on|in|at|from|by|to|since|until|before|after|during|as|for|the|this|these|when|while|and|but|today|yesterday"
    r"|osce|odihr|un|eu|nato|note|update|correction|press|advisory",
    re.IGNORECASE,
)


def find_dateline(text: str, start: int, year: int | None = None) -> Dateline | None:
    """Return the dateline that begins at ``start``, with its dash and the white space after it, or None.

    Args:
        text: the document's text.
        start: where a paragraph begins.
        year: the year to take for a dateline without one.
    """
    head = text[start : start + _REACH].partition("\n\n")[0]
    if not head[:1].isupper():
        return None
    if _DIGIT.search(head) and (match := _DAY.search(head)):
        place_text = head[: match.start()].rstrip()
        places = _places(place_text.rstrip(",").rstrip())
        is_capitals = place_text == place_text.upper()
        if places and (place_text.endswith(",") or is_capitals):
            end = _end_of_dateline(head, match, is_capitals=is_capitals)
            if end is not None:
                return Dateline(Span(start, start + end), places, parse_day(match["day"], year))
    if (match := _CAPITALS_ALONE.match(head)) and (places := _places(match[1].strip())):
        return Dateline(Span(start, start + match.end()), places, None)
    return None


def find_datelines(text: str, paragraphs: Iterable[Span]) -> set[tuple[tuple[str, ...], dt.date]]:
    """Return the different places and days that paragraphs open with."""
    starts = (paragraph.start for paragraph in paragraphs)
    found = (find_dateline(text, start) for start in starts if _DIGIT.search(text, start, start + _REACH))
    return {(dateline.places, dateline.date) for dateline in found if dateline and dateline.date}


def is_place_and_day(line: str) -> bool:
    """Tell whether a line is nothing but a place and a day: "VIENNA 14 September 1998"."""
    if len(line) >= _REACH or not _DIGIT.search(line):
        return False
    dateline = find_dateline(line, 0)
    return dateline is not None and dateline.date is not None and dateline.span.end == len(line)


def _places(text: str) -> tuple[str, ...]:
    """Return the places of "YEREVAN/BAKU"; empty if the text is not a row of capitalized names."""
    places = tuple(part.strip() for part in _PLACE_SEPARATOR.split(text))
    return places if len(places) <= 5 and all(map(_is_place_name, places)) else ()


def _is_place_name(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= 5 or not all(map(_WORD.fullmatch, words)) or _NO_PLACE.fullmatch(name):
        return False
    return words[0][0].isupper() and all(word[0].isupper() or _SMALL_WORD.fullmatch(word) for word in words)


def _end_of_dateline(head: str, day: re.Match[str], *, is_capitals: bool) -> int | None:
    """Return where the dateline ends: after its dash, at the end of the paragraph, or before a sentence."""
    end = day.end()
    if agency := _AGENCY.match(head, end):
        end = agency.end()
    if mark := _MARK.match(head, end):
        return mark.end()
    rest = head[end:]
    if not rest.strip():
        return len(head)
    is_dated_fully = re.search(r"\d{4}$", day["day"]) is not None
    if is_capitals and is_dated_fully and rest[0].isspace() and rest.lstrip()[0].isupper():
        return end + len(rest) - len(rest.lstrip())
    return None
