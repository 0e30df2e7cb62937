"""CSV by RFC 4180 whose cells no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from osce_kg.network.attributes import Value
from osce_kg.network.xml_text import writable

# What a spreadsheet may run, and what looks like a cell that was made safe already.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_MADE_SAFE: Final = re.compile(r"'+[=+\-@\t\r]")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """Give the table line by line: UTF-8, commas, CRLF, a header; nothing for what is not said."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in chain([header], rows):
        writer.writerow([safe_cell(value) if isinstance(value, str) else value for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def safe_cell(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet could run; ``original_cell`` undoes it."""
    text = writable(text)
    return f"'{text}" if _FORMULA.match(text) else text


def original_cell(cell: str) -> str:
    """Return the text that ``safe_cell`` made the cell from."""
    return cell[1:] if _MADE_SAFE.match(cell) else cell
