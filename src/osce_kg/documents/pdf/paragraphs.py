"""From lines of print to paragraphs, across the ends of lines, columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from osce_kg.documents.blocks import Role
from osce_kg.documents.pdf.hyphens import Hyphens
from osce_kg.documents.pdf.process import Line
from osce_kg.documents.rows import Row, visible_text

_BULLET = re.compile(r"(?:[-*•·▪●○‣–—§\uf0b7\uf0a7]|\(?\d{1,2}[.)]|\([a-z]\))\s+(?=\S)")
_LONE_BULLET = re.compile(r"[-*•·▪●○‣–—\uf0b7\uf0a7]")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’»)\]]*$")
_WIDER_THAN_PITCH = 1.3
_HEADING_SIZE = 1.15
_OTHER_SIZE = 1.05


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together.

    Attributes:
        row: the text with its role.
        page_starts: for each page that begins in it, the number of the page and the offset in the text.
    """

    row: Row
    page_starts: list[tuple[int, int]] = field(default_factory=list)


def join_lines(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """Return the paragraphs of all pages in order; pages are counted from 1."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    body_size = _commonest_size(lines)
    levels = _heading_levels(lines, body_size)
    hyphens = Hyphens(line.text for line in lines)
    paragraphs = []
    for group in _groups(pages):
        if paragraph := _paragraph(group, levels, hyphens):
            paragraphs.append(paragraph)
    return paragraphs


@dataclass(frozen=True, slots=True)
class _PlacedLine:
    line: Line
    page: int
    edge: float
    """Right edge of the column that the line stands in."""

    @property
    def is_full(self) -> bool:
        return self.edge - self.line.right < 0.25 * max(self.edge - self.line.left, 1.0)


def _commonest_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return min(sizes, key=lambda size: (-sizes[size], size))


def _heading_levels(lines: Iterable[Line], body_size: float) -> dict[float, int]:
    """Return a level for each size that is clearly larger than that of the text: 1 for the largest."""
    sizes = sorted({line.size for line in lines if line.size >= _HEADING_SIZE * body_size}, reverse=True)
    return {size: min(level, 6) for level, size in enumerate(sizes, start=1)}


def _groups(pages: Sequence[Sequence[Line]]) -> Iterator[list[_PlacedLine]]:
    """Yield the lines of each paragraph."""
    pitches = _pitches(pages)
    group: list[_PlacedLine] = []
    for placed in _placed(pages):
        if group and not _goes_on(group[-1], placed, pitches):
            yield group
            group = []
        group.append(placed)
    if group:
        yield group


def _placed(pages: Sequence[Sequence[Line]]) -> Iterator[_PlacedLine]:
    """Yield the lines with the right edge of their column: a column ends where the print jumps upwards."""
    for number, page in enumerate(pages, start=1):
        column: list[Line] = []
        for line in page:
            if column and line.baseline > column[-1].baseline + line.size:
                yield from _column(column, number)
                column = []
            column.append(line)
        yield from _column(column, number)


def _column(lines: Sequence[Line], page: int) -> Iterator[_PlacedLine]:
    edge = max((line.right for line in lines), default=0.0)
    return (_PlacedLine(line, page, edge) for line in lines)


def _pitches(pages: Sequence[Sequence[Line]]) -> dict[float, float]:
    """Return the distance of lines of a paragraph for each size of type: the median of the closer half."""
    steps: dict[float, list[float]] = {}
    for page in pages:
        for above, below in pairwise(page):
            step = above.baseline - below.baseline
            if above.size == below.size and 0.5 * below.size < step < 3 * below.size:
                steps.setdefault(below.size, []).append(step)
    return {size: median(sorted(found)[: len(found) // 2 + 1]) for size, found in steps.items()}


def _goes_on(above: _PlacedLine, below: _PlacedLine, pitches: dict[float, float]) -> bool:
    """Tell whether the paragraph of one line goes on in the next."""
    first, second = above.line, below.line
    if _LONE_BULLET.fullmatch(first.text.strip()):
        return above.page == below.page
    if _BULLET.match(second.text) or _LONE_BULLET.fullmatch(second.text.strip()):
        return False
    if not 1 / _OTHER_SIZE < second.size / max(first.size, 0.1) < _OTHER_SIZE:
        return False
    if first.text.endswith("\ufffe"):
        return True
    step = first.baseline - second.baseline
    is_jump = above.page != below.page or step < -second.size
    if is_jump:
        return above.is_full and not _SENTENCE_END.search(first.text.rstrip())
    pitch = pitches.get(second.size, 1.2 * second.size)
    if step > _WIDER_THAN_PITCH * pitch:
        return False
    if second.text.lstrip()[:1].islower() and not _SENTENCE_END.search(first.text.rstrip()):
        return True
    if second.left > first.left + second.size and not _BULLET.match(first.text):
        return not _SENTENCE_END.search(first.text.rstrip())
    return not _would_fit(above, second)


def _would_fit(above: _PlacedLine, below: Line) -> bool:
    """Tell whether the first word of a line had room on the line above, which so was ended on purpose."""
    words = below.text.split(maxsplit=1)
    width = (below.right - below.left) / max(len(below.text), 1)
    return above.line.right + (len(words[0]) + 1) * width < above.edge - width


def _paragraph(group: Sequence[_PlacedLine], levels: dict[float, int], hyphens: Hyphens) -> Paragraph | None:
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    length = page = 0
    is_parted = False
    for placed in group:
        words = visible_text(placed.line.text)
        if pieces:
            pieces.append(hyphens.between(pieces[-1], words) if is_parted else " ")
            length += len(pieces[-1])
        if placed.page != page:
            page = placed.page
            starts.append((page, length))
        pieces.append(words)
        length += len(words)
        is_parted = placed.line.text.endswith("\ufffe")
    text = "".join([*pieces, "-"] if is_parted else pieces)
    return _with_role(text, starts, levels.get(group[0].line.size, 0))


def _with_role(text: str, starts: list[tuple[int, int]], level: int) -> Paragraph | None:
    bullet = _BULLET.match(text)
    if bullet is None:
        row = Row(text, Role.HEADING if level else Role.TEXT, level)
        return Paragraph(row, starts) if text and not _LONE_BULLET.fullmatch(text) else None
    cut = bullet.end()
    starts = [(page, max(0, offset - cut)) for page, offset in starts]
    return Paragraph(Row(text[cut:], Role.ITEM, 0), starts)
