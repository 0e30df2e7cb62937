"""The paragraphs of the main part of a DOCX document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from osce_kg.documents.blocks import Role
from osce_kg.documents.docx.styles import Style, outline_level, role_of
from osce_kg.documents.rows import Row, visible_text

_LEFT_OUT = frozenset(
    {
        "Fallback",  # the same text again, for old programs
        "del",  # what tracked changes took out,
        "moveFrom",  # or put elsewhere,
        "pPrChange",  # and how it looked before
        "rPrChange",
    }
)
_WHITE_SPACE = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off"})
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


@dataclass(slots=True)
class _OpenParagraph:
    pieces: list[str] = field(default_factory=list)
    style: str = ""
    outline: int | None = None
    is_item: bool = False


class BodyReader:
    """Collects the rows of the text; its methods are handlers for ``Package.parse``.

    Text boxes have paragraphs within paragraphs: those within come first.

    Attributes:
        rows: the paragraphs that have text.
    """

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self.rows: list[Row] = []
        self._styles = styles
        self._open: list[_OpenParagraph] = []
        self._left_out = 0
        self._in_text = False
        self._is_hidden = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        self._left_out += name in _LEFT_OUT
        if self._left_out:
            return
        if name == "p":
            self._open.append(_OpenParagraph())
        elif name == "r":
            self._is_hidden = False
        elif self._open:
            self._within_paragraph(name, attributes)

    def _within_paragraph(self, name: str, attributes: Mapping[str, str]) -> None:
        paragraph, value = self._open[-1], attributes.get("val", "")
        if name == "t":
            self._in_text = not self._is_hidden
        elif name in _WHITE_SPACE:
            paragraph.pieces.append(_WHITE_SPACE[name])
        elif name == "br":
            paragraph.pieces.append("\n")
        elif name == "pStyle":
            paragraph.style = value
        elif name == "outlineLvl":
            paragraph.outline = outline_level(value)
        elif name == "numPr":
            paragraph.is_item = True
        elif name == "numId" and value == "0":
            paragraph.is_item = False
        elif name == "vanish":
            self._is_hidden = value not in _OFF

    def text(self, text: str) -> None:
        """Take character data."""
        if self._in_text and not self._left_out:
            self._open[-1].pieces.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name in _LEFT_OUT:
            self._left_out -= 1
        elif self._left_out:
            return
        elif name == "t":
            self._in_text = False
        elif name == "p" and self._open:
            self._close(self._open.pop())

    def _close(self, paragraph: _OpenParagraph) -> None:
        role, level = role_of(self._styles, paragraph.style)
        if paragraph.outline is not None:
            role, level = Role.HEADING, paragraph.outline
        elif paragraph.is_item and role is Role.TEXT:
            role = Role.ITEM
        for part in _PARAGRAPH_END.split("".join(paragraph.pieces)):
            if text := visible_text(part):
                self.rows.append(Row(text, role, level))
