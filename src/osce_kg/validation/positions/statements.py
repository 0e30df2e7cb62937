"""What scanners of statements give: where the terms of a statement begin, and lines for offsets."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class Offsets(NamedTuple):
    """Where the terms of a statement begin, as offsets in code points into the text."""

    subject: int
    predicate: int
    object: int


class Position(NamedTuple):
    """1-based line and column, the column in code points."""

    line: int
    column: int


class ScannedStatement(NamedTuple):
    """A statement that a scanner has understood by itself.

    Attributes:
        subject, predicate, object: as N-Triples terms; the object is empty where it was not understood.
    """

    subject: str
    predicate: str
    object: str
    offsets: Offsets


class PlacedStatement(NamedTuple):
    """A statement, and where its terms begin.

    Attributes:
        subject, predicate, object: as N-Triples terms; the object is empty where it is not known.
    """

    subject: str
    predicate: str
    object: str
    subject_at: Position
    predicate_at: Position
    object_at: Position


class LineIndex:
    """Turns offsets into positions; a line ends with a line feed, as the parsers count."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        end = text.find("\n")
        while end != -1:
            self._starts.append(end + 1)
            end = text.find("\n", end + 1)

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset in code points."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)
