"""Cuts a document into portions, each small enough for one question.

Portions are asked about one by one, without the answers to the others: a question depends on its own text
only, so that an answer can be kept and used again, and one that fails does not change the others. What
belongs together across portions is brought together afterwards, by rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from osce_kg.extraction.analysis import Sentence
from osce_kg.model.text import Span


@dataclass(frozen=True, slots=True)
class Portion:
    """Neighbouring sentences of a document that are asked about together."""

    sentences: tuple[Sentence, ...]

    @property
    def span(self) -> Span:
        """From its first sentence to its last."""
        return Span(self.sentences[0].span.start, self.sentences[-1].span.end)

    def paragraphs(self, text: str) -> list[str]:
        """Return its paragraphs, white space made single blanks."""
        return [
            " ".join(word for sentence in sentences for word in sentence.span.of(text).split())
            for _, sentences in groupby(self.sentences, key=lambda sentence: sentence.paragraph)
        ]


def cut_into_portions(sentences: Sequence[Sentence], budget: int) -> list[Portion]:
    """Return the portions of a document, each of at most ``budget`` characters.

    A paragraph stays whole unless it alone is longer than the budget; a sentence that is longer than the
    budget is a portion of its own.
    """
    portions: list[Portion] = []
    gathered: list[Sentence] = []
    for piece in _pieces(sentences, budget):
        if gathered and piece[-1].span.end - gathered[0].span.start > budget:
            portions.append(Portion(tuple(gathered)))
            gathered = []
        gathered += piece
    if gathered:
        portions.append(Portion(tuple(gathered)))
    return portions


def _pieces(sentences: Sequence[Sentence], budget: int) -> list[list[Sentence]]:
    """Return the paragraphs, and the single sentences of those that are too long."""
    pieces: list[list[Sentence]] = []
    for _, members in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = list(members)
        whole = _length(paragraph) <= budget
        pieces += [paragraph] if whole else [[sentence] for sentence in paragraph]
    return pieces


def _length(sentences: Sequence[Sentence]) -> int:
    return sentences[-1].span.end - sentences[0].span.start
