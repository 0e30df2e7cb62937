"""The words of a name, folded: without what spelling and forms of address add."""

from __future__ import annotations

import re
from typing import Final

from osce_kg.person_names import parse_name, transliterated
from osce_kg.titles import fold

LONGEST_TEXT: Final = 500
"""Characters of a text that is searched for; no name is longer."""

SIMILAR_FLOOR: Final = 0.88
"""Jaro-Winkler similarity from which on two words can be one word with an error of typing."""

SIMILAR_CEILING: Final = 0.96
"""A word with an error is less than one in another transliteration."""

_ADDRESS: Final = re.compile(
    r"^\W*(?:(?:h\.\s?e\.|amb\.?|ambassador|excellency|his|her|your|minister)\s+)+", re.I
)
"""Forms of address before a name of a person."""

_SHORTEST_SIMILAR: Final = 4
"""Letters of a word that may have an error of typing; with fewer, too much would be similar."""


def words_of_person(name: str) -> tuple[str, ...]:
    """Return the folded words of a person's name without forms of address and particles."""
    return parse_name(_ADDRESS.sub("", name) or name).parts


def words_of_thing(name: str) -> tuple[str, ...]:
    """Return the folded words of a name of anything else."""
    return tuple(fold(name).split())


def sound(word: str) -> str:
    """Return a folded word without habits of transliteration: "aliyev" and "aliev" sound the same."""
    # Numbers have no such habits: "33" is not "3".
    return transliterated(word) if word.isalpha() else word


def has_similar_words(word: str) -> bool:
    """Tell whether a word is long enough for errors of typing, and none of digits."""
    return len(word) >= _SHORTEST_SIMILAR and word.isalpha()
