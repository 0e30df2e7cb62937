"""Finds words again in the text they are said to come from.

White space and typographic quotation marks may differ, nothing else: a model that changes a letter has not
quoted. What is found is a span of the real text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from osce_kg.extraction.analysis import Sentence
from osce_kg.model.text import Span

_STRAIGHT: Final = str.maketrans("“”„‟«»‘’‚‛", '""""""\'\'\'\'')
_PARAGRAPH_END: Final = "\n"
"""Stands between paragraphs, and nowhere else: nothing is found across two of them."""


class QuotableText:
    """The sentences of a document in one line a paragraph, with the way back to the document's offsets."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        letters: list[str] = []
        self._offsets: list[int] = []
        paragraph = None
        for sentence in sentences:
            if letters:
                letters.append(" " if sentence.paragraph == paragraph else _PARAGRAPH_END)
                self._offsets.append(sentence.span.start)
            paragraph = sentence.paragraph
            for offset in range(sentence.span.start, sentence.span.end):
                letter = text[offset]
                if not letter.isspace():
                    letters.append(letter)
                    self._offsets.append(offset)
                elif letters and letters[-1] != " ":
                    letters.append(" ")
                    self._offsets.append(offset)
        self._line = "".join(letters).translate(_STRAIGHT)

    def find(self, quote: str, within: Span) -> Span | None:
        """Return where words first stand whole within a part of the text, None where they do not."""
        return next(self.find_all(quote, within), None)

    def find_all(self, quote: str, within: Span) -> Iterator[Span]:
        """Give every place where words stand whole within a part of the text; places do not overlap."""
        words = " ".join(quote.split()).translate(_STRAIGHT)
        end = bisect_left(self._offsets, within.end)
        start = self._line.find(words, bisect_left(self._offsets, within.start), end) if words else -1
        while start >= 0:
            stop = start + len(words)
            if self._is_whole(start, stop):
                yield Span(self._offsets[start], self._offsets[stop - 1] + 1)
            else:
                stop = start + 1
            start = self._line.find(words, stop, end)

    def _is_whole(self, start: int, stop: int) -> bool:
        """Tell whether no word goes on before or after: "Berg" does not stand in "Bergen"."""
        return not (_joins(self._line[start - 1 : start + 1]) or _joins(self._line[stop - 1 : stop + 1]))


def _joins(letters: str) -> bool:
    return len(letters) == 2 and letters[0].isalnum() and letters[1].isalnum()
