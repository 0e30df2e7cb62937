"""Acronyms in brackets: "Central Election Commission (CEC)"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence

_LONGEST_EXPANSION: Final = 14


def after_acronym(sentence: Sentence, position: int) -> int:
    """Step over the acronym in brackets that begins at ``position``, if one does."""
    return position + 3 if _acronym_at(sentence, position) is not None else position


def _acronym_at(sentence: Sentence, position: int) -> str | None:
    if sentence.lower(position) != "(" or sentence.lower(position + 2) != ")":
        return None
    inside = sentence.tokens[position + 1].text
    return inside if inside.isupper() else None


def find_acronyms(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Return what acronyms stand for: the capitalized words before them whose initials they take."""
    found: dict[str, str] = {}
    for sentence in sentences:
        for position in range(1, len(sentence) - 2):
            acronym = _acronym_at(sentence, position)
            name = _initialled(sentence, position, acronym) if acronym and len(acronym) > 1 else None
            if acronym and name:
                found.setdefault(acronym, name)
    return found


def _initialled(sentence: Sentence, end: int, acronym: str) -> str | None:
    letters = list(acronym)
    position = end
    while letters and position > 0 and end - position < _LONGEST_EXPANSION:
        position -= 1
        token = sentence.tokens[position]
        if token.is_capitalized and token.is_word:
            if token.text[0] != letters.pop():
                return None
        elif token.lower not in words.FUNCTION_WORDS:
            return None
    return sentence.text_of(position, end) if not letters else None
