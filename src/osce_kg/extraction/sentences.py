"""The sentences of a document with all that the grammar needs: tokens, votes, known names, titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from osce_kg.extraction.analysis import Sentence, Token, tokenize
from osce_kg.extraction.asking import needs_names, needs_parse
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.language_model import LanguageModel
from osce_kg.extraction.title_heads import find_heads, settle_heads
from osce_kg.model.document import Document
from osce_kg.model.text import Span

_MOST_TOKENS: Final = 250
_LONGEST_WORD: Final = 200
"""Characters; sentences of people have less than 200 tokens, words less than 50 characters."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one document with their tokens, the model's votes, known names and heads of titles.

    Attributes:
        body: sentences of the body, in order.
        headline: it can tell of a visit, but it introduces nobody: its number comes after those of the body,
            and its paragraph and section are -1. None where the document has none.
    """

    body: list[Sentence]
    headline: Sentence | None

    def __iter__(self) -> Iterator[Sentence]:
        yield from self.body
        if self.headline is not None:
            yield self.headline


def read_sentences(
    documents: Sequence[Document], gazetteer: Gazetteer, model: LanguageModel
) -> list[Sentences]:
    """Return the sentences of each document; the same as of each alone, but the model reads them together."""
    texts = [_look_up_all(document, gazetteer) for document in documents]
    every = [(document.text, s) for document, text in zip(documents, texts, strict=True) for s in text]
    model.parse([(text, sentence) for text, sentence in every if needs_parse(sentence)])
    model.find_names([(text, sentence) for text, sentence in every if needs_names(sentence)])
    for _, sentence in every:
        sentence.heads = settle_heads(sentence)
    return texts


def _look_up_all(document: Document, gazetteer: Gazetteer) -> Sentences:
    body = read_body(document, gazetteer)
    headline = _headline(document, len(body))
    if headline is not None:
        _look_up(document, headline, gazetteer)
    return Sentences(body, headline)


def read_body(document: Document, gazetteer: Gazetteer) -> list[Sentence]:
    """Return the sentences of the body with tokens, known names and heads of titles, but nobody's votes."""
    sentences = list(_body(document))
    for sentence in sentences:
        _look_up(document, sentence, gazetteer)
    return sentences


def _look_up(document: Document, sentence: Sentence, gazetteer: Gazetteer) -> None:
    sentence.matches = gazetteer.find_matches(document.text, sentence)
    sentence.heads = find_heads(sentence)


def _body(document: Document) -> Iterator[Sentence]:
    index = paragraph_number = 0
    for section_number, section in enumerate(document.sections):
        heading = section.heading.of(document.text) if section.heading else ""
        for paragraph in section.paragraphs:
            parts = (part for span in paragraph.sentences for part in _parts(document.text, span))
            for span, tokens, is_part in parts:
                yield Sentence(
                    index=index,
                    paragraph=paragraph_number,
                    section=section_number,
                    span=span,
                    tokens=tokens,
                    heading=heading,
                    is_caption=paragraph.is_caption,
                    is_list_item=paragraph.is_list_item,
                    is_part=is_part,
                )
                index += 1
            paragraph_number += 1


def warn_of_parts(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Return a warning if sentences were cut."""
    parts = sum(sentence.is_part for sentence in sentences)
    return (f"sentences too long to be read whole were cut into {parts} parts",) if parts else ()


def _headline(document: Document, index: int) -> Sentence | None:
    if document.title_span is None:
        return None
    part = next(_parts(document.text, document.title_span), None)
    return Sentence(index, -1, -1, part[0], part[1]) if part is not None else None


def _parts(text: str, span: Span) -> Iterator[tuple[Span, list[Token], bool]]:
    """Yield a sentence as (span, tokens, is a part): whole, or cut where it is too long for any sentence.

    All work on a sentence is then bounded, and that on a document linear in its length. Runs of characters
    that are no words are left out.
    """
    tokens = tokenize(text, span)
    if len(tokens) <= _MOST_TOKENS and all(len(token.text) <= _LONGEST_WORD for token in tokens):
        if tokens:
            yield span, tokens, False
        return
    part: list[Token] = []
    for token in tokens:
        is_word = len(token.text) <= _LONGEST_WORD
        if is_word:
            part.append(token)
        if part and (not is_word or len(part) == _MOST_TOKENS):
            yield Span(part[0].span.start, part[-1].span.end), part, True
            part = []
    if part:
        yield Span(part[0].span.start, part[-1].span.end), part, True


def read_headings(document: Document, gazetteer: Gazetteer) -> dict[int, Sentence]:
    """Return the headings by section, with gazetteer matches only: they name who the section is about."""
    found: dict[int, Sentence] = {}
    for number, section in enumerate(document.sections):
        tokens = tokenize(document.text, section.heading) if section.heading else []
        if section.heading and tokens:
            heading = Sentence(-1 - number, -1, number, section.heading, tokens)
            heading.matches = gazetteer.find_matches(document.text, heading)
            found[number] = heading
    return found
