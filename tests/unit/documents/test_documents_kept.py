"""A reading is kept under all that it is made from, and comes back as it was."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import fields, replace

import pytest

from osce_kg.documents import Origin, ReadLimits, RegisterEntry, in_memory, read_content, render_content
from osce_kg.documents.kept import reading_key
from osce_kg.web import WebLimits
from press_release import press_release

RAW = b"The Minister met Ms. Jones in the morning.\n"
ORIGIN = Origin("a.txt")
LIMITS = ReadLimits()
DOCUMENT = press_release("Anna Berg met Karl Holm.\nIt rained.", title="A talk")


@pytest.mark.parametrize(
    "change",
    [
        {"source": "b.txt"},
        {"entry": RegisterEntry("a.txt", date=dt.date(2004, 4, 6))},
        {"address": "https://www.osce.org/cio/52627"},
        {"media_type": "text/html"},
        {"charset": "windows-1251"},
        {"retrieved": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_is_known_of_the_origin_changes_the_key(change: dict[str, object]) -> None:
    other = replace(ORIGIN, **change)  # type: ignore[arg-type]
    assert reading_key(RAW, other, LIMITS) != reading_key(RAW, ORIGIN, LIMITS)


def test_other_bytes_change_the_key() -> None:
    assert reading_key(RAW + b" ", ORIGIN, LIMITS) != reading_key(RAW, ORIGIN, LIMITS)


@pytest.mark.parametrize("limit", [each.name for each in fields(ReadLimits)])
def test_limits_of_reading_change_the_key_and_those_of_fetching_do_not(limit: str) -> None:
    other = replace(LIMITS, **{limit: 1})
    is_of_fetching = limit != "max_bytes" and limit in {each.name for each in fields(WebLimits)}
    assert (reading_key(RAW, ORIGIN, other) == reading_key(RAW, ORIGIN, LIMITS)) is is_of_fetching


@pytest.mark.parametrize("text", [DOCUMENT.text, "half of a pair: \ud800"], ids=["plain", "surrogate"])
def test_a_document_comes_back_as_it_was(text: str) -> None:
    captured = replace(DOCUMENT, text=text, retrieved=dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC))
    content = render_content(captured)
    assert content.isascii()
    assert read_content(content, captured.source, captured.retrieved) == captured


def test_content_is_all_but_where_and_when_a_document_was_found() -> None:
    moved = replace(DOCUMENT, source="elsewhere.txt", retrieved=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    other = replace(DOCUMENT, title="Another talk")
    assert in_memory(moved).content == in_memory(DOCUMENT).content != in_memory(other).content


def test_a_reading_counts_what_the_document_has() -> None:
    reading = in_memory(DOCUMENT)
    assert reading.text_sha256 == hashlib.sha256(DOCUMENT.text.encode()).hexdigest()
    assert (reading.characters, reading.paragraphs, reading.sentences) == (len(DOCUMENT.text), 1, 2)
    assert reading.load() is DOCUMENT
