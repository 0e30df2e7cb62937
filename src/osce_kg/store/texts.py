"""Which of several texts in several languages is shown."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib.term import Literal


def preferred_text(literals: Iterable[Literal], language: str = "en") -> str | None:
    """Return the text in a language, else the English one, else one without a language, else the first.

    None without any text. Which one comes first is decided by its language, then by itself.
    """

    def rank(literal: Literal) -> tuple[bool, bool, bool, str, str]:
        own = literal.language
        return own != language, own != "en", own is not None, own or "", str(literal)

    best = min(literals, key=rank, default=None)
    return None if best is None else str(best)
