"""A page as a row of blocks: what both plain text and HTML are turned into before their structure is read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from osce_kg.model.text import Span


class Role(Enum):
    """What the layout says a block is; ``TEXT`` may turn out to be a heading or a paragraph."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    CAPTION = "caption"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that the layout sets apart.

    Attributes:
        span: where it stands in the page's text, without bullets, markup and surrounding white space.
        role: what the layout says it is.
        level: depth of a heading, 1 for the highest; 0 for other blocks and where it is not known.
        indent: columns before the first character.
        gap: an empty line stands before it.
    """

    span: Span
    role: Role = Role.TEXT
    level: int = 0
    indent: int = 0
    gap: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """Text and its blocks in order, with what the markup around the text says.

    Attributes:
        text: the text that all spans refer to.
        url: canonical address.
        date: day of publication.
        title: headline, where the markup marks one.
        language: BCP 47 tag.
        translations: language and address of the same page in other languages, itself perhaps included.
        page_starts: where each printed page begins in the text; empty for what has no pages.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    url: str | None = None
    date: dt.date | None = None
    title: str | None = None
    language: str | None = None
    translations: tuple[tuple[str, str], ...] = ()
    page_starts: tuple[int, ...] = ()
