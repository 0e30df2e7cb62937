"""The example queries: files whose leading comments say what they ask.

::

    # question: Who met whom in 2004?
    # description: Every pair of people on different sides of one meeting,
    #   with the passage that says so.
    # keywords: meetings, people
    SELECT …
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from osce_kg.errors import InputError, MissingInputError

_FIELD = re.compile(r"#\s*([a-z]+):\s*(.*)")


@dataclass(frozen=True, slots=True)
class ExampleQuery:
    """A query with what it is about.

    Attributes:
        key: file name without its suffix, e.g. ``who-met-whom``.
        question: what a person would ask, one line.
        description: what the answer holds; may be empty.
        keywords: terms to find it by.
        text: the whole file, comments included.
    """

    key: str
    question: str
    description: str
    keywords: tuple[str, ...]
    text: str


def read_catalogue(directory: Path) -> tuple[ExampleQuery, ...]:
    """Read all ``*.rq`` files of a directory, ordered by key.

    Raises:
        MissingInputError: there is no such directory.
        InputError: a file does not say what it asks, or is not UTF-8.
    """
    if not directory.is_dir():
        raise MissingInputError("there is no folder of queries", source=str(directory))
    return tuple(_read_example(path) for path in sorted(directory.glob("*.rq")))


def _read_example(path: Path) -> ExampleQuery:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the query cannot be read: {error}", source=str(path)) from error
    header = _header(text)
    if not header.get("question"):
        raise InputError("the query has no line '# question: …'", source=str(path), line=1)
    keywords = (keyword.strip() for keyword in header.get("keywords", "").split(","))
    return ExampleQuery(
        key=path.stem,
        question=header["question"],
        description=header.get("description", ""),
        keywords=tuple(keyword for keyword in keywords if keyword),
        text=text,
    )


def _header(text: str) -> dict[str, str]:
    """Return the fields of the leading comment; a line without a field continues the one before it."""
    fields: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if match := _FIELD.fullmatch(line.rstrip()):
            name = match[1]
            fields[name] = match[2]
        elif name:
            fields[name] = f"{fields[name]} {line.lstrip('#').strip()}".strip()
    return fields
