"""A document as answers are compared with it: its sentences, and the words at any place of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from osce_kg.extraction.analysis import Sentence, tokenize
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.llm.drops import Drops, Fault
from osce_kg.extraction.llm.quotes import QuotableText
from osce_kg.extraction.sentences import read_body
from osce_kg.extraction.title_heads import find_heads
from osce_kg.model.document import Document
from osce_kg.model.text import Span

_FEWEST_WORDS: Final = 2
_MOST_SENTENCES: Final = 3
"""A quote of more sentences brings together what the text may not."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A verified quote, and the whole sentences that it is taken from: these are what is cited."""

    quote: Span
    sentences: tuple[Sentence, ...]

    @property
    def span(self) -> Span:
        """From the first sentence to the last."""
        return Span(self.sentences[0].span.start, self.sentences[-1].span.end)


class Page:
    """The body of a document; headline, menus and what is printed again are no part of it.

    Attributes:
        sentences: with tokens and known names, without votes of a statistical model.
    """

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self.document = document
        self.gazetteer = gazetteer
        self.sentences: Sequence[Sentence] = read_body(document, gazetteer)
        self._starts = [sentence.span.start for sentence in self.sentences]
        self._paragraph_starts: dict[int, int] = {}
        for sentence in self.sentences:
            self._paragraph_starts.setdefault(sentence.paragraph, sentence.span.start)
        self._quotable = QuotableText(document.text, self.sentences)

    def passage(self, quote: str, within: Span, drops: Drops) -> Passage | None:
        """Return where a quote stands within a part of the text; one that cannot be verified is dropped."""
        if len(quote.split()) < _FEWEST_WORDS:
            drops.drop(Fault.TOO_SHORT)
            return None
        span = self._quotable.find(quote, within)
        if span is None:
            drops.drop(Fault.NOT_IN_TEXT)
            return None
        sentences = self.sentences_of(span)
        if len(sentences) > _MOST_SENTENCES:
            drops.drop(Fault.TOO_LONG)
            return None
        return Passage(span, sentences)

    def find(self, words: str, passages: Iterable[Passage]) -> Span | None:
        """Return where words stand in one of some passages: in the quotes first, then around them."""
        cited = list(passages)
        parts = [*(passage.quote for passage in cited), *(passage.span for passage in cited)]
        return next((span for part in parts if (span := self._quotable.find(words, part))), None)

    def find_all(self, words: str, within: Span | None = None) -> Iterator[Span]:
        """Give every place where words stand in the body, or in a part of it."""
        return self._quotable.find_all(words, within or Span(0, len(self.document.text)))

    def sentences_of(self, span: Span) -> tuple[Sentence, ...]:
        """Return the sentences that a span touches."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        return tuple(self.sentences[first : bisect_left(self._starts, span.end)])

    def paragraph_start(self, span: Span) -> int:
        """Return the offset at which the paragraph of a span begins."""
        return self._paragraph_starts[self.sentences_of(span)[0].paragraph]

    def phrase(self, span: Span) -> Sentence:
        """Return the words of a span as a sentence of its own, with known names and heads of titles."""
        phrase = Sentence(0, 0, 0, span, tokenize(self.document.text, span))
        phrase.matches = self.gazetteer.find_matches(self.document.text, phrase)
        phrase.heads = find_heads(phrase)
        return phrase

    def words(self, span: Span) -> str:
        """Return the words of a span, white space made single blanks."""
        return " ".join(span.of(self.document.text).split())
