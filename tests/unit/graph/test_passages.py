from __future__ import annotations

from dataclasses import replace

from rdflib.term import URIRef

from osce_kg.graph.passages import Passages
from osce_kg.model.statement import Statement
from osce_kg.model.text import Span
from osce_kg.namespaces import OKG
from written_corpus import WrittenDocument

TEXT = "A title\n\nAnna met Boris.\nThey spoke of water.\n\nAnna met Boris.\nThey spoke of water.\n"


def document(text: str = TEXT) -> WrittenDocument:
    return WrittenDocument("n1", text, title="A title")


def quotes(passages: Passages) -> dict[URIRef, str]:
    return {s.subject: str(s.object) for s in passages.statements() if s.predicate == OKG.exact}


def test_the_sentence_around_a_span_is_cited_where_it_stands_and_where_it_is_printed_again() -> None:
    written = document()
    passages = Passages(written.document)
    cited = passages.sentences_around([written.span("Boris")])
    assert [str(iri).rpartition("/")[2] for iri in cited] == ["9-24", "47-62"]
    assert set(quotes(passages).values()) == {"Anna met Boris."}


def test_a_title_is_cited_whole() -> None:
    written = document()
    passages = Passages(written.document)
    passages.sentences_around([written.span("title")])
    assert list(quotes(passages).values()) == ["A title"]


def test_a_span_over_two_sentences_is_cited_as_it_stands() -> None:
    written = document()
    passages = Passages(written.document)
    cited = passages.sentences_around([written.span("Boris.\nThey spoke")])
    assert quotes(passages)[cited[0]] == "Boris.\nThey spoke"
    assert len(cited) == 2


def test_a_quotation_is_cited_exactly_without_white_space_around_it() -> None:
    written = document()
    passages = Passages(written.document)
    passages.quoting([written.span(" spoke of ")])
    assert set(quotes(passages).values()) == {"spoke of"}


def test_every_quotation_is_the_text_at_its_offsets() -> None:
    written = document()
    passages = Passages(written.document)
    passages.sentences_around([Span(0, 3), written.span("Anna"), written.span("water")])
    described: dict[URIRef, dict[URIRef, str]] = {}
    for statement in passages.statements():
        described.setdefault(statement.subject, {})[statement.predicate] = str(statement.object)
    assert len(described) == 5
    for pairs in described.values():
        start, end = int(pairs[OKG.startOffset]), int(pairs[OKG.endOffset])
        assert pairs[OKG.exact] == written.text[start:end]


def test_a_paragraph_that_is_not_the_same_again_is_not_cited_again() -> None:
    text = "Anna met Boris.\n\nAnna met Boris.\n"
    written = WrittenDocument("n1", text)
    changed = text[:17] + "Anna met Clara.\n"
    written_twice = Passages(written.document)
    assert len(written_twice.sentences_around([Span(0, 4)])) == 2
    altered = Passages(replace(written.document, text=changed))
    assert len(altered.sentences_around([Span(0, 4)])) == 1


def test_an_empty_span_cites_nothing() -> None:
    passages = Passages(document().document)
    assert passages.quoting([Span(7, 9)]) == ()
    assert list[Statement](passages.statements()) == []


def test_a_passage_of_a_printed_document_tells_its_page() -> None:
    written = document()
    passages = Passages(replace(written.document, page_starts=(0, 25, 25, 47)))
    passages.sentences_around([written.span("Boris"), written.span("water")])
    pages = {s.subject: str(s.object) for s in passages.statements() if s.predicate == OKG.page}
    assert [pages[iri] for iri in sorted(pages)] == ["3", "4", "4", "1"], "25-45, 47-62, 63-83, 9-24"
