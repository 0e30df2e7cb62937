"""Text of others on one line of a terminal or file, so that it can neither break the line nor hide in it."""

from __future__ import annotations

import unicodedata
from typing import Final

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})
FORMULA_SIGNS: Final = ("=", "+", "-", "@")
"""A spreadsheet takes a cell that begins with one of these for a formula."""


def on_one_line(text: str) -> str:
    """Escape what breaks a line, moves the cursor, turns the direction of writing or cannot be seen."""
    return "".join(
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character) in _INVISIBLE
        else character
        for character in text
    )
