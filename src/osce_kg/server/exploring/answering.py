"""Asking the graph for a view, with the text of the query kept: what is shown is what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from osce_kg.store import QueryReader

Row: TypeAlias = dict[str, str]
"""Name of a variable to its value as text; what is not bound is not there."""


@dataclass(frozen=True, slots=True)
class AnsweredQuery:
    """A query with its answer.

    Attributes:
        title: key of the text that says what it asks.
        text: the query.
        rows: its solutions, in its order.
    """

    title: str
    text: str
    rows: tuple[Row, ...]


def ask(reader: QueryReader, title: str, text: str) -> AnsweredQuery:
    """Ask a query.

    Raises:
        MachineError: the store cannot be read.
    """
    rows = ({name: str(term) for name, term in row.items()} for row in reader.select(text))
    return AnsweredQuery(title, text, tuple(rows))
