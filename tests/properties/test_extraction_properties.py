"""What holds for every document: extraction is a function of the words, not of names, neighbours or menus."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistency import assert_consistent
from generated_releases import Paragraph, menus, paragraphs, renamed
from osce_kg.documents import Origin, read_document, read_documents
from osce_kg.model.text import Span
from osce_kg.resources import resource_path
from press_release import Report, extract, read

ROOT = Path(__file__).parents[2]

RELEASE = (
    "The OSCE Chairman-in-Office, Foreign Minister Erik Stahl, arrived in Tbilisi on Monday.\n"
    "Mr. Stahl met Prime Minister Jean Petit and representatives of civil society.\n"
    "The Minister will visit Baku on 13 May, accompanied by Ambassador Arne Dahle.\n"
    '"Our lawyers will read the draft with the greatest care," Mr. Stahl said.'
)


def _read_paragraphs(parts: Iterable[Paragraph]) -> Report:
    """Extract from a page as it is read from a file: a title, a dateline, paragraphs."""
    return _read_page(_page(parts))


def _page(parts: Iterable[Paragraph]) -> str:
    body = "\n\n".join(map(str, parts))
    return f"News of the week\n\nVIENNA, 6 April 2004 - A summary of events follows.\n\n{body}\n"


def _read_page(text: str) -> Report:
    document = read_document(text.encode(), Origin("page.txt")).document
    assert document is not None
    return extract(document)


def _quoting(value: Any, text: str) -> Any:
    """Return a record in which every span is replaced by the words that stand there."""
    if isinstance(value, Span):
        return value.of(text)
    if isinstance(value, tuple):
        return tuple(_quoting(item, text) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _quoting(getattr(value, f.name), text) for f in dataclasses.fields(value)}
    return value


def _words(report: Report) -> str:
    """Return all that was extracted as one string, with words in place of offsets."""
    facts = _quoting(report.extraction, report.document.text)
    return json.dumps({**facts, "document": ""}, default=str, ensure_ascii=False)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_other_names_of_the_same_shape_change_nothing_but_the_names(data: st.DataObject) -> None:
    before = data.draw(paragraphs())
    after = data.draw(renamed(before))
    expected = _words(_read_paragraphs(before))
    changes = [
        (old, new)
        for paragraph, other in zip(before, after, strict=True)
        for old, new in zip(paragraph.names, other.names, strict=True)
    ]
    # First to marks that are no names, so that no new name is taken for an old one.
    for number, (old, _) in enumerate(changes):
        expected = expected.replace(" ".join(old), f"<{number}>").replace(old[1], f"<{number} last>")
    for number, (_, new) in enumerate(changes):
        expected = expected.replace(f"<{number}>", " ".join(new)).replace(f"<{number} last>", new[1])
    assert _words(_read_paragraphs(after)) == expected


def _happenings(report: Report) -> list[tuple[str, ...]]:
    """Return the events with all that is known of them but ids, order and confidence."""
    return sorted(
        (
            event.kind,
            event.status,
            str(event.format),
            event.mode,
            report.sides(event),
            str([report.place(place) for place in event.places]),
            str(event.state),
            event.time.edtf if event.time else "",
            " ".join(map(report.quoted, event.evidence)),
        )
        for event in report.extraction.events
    )


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_order_of_paragraphs_that_have_nothing_to_do_with_each_other_does_not_matter(
    data: st.DataObject,
) -> None:
    before = data.draw(paragraphs(least=2))
    after = data.draw(st.permutations(before))
    assert _happenings(_read_paragraphs(after)) == _happenings(_read_paragraphs(before))


@settings(max_examples=40, deadline=None)
@given(paragraphs(), menus(), st.sampled_from(["before", "after", "around"]))
def test_the_menu_of_the_site_changes_nothing(parts: list[Paragraph], menu: str, where: str) -> None:
    page = _page(parts)
    before = menu if where != "after" else ""
    after = f"\n{menu}" if where != "before" else ""
    plain, with_menu = _read_page(page), _read_page(f"{before}{page}{after}")
    assert _words(with_menu) == _words(plain)


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 4),
    st.sampled_from(["It rained all day.", "The weather stayed cold.", "Traffic was slow."]),
)
def test_a_sentence_about_nobody_changes_no_event(position: int, idle: str) -> None:
    lines = RELEASE.split("\n")
    with_idle = "\n".join([*lines[:position], idle, *lines[position:]])
    assert _happenings(read(with_idle)) == _happenings(read("\n".join(lines)))


SENTENCES = [
    *RELEASE.split("\n"),
    "Foreign Minister Erik Stahl of Norway met Prime Minister Jean Petit of France in Baku on 5 April.",
    "Secretary General Anna Berg was received by President Ivo Kovac of Croatia in Zagreb on Monday.",
    "The meeting between Ambassador Hugo Moser and Ambassador Nils Rossi in Rome was cancelled.",
    "The OSCE Mission to Moldova organized a seminar on borders in Chisinau on 2 April.",
    "He then met her and the two Presidents, and they visited Georgia and Armenia.",
    "On the second stop of his tour of Central Asia, the Minister visited the OSCE Centre in Almaty.",
    "Its new Head, the Deputy Head of the Mission and staff met them on 31 February.",
    "The Co-Chairs of the Minsk Group, Karl Holm (France) and Rolf Hagen (Russia), met in Vienna.",
    "During their visit they were accompanied by representatives of political parties and five journalists.",
    "She attended the conference.",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7), st.sampled_from(["\n", "\n\n"]))
def test_every_extraction_is_consistent_in_itself(sentences: list[str], joint: str) -> None:
    report = read(joint.join(sentences))
    assert_consistent(report.document, report.extraction)


@pytest.mark.slow
def test_extractions_of_the_sample_corpus_are_consistent_and_nothing_comes_from_menus() -> None:
    documents = read_documents([str(resource_path("data", "documents"))]).documents
    assert len(documents) >= 40
    for document in documents:
        report = extract(document)
        assert_consistent(report.document, report.extraction)
        headline = document.title_span or Span(0, 0)
        for event in report.extraction.events:
            for span in event.evidence:
                assert headline.covers(span) or not any(span.overlaps(menu) for menu in document.dropped)


def test_extracting_twice_gives_the_same() -> None:
    body = "\n".join(SENTENCES)
    assert read(body).extraction == read(body).extraction


_PROGRAM = """
import dataclasses, hashlib, json, sys
from press_release import read
found = dataclasses.asdict(read(sys.stdin.read()).extraction)
print(hashlib.sha256(json.dumps(found, default=str).encode()).hexdigest())
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_hash_seed_and_the_locale_change_nothing(seed: str) -> None:
    body = "\n".join(SENTENCES)
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "LC_ALL": "C",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=body,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env=environment,
    )
    here = json.dumps(dataclasses.asdict(read(body).extraction), default=str)
    assert done.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()
