"""Text that a reader lays out itself, row by row, because the file has no plain text of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from osce_kg.documents.blocks import Block, Role
from osce_kg.documents.decoding import clean_text
from osce_kg.model.text import Span

_WHITE_SPACE = re.compile(r"\s+")


class Row(NamedTuple):
    """The visible text of one block, with its role and, for a heading, its level (1 is the highest)."""

    text: str
    role: Role
    level: int


def visible_text(text: str) -> str:
    """Return clean text on one line, each run of white space a single space."""
    return _WHITE_SPACE.sub(" ", clean_text(text)).strip()


def lay_out(rows: Iterable[Row]) -> tuple[str, tuple[Block, ...]]:
    """Return the text of rows that an empty line parts, and the rows as blocks of it."""
    kept = tuple(rows)
    blocks = []
    position = 0
    for row in kept:
        blocks.append(Block(Span(position, position + len(row.text)), row.role, row.level))
        position += len(row.text) + 2
    return "\n\n".join(row.text for row in kept), tuple(blocks)
