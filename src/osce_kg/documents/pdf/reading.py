"""A PDF document as a page of text, with the places where its printed pages begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from osce_kg.documents.blocks import Page
from osce_kg.documents.decoding import describe_damage, is_binary
from osce_kg.documents.limits import ReadLimits
from osce_kg.documents.pdf.paragraphs import Paragraph, join_lines
from osce_kg.documents.pdf.process import extract_lines
from osce_kg.documents.pdf.running_heads import without_running_heads
from osce_kg.documents.rows import lay_out, visible_text
from osce_kg.errors import InputError

MEDIA_TYPE: Final = "application/pdf"
_MARK: Final = b"%PDF-"
_MARK_WITHIN: Final = 1024  # readers allow for what mail programs put before it
_MOST_SHOWN: Final = 10
_NO_TITLE = re.compile(
    r"microsoft word - .*|.*\.(?:docx?|rtf|pdf|indd|qxd)|untitled|\(?anonymous\)?", re.IGNORECASE
)


def is_pdf(raw: bytes) -> bool:
    """Tell whether bytes begin like a PDF document."""
    return _MARK in raw[:_MARK_WITHIN]


def read_pdf(raw: bytes, limits: ReadLimits) -> tuple[Page, list[str]]:
    """Return the text of a PDF document as a page, and what the user should know of it.

    Running heads, page numbers and the hyphens of parted words are left out; a paragraph goes on across the
    end of a page.

    Raises:
        InputError: it cannot be read, passes a limit, or has no text, as scans do.
        MachineError: no process can be started.
    """
    printed = extract_lines(raw, limits)
    drawn = [number for number, page in enumerate(printed.pages, start=1) if not page]
    if len(drawn) == len(printed.pages):
        raise InputError("no text: its pages are pictures, such as a scan; letters in pictures are not read")
    shown = "\n".join(line.text.removesuffix("\ufffe") for page in printed.pages for line in page)
    if is_binary(shown):
        raise InputError("no text: its fonts do not say which letters they show")
    warnings = [f"no text on page {_listed(drawn)}: a picture, or empty"] if drawn else []
    if damage := describe_damage(shown):
        warnings.append(damage)
    paragraphs = join_lines(without_running_heads(printed.pages))
    text, blocks = lay_out(paragraph.row for paragraph in paragraphs)
    starts: dict[int, int] = {}
    for paragraph, block in zip(paragraphs, blocks, strict=True):
        for number, offset in paragraph.page_starts:
            starts.setdefault(number, block.span.start + offset)
    page = Page(
        text,
        blocks,
        MEDIA_TYPE,
        title=_title(paragraphs, printed.title),
        page_starts=_all_starts(starts, len(printed.pages), len(text)),
    )
    return page, warnings


def _title(paragraphs: Sequence[Paragraph], declared: str) -> str | None:
    """Return what is printed largest on the first page, else the title that the file declares."""
    for paragraph in paragraphs:
        if paragraph.page_starts[0][0] > 1:
            break
        if paragraph.row.level == 1:
            return paragraph.row.text
    title = visible_text(declared)
    return title if title and not _NO_TITLE.fullmatch(title) else None


def _all_starts(starts: dict[int, int], number: int, end: int) -> tuple[int, ...]:
    """Return where each page begins; one without text begins and ends where the next one with text begins."""
    offsets = []
    offset = end
    for page in range(number, 0, -1):
        offset = starts.get(page, offset)
        offsets.append(offset)
    return tuple(reversed(offsets))


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_MOST_SHOWN]))
    return shown if len(numbers) <= _MOST_SHOWN else f"{shown} and {len(numbers) - _MOST_SHOWN} others"
