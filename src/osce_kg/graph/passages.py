"""Passages: the exact words that say something, with offsets, also where a document prints them again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from rdflib import RDF
from rdflib.term import URIRef

from osce_kg.graph.literals import describe, english, whole
from osce_kg.identifiers import document_graph, entity_iri, passage_iri
from osce_kg.model.document import Document, Paragraph
from osce_kg.model.statement import Statement
from osce_kg.model.text import Span
from osce_kg.namespaces import OKG


class Passages:
    """The passages of one document that its statements cite; each is described once, at the end."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paragraphs = sorted(document.paragraphs, key=lambda paragraph: paragraph.span)
        self._paragraph_starts = [paragraph.span.start for paragraph in self._paragraphs]
        headings = [section.heading for section in document.sections if section.heading]
        titles = [document.title_span] if document.title_span else []
        sentences = [span for paragraph in self._paragraphs for span in paragraph.sentences]
        self._units = sorted({*headings, *titles, *sentences})
        self._unit_starts = [unit.start for unit in self._units]
        self._cited: set[Span] = set()

    def sentences_around(self, spans: Iterable[Span]) -> tuple[URIRef, ...]:
        """Cite the sentence, heading or title around each span; a span over several stands as it is."""
        return self.quoting(self._unit_around(span) for span in spans)

    def quoting(self, spans: Iterable[Span]) -> tuple[URIRef, ...]:
        """Cite exactly these spans, and the same words where their paragraph is printed again."""
        cited: dict[Span, None] = {}
        for span in spans:
            trimmed = self._trimmed(span)
            if trimmed.start < trimmed.end:
                cited.update(dict.fromkeys((trimmed, *self._printed_again(trimmed))))
        self._cited.update(cited)
        return tuple(passage_iri(self._document.key, span.start, span.end) for span in sorted(cited))

    def statements(self) -> Iterator[Statement]:
        """Describe every passage that was cited, in the order of the text."""
        graph = document_graph(self._document.key)
        for span in sorted(self._cited):
            pairs = (
                (RDF.type, OKG.Passage),
                (OKG.passageOf, entity_iri(f"document/{self._document.key}")),
                (OKG.exact, english(span.of(self._document.text))),
                (OKG.startOffset, whole(span.start)),
                (OKG.endOffset, whole(span.end)),
                (OKG.page, whole(self._page(span.start))),
            )
            yield from describe(graph, passage_iri(self._document.key, span.start, span.end), pairs)

    def _page(self, offset: int) -> int | None:
        """Return the number of the printed page; None where the document has no pages."""
        return bisect_right(self._document.page_starts, offset) or None

    def _unit_around(self, span: Span) -> Span:
        index = bisect_right(self._unit_starts, span.start) - 1
        if index >= 0 and self._units[index].covers(span):
            return self._units[index]
        return span

    def _trimmed(self, span: Span) -> Span:
        words = span.of(self._document.text)
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip()))

    def _printed_again(self, span: Span) -> Iterator[Span]:
        paragraph = self._paragraph_around(span)
        if paragraph is None:
            return
        words = span.of(self._document.text)
        for repeat in paragraph.repeats:
            mirrored = span.shifted(repeat.start - paragraph.span.start)
            if mirrored.of(self._document.text) == words:
                yield mirrored

    def _paragraph_around(self, span: Span) -> Paragraph | None:
        index = bisect_right(self._paragraph_starts, span.start) - 1
        if index >= 0 and self._paragraphs[index].span.covers(span):
            return self._paragraphs[index]
        return None
