"""The head of a page: kind of page, headline, "Date:", "Place:", "Source:", the line under the title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from osce_kg.documents.blocks import Block, Page, Role
from osce_kg.documents.datelines import find_dateline, is_place_and_day
from osce_kg.documents.dates import is_day, parse_day
from osce_kg.model.text import Span

KINDS: Mapping[str, str] = {
    "press release": "press-release",
    "press releases": "press-release",
    "media release": "press-release",
    "news release": "press-release",
    "press advisory": "press-release",
    "media advisory": "press-release",
    "newsroom": "news-item",
    "news": "news-item",
    "news item": "news-item",
    "news story": "news-item",
    "story": "news-item",
    "feature": "news-item",
    "statement": "statement",
    "press statement": "statement",
    "joint statement": "statement",
    "speech": "statement",
    "remarks": "statement",
    "address": "statement",
    "activity report": "activity-report",
    "field activity report": "activity-report",
    "monthly report": "activity-report",
    "newsletter": "activity-report",
    "journal": "journal",
    "letter": "letter",
    "listing": "listing",
    "calendar": "listing",
    "events": "listing",
}
"""Words that stand alone above a page's title, and the document kind they name."""

_KIND = re.compile(rf"({'|'.join(KINDS)})(?:\s+(?:no|nr)?\.?\s*\d[\d/.-]*)?", re.IGNORECASE)
_FIELD = re.compile(
    r"(?:\d\.\s+)?(date|(?:publishing|publication|release) date|published(?: on)?|issued on|posted|place"
    r"|location|source|issued by)\s*:\s*",
    re.IGNORECASE,
)
_FIELD_KEYS = {"place": "place", "location": "place", "source": "source", "issued by": "source"}
_SITE_NAME = re.compile(
    r"(?:OSCE|Organization for Security and Co-operation in Europe)(?: logo)?|Print|Share(?: this page)?",
    re.IGNORECASE,
)
_DOCUMENT_NUMBER = re.compile(r"[A-Z]{2,4}\.[A-Z]{2,5}/\d[\w./-]*")
_JOURNAL_LABEL = re.compile(
    r"(?:original|chairmanship|chairpersonship)\s*:.{1,60}|permanent council|forum for security co-operation"
    r"|ministerial council|permanent committee|senior council",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"(?:To (?:the|all) |Dear |(?:Your )?Excellenc(?:y|ies)\b|Mr\. (?:President|Chair)"
    r"|Madam\b|Sir,|Ladies and )"
)
_SENTENCE_END = re.compile(r"[.!:;,]$")
_LONGEST_TITLE = 250
_LONGEST_LABEL = 120
_LONGEST_VALUE = {"date": 60, "place": 80, "source": 200}
_DEEPEST_TITLE = 15
_FEWEST_WORDS = 3


@dataclass(slots=True)
class Header:
    """What the head of a page says.

    Attributes:
        kind: the document kind that a label above the title names.
        title: span of the headline.
        fields: values of ``date``, ``place`` and ``source``, as printed.
        place_and_day: the line "VIENNA 14 September 1998" that some pages print under the title.
        dropped: spans of the labels and fields; the title is not among them.
        length: number of blocks that belong to the head.
    """

    kind: str | None = None
    title: Span | None = None
    fields: dict[str, str] = field(default_factory=dict)
    place_and_day: Span | None = None
    dropped: list[Span] = field(default_factory=list)
    length: int = 0


def is_header_line(line: str) -> bool:
    """Tell whether a line is a label, a field or a place with a day, and so never part of a paragraph."""
    return bool(_KIND.fullmatch(line) or _FIELD.match(line) or is_place_and_day(line) or is_day(line))


def is_salutation(line: str) -> bool:
    """Tell whether a line addresses the readers of a letter: "To the members of the Standing Committee"."""
    return (
        len(line) <= _LONGEST_LABEL and not line.endswith((".", "!", "?")) and bool(_SALUTATION.match(line))
    )


def read_header(page: Page, blocks: tuple[Block, ...], known_title: str | None = None) -> Header:
    """Read the head of a page from its first blocks (the site menu is already taken out).

    Args:
        page: the page.
        blocks: its blocks.
        known_title: the title that the markup or the register gives; it is looked for in the text.
    """
    header = Header()
    position = _find_title(page, blocks, known_title)
    index = 0
    while index < len(blocks):
        text = blocks[index].span.of(page.text)
        if index == position:
            header.title = blocks[index].span
        elif index < position and not _names_field(blocks[index], text):
            header.kind = header.kind or _kind_of(text)
            header.dropped.append(blocks[index].span)
        elif taken := _take_field(page, blocks, index, header):
            index += taken - 1
        elif _take_label(page.text, blocks[index], header):
            pass
        elif (
            header.title is None
            and index + 1 < len(blocks)
            and _reads_like_title(
                page.text, blocks[index], blocks[index + 1], has_kind=header.kind is not None
            )
        ):
            header.title = blocks[index].span
        else:
            break
        index += 1
    header.length = index
    return header


def _kind_of(text: str) -> str | None:
    match = _KIND.fullmatch(text)
    return KINDS[match[1].lower()] if match else None


def _find_title(page: Page, blocks: tuple[Block, ...], known_title: str | None) -> int:
    """Return the number of the block that holds the known title; -1 if it is not printed near the top."""
    if not known_title:
        return -1
    wanted = _folded(known_title)
    for index, block in enumerate(blocks[:_DEEPEST_TITLE]):
        text = block.span.of(page.text)
        if _folded(text) == wanted:
            return index
        if len(text) > _LONGEST_LABEL or text.endswith("."):
            return -1
    return -1


def _folded(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _names_field(block: Block, text: str) -> str | None:
    """Return ``date``, ``place`` or ``source`` if the block begins with such a label."""
    match = _FIELD.match(text)
    if match is None and block.role is Role.LABEL:
        match = _FIELD.fullmatch(text + ":")
    return _FIELD_KEYS.get(match[1].lower(), "date") if match else None


def _take_field(page: Page, blocks: tuple[Block, ...], index: int, header: Header) -> int:
    """Read a field with its value, which may stand in the next block; return the number of blocks used."""
    block = blocks[index]
    text = block.span.of(page.text)
    key = _names_field(block, text)
    if key is None:
        return 0
    header.dropped.append(block.span)
    match = _FIELD.match(text)
    value = text[match.end() :].strip() if match else ""
    used = 1
    if not value and index + 1 < len(blocks) and _is_value(key, blocks[index + 1], page.text):
        value = blocks[index + 1].span.of(page.text)
        header.dropped.append(blocks[index + 1].span)
        used = 2
    if value:
        header.fields.setdefault(key, value)
    return used


def _is_value(key: str, block: Block, text: str) -> bool:
    value = block.span.of(text)
    if _names_field(block, value) or len(value) > _LONGEST_VALUE[key] or find_dateline(value, 0):
        return False
    if key == "date":
        return parse_day(value, year=2000) is not None
    return not _SENTENCE_END.search(value) and _kind_of(value) is None


def _take_label(text: str, block: Block, header: Header) -> bool:
    content = block.span.of(text)
    kind = _kind_of(content)
    if kind and header.kind is None and header.title is None:
        header.kind = kind
    elif header.place_and_day is None and is_place_and_day(content):
        header.place_and_day = block.span
    elif "date" not in header.fields and is_day(content):
        header.fields["date"] = content
    elif _DOCUMENT_NUMBER.fullmatch(content):
        header.kind = header.kind or ("journal" if ".JOUR/" in content else None)
    elif header.kind == "journal" and _JOURNAL_LABEL.fullmatch(content):
        pass
    elif kind is None and not _SITE_NAME.fullmatch(content):
        return False
    header.dropped.append(block.span)
    return True


def _reads_like_title(text: str, block: Block, following: Block, *, has_kind: bool) -> bool:
    """Tell whether a block reads like a headline; a label of one word such as "Visits" does not."""
    content = block.span.of(text)
    if block.role in {Role.ITEM, Role.CAPTION} or len(content) > _LONGEST_TITLE:
        return False
    if _SENTENCE_END.search(content) or is_salutation(content) or find_dateline(content, 0):
        return False
    next_content = following.span.of(text)
    return (
        len(content.split()) >= _FEWEST_WORDS
        or has_kind
        or (block.role is Role.HEADING and block.level == 1)
        or is_header_line(next_content)
        or find_dateline(next_content, 0) is not None
    )
