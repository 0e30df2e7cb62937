"""Solutions as a table of text for people."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from osce_kg.namespaces import shorten


def render_table(results: bytes) -> str:
    """Return SPARQL JSON results as aligned text: a header, a rule, a line for each solution, and their
    number.

    IRIs are shortened by the usual prefixes; IRIs of our own things to their keys. ASK answers are ``yes`` or
    ``no``.
    """
    document = json.loads(results)
    if "boolean" in document:
        return "yes" if document["boolean"] else "no"
    names: list[str] = document["head"]["vars"]
    rows = [[_cell(binding.get(name)) for name in names] for binding in document["results"]["bindings"]]
    widths = [max(map(_width, column)) for column in zip(names, *rows, strict=True)]
    lines = [_line(names, widths), "  ".join("─" * width for width in widths)]
    lines.extend(_line(row, widths) for row in rows)
    lines.append(f"({len(rows)} solution{'' if len(rows) == 1 else 's'})")
    return "\n".join(lines)


def _cell(term: dict[str, Any] | None) -> str:
    if term is None:
        return ""
    if term["type"] == "uri":
        return shorten(term["value"])
    # One solution, one line: and nothing that moves the cursor of the terminal.
    return "".join(
        " " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character
        for character in str(term["value"])
    )


def _line(cells: list[str], widths: list[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Return the number of columns that a terminal uses for the text."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "FW" else 1
        for character in text
    )
