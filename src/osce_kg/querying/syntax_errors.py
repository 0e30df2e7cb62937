"""Turning the parser's message into one that helps: the place in the text, and a hint."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from osce_kg.errors import QueryError
from osce_kg.querying.syntax_hints import likely_mistake, undeclared_prefixes

_POSITION: Final = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_SENTENCE: Final = re.compile(r"(?:one of |, |^)(?:The [a-zA-Z ]{8,}|IRI parsing failed)")
_KEYWORD: Final = re.compile(r"\b[A-Za-z]{2,}\b")
_SYMBOL: Final = re.compile(r"\"[^\"]+\"|\[(?!_\])")
_SHOWN_LINE: Final = 200
"""Characters of the longest line or name that is shown; a caret under a longer line would be no help."""


def explain_syntax_error(
    message: str, text: str, prefixes: Collection[str], *, what: str = "query"
) -> QueryError:
    """Return the error to show for what the parser said about ``text``: the place, the line and a hint.

    Args:
        message: the parser's message.
        text: the query.
        prefixes: the prefixes that need no declaration.
        what: ``query`` or ``update``.
    """
    found = _POSITION.match(message)
    if found is None:
        return QueryError(f"The {what} does not parse.")
    line, column = int(found[1]), _column(int(found[2]), found[3])
    undeclared = undeclared_prefixes(text, prefixes)
    if undeclared and "IRI parsing failed" not in found[3]:
        # The parser stops at the end of the name.
        line, column = _place(text, undeclared[0][1])
        hint = f"the prefix {undeclared[0][0][:_SHOWN_LINE]!r} is not declared."
    else:
        hint = likely_mistake(found[3], text)
    lines = text.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    parts = [f"The {what} does not parse at line {line}, column {column}."]
    if len(shown) <= _SHOWN_LINE:
        parts.append(f"  {shown}\n  {' ' * (column - 1)}^")
    parts.append(f"Hint: {hint}")
    return QueryError("\n".join(parts), line=line, column=column, hint=hint)


def _place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of a character."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def _column(column: int, expected: str) -> int:
    """Return where the unexpected text starts: the parser reports keywords at their end."""
    if _SYMBOL.search(expected) or _SENTENCE.search(expected):
        return column
    keywords = _KEYWORD.findall(expected.removeprefix("one of "))
    return max(1, column - min(map(len, keywords), default=0))
