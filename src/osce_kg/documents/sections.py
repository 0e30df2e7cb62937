"""The body of a document: which blocks are headings, paragraphs, captions and list items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from osce_kg.documents.blocks import Block, Role
from osce_kg.documents.datelines import find_dateline
from osce_kg.documents.headers import is_salutation
from osce_kg.documents.repeats import fold_repeats
from osce_kg.documents.sentences import split_sentences
from osce_kg.model.document import Dateline, Paragraph, Section
from osce_kg.model.text import Span

_LONGEST_HEADING = 120
_MOST_WORDS = 16
_CLOSED = re.compile(r"[.!;,:][\"'”’»)\]]*$")
_LABELLED = re.compile(
    r"(?:opened|closed|suspended|resumed|chair(?:person|manship|personship)?|original|date|place|venue|present"
    r"|publishing date|participants|contact|source|author|tel|fax|e-?mail)\s*:\s*\S",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:^(?:photo|picture|image)\s*:"
    r"|\((?:l|r|c|left|right|cent(?:re|er)|from left)\b"
    r"|\bfrom left(?: to right)?\b|\b(?:left|right)\s+to\s+(?:left|right)\b"
    r"|\((?:photo|OSCE|USOSCE|AP|AFP|EPA|Reuters)[/: ][^)]{2,60}\)\s*$"
    r"|^(?:The|An?)\s.*\b(?:is|are)\s+\w+ing\b)",
    re.IGNORECASE,
)
_CAPTION_OF_SENTENCE_LENGTH = 200


@dataclass(slots=True)
class _OpenSection:
    heading: Span | None
    level: int
    bodies: list[tuple[Span, Role]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Body:
    """Sections in order, and headings left out because they only head repeated text."""

    sections: tuple[Section, ...]
    dropped: tuple[Span, ...] = ()


def read_sections(text: str, blocks: Sequence[Block], dateline: Dateline | None, title: str | None) -> Body:
    """Return the sections of the body.

    Args:
        text: the document's text.
        blocks: the blocks after the head, menus taken out.
        dateline: the dateline of the first paragraph; paragraphs begin after it.
        title: the headline; a heading that only repeats it is dropped.
    """
    opened, dropped = _gather(text, blocks, title)
    bodies = [_without_dateline(text, body, dateline) for section in opened for body, _ in section.bodies]
    repeats = fold_repeats(text, bodies)
    remaining = iter(bodies)
    sections = []
    seen: set[str] = set()
    for section in opened:
        heading = section.heading.of(text) if section.heading else ""
        spans = [(next(remaining), role) for _, role in section.bodies]
        paragraphs = tuple(
            _paragraph(text, span, role, repeats[span]) for span, role in spans if span in repeats
        )
        if section.heading and not paragraphs and heading in seen:
            dropped.append(section.heading)
        elif section.heading or paragraphs:
            sections.append(Section(section.heading, paragraphs, section.level))
        seen.add(heading)
    return Body(tuple(sections), tuple(dropped))


def _gather(text: str, blocks: Sequence[Block], title: str | None) -> tuple[list[_OpenSection], list[Span]]:
    """Put each block under its heading."""
    opened = [_OpenSection(None, 1)]
    dropped: list[Span] = []
    roles = [_role(text, blocks, index) for index in range(len(blocks))]
    for index, (block, role) in enumerate(zip(blocks, roles, strict=True)):
        if role is not Role.HEADING:
            opened[-1].bodies.append((block.span, role))
        elif title is not None and " ".join(block.span.of(text).split()) == title:
            dropped.append(block.span)
        else:
            following = roles[index + 1] if index + 1 < len(roles) else None
            opened.append(_OpenSection(block.span, block.level or _level(block.span.of(text), following)))
    return opened, dropped


def _role(text: str, blocks: Sequence[Block], index: int) -> Role:
    """Decide what a block is: by its markup, else by its looks and its neighbours."""
    block = blocks[index]
    if block.role not in {Role.TEXT, Role.LABEL}:
        return block.role
    if block.span.end - block.span.start > _CAPTION_OF_SENTENCE_LENGTH:
        return Role.TEXT
    content = block.span.of(text)
    if _CAPTION.search(content) and not _CLOSED.search(content):
        return Role.CAPTION
    following = blocks[index + 1].role if index + 1 < len(blocks) else None
    return Role.HEADING if following and _reads_like_heading(content, following) else Role.TEXT


def _reads_like_heading(content: str, following: Role) -> bool:
    if len(content) > _LONGEST_HEADING or len(content.split()) > _MOST_WORDS or "\n" in content:
        return False
    if content.endswith(":"):
        return following is Role.ITEM and len(content.split()) <= 6
    if _CLOSED.search(content) or is_salutation(content) or _LABELLED.match(content):
        return False
    return content[0].isupper() or content[0].isdigit() or content[0] in "\"'“‘«"


def _level(heading: str, following: Role | None) -> int:
    """Guess the depth of a heading: over other headings or a list 1, in capitals 2, over a paragraph 3."""
    if heading == heading.upper():
        return 2
    return 1 if following in {Role.HEADING, Role.ITEM} else 3


def _without_dateline(text: str, body: Span, dateline: Dateline | None) -> Span:
    """Return the paragraph after its dateline; a body printed again has the dateline again."""
    if dateline is None or not text.startswith(dateline.places[0], body.start):
        return body
    found = find_dateline(text[body.start : body.end], 0)
    return (
        Span(body.start + found.span.end, body.end)
        if found and found.span.end < body.end - body.start
        else body
    )


def _paragraph(text: str, span: Span, role: Role, repeats: tuple[Span, ...]) -> Paragraph:
    return Paragraph(
        span,
        split_sentences(text, span),
        repeats,
        is_caption=role is Role.CAPTION,
        is_list_item=role is Role.ITEM,
    )
