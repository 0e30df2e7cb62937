"""Lines of plain text or Markdown as blocks; lines that a mail program wrapped are put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from osce_kg.documents.blocks import Block, Page, Role
from osce_kg.documents.headers import is_header_line
from osce_kg.model.text import Span

_BULLET = re.compile(r"(?:[-*•·▪●○‣–—]|\(?\d{1,2}[.)]|\([a-z]\))[ ]+(?=\S)")
_LONE_MARK = re.compile(r"[-*•·▪●○‣–—_=~#]+")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})[ ]+(?=\S)")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)([^*_]+)(?<=\S)\1:?")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’»)\]]*$")

_WIDEST_WRAP = 100
_NARROWEST_WRAP = 45
_FULL_SHARE = 0.85


def read_plain(text: str, media_type: str) -> Page:
    """Return the blocks of cleaned text: one per line, or per paragraph where the lines are wrapped."""
    return Page(text, tuple(_rejoin(text, _line_blocks(text))), media_type)


def _line_blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    gap = True
    is_marked = False
    for line in _lines(text):
        content = line.of(text)
        if not content:
            gap = True
        elif _LONE_MARK.fullmatch(content):
            if blocks and not gap and _UNDERLINE.fullmatch(content):
                blocks[-1] = replace(blocks[-1], role=Role.HEADING, level=1 if content[0] == "=" else 2)
            is_marked = content[0] in "-*•"
            gap = gap or not is_marked
        else:
            blocks.append(_line_block(text, line, gap=gap, is_marked=is_marked))
            gap = is_marked = False
    return blocks


def _lines(text: str) -> Iterator[Span]:
    """Yield the lines without the white space around them."""
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        first = start + (len(line) - len(line.lstrip()) if stripped else 0)
        yield Span(first, first + len(stripped))
        start += len(line) + 1


def _line_block(text: str, line: Span, *, gap: bool, is_marked: bool) -> Block:
    """Tell what one line is by its marker; ``is_marked``: a bullet stood alone on the line before."""
    content = line.of(text)
    indent = line.start - (text.rfind("\n", 0, line.start) + 1)
    if match := _MARKDOWN_HEADING.match(content):
        end = line.end - (len(content) - len(content.rstrip("# ")))
        if line.start + match.end() < end:
            return Block(Span(line.start + match.end(), end), Role.HEADING, len(match[1]), indent, gap)
    if match := _BOLD_LINE.fullmatch(content):
        return Block(
            Span(line.start + match.start(2), line.start + match.end(2)), Role.HEADING, 3, indent, gap
        )
    if match := _BULLET.match(content):
        return Block(Span(line.start + match.end(), line.end), Role.ITEM, 0, indent, gap)
    return Block(line, Role.ITEM if is_marked else Role.TEXT, 0, indent, gap)


def _rejoin(text: str, blocks: list[Block]) -> Iterable[Block]:
    """Put wrapped lines together; text without wrapped lines comes back as it is."""
    width = _wrap_width(text, blocks)
    if width is None:
        return blocks
    joined: list[Block] = []
    last: Block | None = None
    for block in blocks:
        if last is not None and _continues(text, last, block, width):
            joined[-1] = replace(joined[-1], span=Span(joined[-1].span.start, block.span.end))
        else:
            joined.append(block)
        last = block
    return joined


def _wrap_width(text: str, blocks: list[Block]) -> int | None:
    """Return the width that lines were wrapped at, or None.

    The sign of wrapping is a line that goes on in lower case after one that is nearly as long as the longest.
    """
    lengths = [block.span.end - block.span.start + block.indent for block in blocks]
    width = max((length for length in lengths if length <= _WIDEST_WRAP), default=0)
    too_long = sum(length > _WIDEST_WRAP for length in lengths)
    if width < _NARROWEST_WRAP or too_long > 0.05 * len(blocks):
        return None
    for (left, length), right in zip(zip(blocks, lengths, strict=True), blocks[1:], strict=False):
        if right.gap or right.role is not Role.TEXT or length < 0.6 * width:
            continue
        if text[right.span.start].islower() and not _SENTENCE_END.search(left.span.of(text)[-4:]):
            return width
    return None


def _continues(text: str, last: Block, block: Block, width: int) -> bool:
    """Tell whether the line ``block`` goes on where the line ``last`` was wrapped."""
    if block.gap or block.role is not Role.TEXT or last.role is Role.HEADING:
        return False
    line, next_line = last.span.of(text), block.span.of(text)
    if is_header_line(line) or is_header_line(next_line):
        return False
    if last.role is Role.TEXT and block.indent >= last.indent + 2:
        return False
    if next_line[0].islower() and not _SENTENCE_END.search(line[-4:]):
        return True
    first_word = next_line.split(maxsplit=1)[0]
    return last.indent + len(line) + 1 + len(first_word) > _FULL_SHARE * width
