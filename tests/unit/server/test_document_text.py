"""The text of a document with what it states: every passage in its place, and nothing that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDFS
from rdflib.term import Literal, URIRef

from osce_kg.identifiers import document_graph, passage_iri
from osce_kg.model.statement import Statement
from osce_kg.model.text import Span
from osce_kg.namespaces import ID, OKG
from osce_kg.publishing import OpenedRelease, publish_release
from osce_kg.publishing.release import TRIPLES
from osce_kg.server import document_text
from osce_kg.server.document_text import DocumentText, DocumentTexts
from osce_kg.server.neighbours import Neighbours, index_neighbours
from osce_kg.store import OxigraphStore

TEXT = "Title\n\nÉva met Zoë \U0001f91d today.\nThey talked."
DOCUMENT = ID["document/n1"]
OUTER, INNER, LAST = Span(7, 27), Span(11, 18), Span(28, 40)
ELSEWHERE = Span(0, 4)


def statements() -> Iterator[Statement]:
    graph = document_graph("n1")
    for span in (OUTER, INNER, LAST, ELSEWHERE):
        passage = passage_iri("n1", span.start, span.end)
        quote = span.of(TEXT) if span != ELSEWHERE else "other words"
        yield Statement(passage, OKG.passageOf, DOCUMENT, graph)
        yield Statement(passage, OKG.exact, Literal(quote), graph)
        yield Statement(passage, OKG.startOffset, Literal(span.start), graph)
        for number in range(60 if span == LAST else 1):
            fact = ID[f"event/x{span.start}-{number:02}"]
            yield Statement(fact, OKG.attestedBy, passage, graph)
            yield Statement(fact, RDFS.label, Literal(f"Fact {number:02}"), graph)


@pytest.fixture
def store() -> Iterator[OxigraphStore]:
    with OxigraphStore() as store:
        store.add(statements())
        yield store


@pytest.fixture
def texts(store: OxigraphStore, tmp_path: Path) -> DocumentTexts:
    publish_release(store, tmp_path / "dump")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "n1.txt").write_bytes(TEXT.encode())
    links = Neighbours(store.reader(), index_neighbours(OpenedRelease.open(tmp_path / "dump").files[TRIPLES]))
    return DocumentTexts(tmp_path / "documents", store.reader(), links)


def page(texts: DocumentTexts, number: int = 1) -> DocumentText:
    found = texts.page_of(DOCUMENT, number)
    assert found is not None
    return found


def test_parts_are_the_text_and_each_leads_to_the_shortest_passage_around_it(texts: DocumentTexts) -> None:
    parts = page(texts).parts
    assert "".join(part.text for part in parts) == TEXT
    assert [(part.text, part.passage) for part in parts if part.passage] == [
        ("Éva ", OUTER),
        ("met Zoë", INNER),
        (" \U0001f91d today.", OUTER),
        ("They talked.", LAST),
    ]


def test_every_passage_begins_in_one_place(texts: DocumentTexts) -> None:
    assert [span for part in page(texts).parts for span in part.starting] == [OUTER, INNER, LAST]


def test_passages_come_in_the_order_of_the_text_with_what_they_state(texts: DocumentTexts) -> None:
    passages = page(texts).passages
    assert [passage.span for passage in passages] == [ELSEWHERE, OUTER, INNER, LAST]
    assert [len(passage.facts) for passage in passages] == [1, 1, 1, 50]
    assert passages[-1].left_out == 10
    assert passages[1].facts[0].link.text == "Fact 00"


@pytest.mark.parametrize("window", [8, 20, 50])
def test_what_a_page_of_the_text_states_is_what_its_query_answers(
    texts: DocumentTexts, store: OxigraphStore, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    monkeypatch.setattr(document_text, "_WINDOW", window)
    for number in range(1, page(texts).pages + 1):
        shown = page(texts, number)
        facts: dict[tuple[str, str], list[object]] = {}
        for row in store.reader().select(shown.query):
            facts.setdefault((str(row["passage"]), str(row["quote"])), []).append(row["fact"])
        assert [(passage.iri, passage.quote) for passage in shown.passages] == list(facts)
        assert [len(one.facts) + one.left_out for one in shown.passages] == list(map(len, facts.values()))


def test_a_quotation_that_the_text_does_not_have_is_not_marked_in_it(texts: DocumentTexts) -> None:
    assert [passage.in_text for passage in page(texts).passages] == [False, True, True, True]


def test_a_document_without_a_text_has_none(texts: DocumentTexts) -> None:
    assert texts.page_with(ID["document/n2"], 70_000) == 1
    assert texts.page_of(ID["document/n2"], 1) is None
    assert texts.page_of(ID["event/x1"], 1) is None


def test_a_text_that_is_not_utf_8_is_not_shown(texts: DocumentTexts, tmp_path: Path) -> None:
    (tmp_path / "documents" / "n1.txt").write_bytes(b"\xff")
    assert texts.page_of(DOCUMENT, 1) is None


@pytest.mark.parametrize("window", [1, 5, 8, 20, 39, 40, 41])
def test_a_long_text_comes_in_pages(
    texts: DocumentTexts, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    monkeypatch.setattr(document_text, "_WINDOW", window)
    count = page(texts).pages
    pages = [page(texts, number) for number in range(1, count + 1)]
    assert "".join(part.text for one in pages for part in one.parts) == TEXT
    assert [passage.span for one in pages for passage in one.passages] == [ELSEWHERE, OUTER, INNER, LAST]
    assert [span for one in pages for part in one.parts for span in part.starting] == [OUTER, INNER, LAST]
    assert page(texts, count + 1).parts == ()
    for number, one in enumerate(pages, 1):
        assert all(texts.page_with(DOCUMENT, passage.span.start) == number for passage in one.passages)


@given(st.text("ab\n", min_size=1, max_size=30), st.lists(st.tuples(st.integers(0, 29), st.integers(1, 9))))
def test_any_passages_leave_the_text_as_it_is(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(start, min(start + length, len(text))) for start, length in places if start < len(text)]
    parts = list(document_text._parts(text, Span(0, len(text)), spans))
    assert "".join(part.text for part in parts) == text
    assert sorted(span for part in parts for span in part.starting) == sorted(spans)
    position = 0
    for part in parts:
        here = Span(position, position + len(part.text))
        around = [span for span in spans if span.covers(here)]
        assert part.passage == min(around, key=lambda span: (span.end - span.start, span), default=None)
        position = here.end


def test_what_is_no_document_is_no_file(texts: DocumentTexts) -> None:
    for key in ("../documents/n1", "n1/..", "", "n1.txt/", "\x00"):
        assert texts.page_of(URIRef(f"{ID}document/{key}"), 1) is None
