"""Which of several texts in several languages is shown."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib.term import Literal


def preferred_text(literals: Iterable[Literal]) -> str | None:
    """Return the English text, else one without a language, else the first by language; None without any."""

    def rank(literal: Literal) -> tuple[bool, bool, str, str]:
        language = literal.language
        return language != "en", language is not None, language or "", str(literal)

    best = min(literals, key=rank, default=None)
    return None if best is None else str(best)
