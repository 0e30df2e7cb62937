"""Turning the parser's message into one that helps: the place in the text, and a hint."""

from __future__ import annotations

import re
from collections.abc import Collection

from osce_kg.errors import QueryError

_POSITION = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_SENTENCE = re.compile(r"(?:one of |, |^)(The [a-zA-Z ]{8,}|IRI parsing failed)")
_KEYWORD = re.compile(r"\b[A-Za-z]{2,}\b")
_SYMBOL = re.compile(r"\"[^\"]+\"|\[(?!_\])")
_NOT_NAMES = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*")
_DECLARED_PREFIX = re.compile(r"\bprefix\s+([\w.-]*):", re.IGNORECASE)
_USED_PREFIX = re.compile(r"(?<![\w:?$.-])([A-Za-z][\w.-]*|):")


def explain_syntax_error(message: str, text: str, prefixes: Collection[str]) -> QueryError:
    """Return the error to show for what the parser said about ``text``.

    Args:
        message: the parser's message.
        text: the query.
        prefixes: the prefixes that need no declaration.
    """
    found = _POSITION.match(message)
    if found is None:
        return QueryError("The query does not parse.")
    line, column = int(found[1]), _column(int(found[2]), found[3])
    lines = text.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    parts = [f"The query does not parse at line {line}, column {column}."]
    if len(shown) <= 200:  # a caret under a longer line would be no help
        parts.append(f"  {shown}\n  {' ' * (column - 1)}^")
    parts.extend(f"Hint: {hint}" for hint in _hints(found[3], text, prefixes))
    return QueryError("\n".join(parts), line=line, column=column)


def _column(column: int, expected: str) -> int:
    """Return where the unexpected text starts: the parser reports keywords at their end."""
    if _SYMBOL.search(expected) or _SENTENCE.search(expected):
        return column
    keywords = _KEYWORD.findall(expected.removeprefix("one of "))
    return max(1, column - min(map(len, keywords), default=0))


def _hints(expected: str, text: str, prefixes: Collection[str]) -> list[str]:
    if sentence := _SENTENCE.search(expected):
        return [sentence[1].strip() + "."]
    names = _NOT_NAMES.sub(" ", text)
    declared = {*_DECLARED_PREFIX.findall(names), *prefixes, "_"}
    undeclared = sorted(set(_USED_PREFIX.findall(names)) - declared)
    if undeclared:
        return [f"the prefix {name!r} is not declared." for name in undeclared[:3]]
    opened, closed = names.count("{"), names.count("}")
    if opened != closed:
        return [f"there are {opened} opening and {closed} closing braces."]
    return []
