"""Quotation marks: which words of a sentence are quoted, and the quotations of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from osce_kg.extraction.analysis import Sentence
from osce_kg.model.text import Span

_MARKS = frozenset('"“”«»„')
_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“"}
_OPENING = re.compile("[" + "".join(_PAIRS) + "]")
_FEWEST_TOKENS = 5
"""Shorter passages in quotation marks are names or scare quotes; they are part of what is reported."""

_SHORTEST = 25
"""Length in characters from which a quotation counts as speech."""


def quoted_tokens(sentence: Sentence) -> frozenset[int]:
    """Return the tokens that stand between quotation marks: what is quoted is said, not reported.

    A quotation that is not closed lasts to the end of the sentence.
    """
    inside: set[int] = set()
    opened: int | None = None
    for index, token in enumerate(sentence.tokens):
        if token.text not in _MARKS:
            continue
        if opened is None and token.text != "”":
            opened = index
        elif opened is not None:
            inside.update(_passage(opened, index))
            opened = None
    if opened is not None:
        inside.update(_passage(opened, len(sentence)))
    return frozenset(inside)


def _passage(start: int, end: int) -> range:
    return range(start, end) if end - start >= _FEWEST_TOKENS else range(0)


def find_quotations(text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """Return the insides of quotation marks that hold speech; a quotation stays within its paragraph."""
    spans: list[Span] = []
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    for members in paragraphs.values():
        spans.extend(_quotations_within(text, members[0].span.start, members[-1].span.end))
    return spans


def _quotations_within(text: str, start: int, end: int) -> Iterator[Span]:
    unclosed: set[str] = set()
    position = start
    while (opening := _OPENING.search(text, position, end)) is not None:
        position = opening.end()
        closing = _PAIRS[opening.group()]
        # A mark that does not close from here does not close further on either.
        close = text.find(closing, position, end) if closing not in unclosed else -1
        if close < 0:
            unclosed.add(closing)
            continue
        if close >= position + _SHORTEST and not _is_title(text[position:close]):
            yield Span(position, close)
        position = close + 1


def _is_title(quoted: str) -> bool:
    """Tell a title in quotation marks from speech: most of its longer words are capitalized."""
    long_words = [word for word in quoted.split() if len(word) > 3]
    return sum(word[0].isupper() for word in long_words) > 0.6 * len(long_words)
