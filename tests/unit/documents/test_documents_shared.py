"""Reading of the two real documents and of the annotated ones, which are not part of this repository."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from osce_kg.documents import Origin, read_document
from osce_kg.model.document import Document

SHARED = Path(__file__).parents[4] / "shared"
PLAIN = "../shared is not there: the real documents are not part of this repository"
ANNOTATED = sorted(SHARED.glob("gold/*/*.sent.txt"))


def read(path: Path) -> Document:
    document = read_document(path.read_bytes(), Origin(path.name)).document
    assert document is not None
    return document


def lines_of(document: Document) -> list[str]:
    """Return title, headings and sentences in order, the dateline with the sentence that it opens."""
    lines = [document.title] if document.title else []
    for section in document.sections:
        lines += [section.heading.of(document.text)] if section.heading else []
        for sentence in (sentence for p in section.paragraphs for sentence in p.sentences):
            opening = document.dateline.span if document.dateline else None
            prefix = opening.of(document.text) if opening and opening.end == sentence.start else ""
            lines.append(prefix + sentence.of(document.text))
    return lines


@pytest.mark.parametrize("path", ANNOTATED or [pytest.param(None, marks=pytest.mark.skip(PLAIN))], ids=str)
def test_sentences_are_those_that_the_annotators_numbered(path: Path) -> None:
    numbered = [
        line.partition("\t")[2] for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line
    ]
    expected = [re.sub(r"^- ", "", line) for line in numbered]
    assert lines_of(read(path.with_name(path.name.replace(".sent.", ".")))) == expected


@pytest.mark.skipif(not SHARED.is_dir(), reason=PLAIN)
def test_nothing_of_the_menu_of_a_real_page_is_left_in_its_body() -> None:
    document = read(next(SHARED.glob("seeds/000_*.txt")))
    assert document.dropped[0].of(document.text).startswith("Our work")
    assert document.dropped[0].of(document.text).endswith("About us")
    assert not any("Finland" in p.span.of(document.text) for p in document.paragraphs)
    assert (document.genre, document.date_basis) == ("press-release", "dateline")
    assert (document.date, document.metadata_place) == (dt.date(2004, 4, 6), "ALMATY")
    assert [len(p.repeats) for p in document.paragraphs] == [0] + [1] * 7


@pytest.mark.skipif(not SHARED.is_dir(), reason=PLAIN)
def test_a_real_activity_report_has_no_title_one_caption_and_a_list_of_planned_events() -> None:
    document = read(next(SHARED.glob("seeds/004_*.txt")))
    assert document.title is None
    assert document.genre == "activity-report"
    assert [p.span.of(document.text) for p in document.paragraphs if p.is_caption] == [
        "The OSCE Ambassadors are giving a press-conference in Astana"
    ]
    planned = document.sections[-1]
    assert planned.heading is not None
    assert planned.heading.of(document.text) == "Upcoming events of the OSCE Centre in Almaty"
    assert sum(p.is_list_item for p in planned.paragraphs) == 5
