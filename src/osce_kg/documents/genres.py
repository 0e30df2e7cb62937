"""The kind of a document: a concept of the document-kind vocabulary."""

from __future__ import annotations

import re

from osce_kg.documents.datelines import find_datelines
from osce_kg.documents.headers import is_salutation
from osce_kg.model.document import Dateline, Section

DOCUMENT_KINDS = frozenset(
    {"press-release", "news-item", "activity-report", "listing", "journal", "statement", "letter", "other"}
)
_TITLES = (
    ("journal", re.compile(r"\bjournal\b|\b(?:PC|FSC|MC)\.JOUR", re.IGNORECASE)),
    (
        "activity-report",
        re.compile(r"\b(?:activity|activities|monthly|weekly|bi-?monthly)\s+report", re.IGNORECASE),
    ),
    ("activity-report", re.compile(r"\breport\s+(?:on|of)\s+(?:the\s+)?activit", re.IGNORECASE)),
    (
        "statement",
        re.compile(
            r"^(?:joint\s+)?(?:statement|declaration|address|speech|remarks)\s+(?:by|of)\b", re.IGNORECASE
        ),
    ),
    ("listing", re.compile(r"^(?:calendar|list|schedule|upcoming|forthcoming|programme)\b", re.IGNORECASE)),
)
_JOURNAL = re.compile(r"\b(?:PC|FSC|MC|EF|CEI)\.JOUR/\d|\bJournal No\.?\s*\d", re.IGNORECASE)
_HEAD = 600
_MANY_HEADINGS = 4


def choose_genre(
    text: str, label: str | None, title: str | None, sections: tuple[Section, ...], dateline: Dateline | None
) -> str:
    """Return the document kind that the page shows; what a register says goes before it.

    Args:
        text: the document's text.
        label: the kind that a label above the title names.
        title: headline.
        sections: the body, with at least one paragraph.
        dateline: opening dateline.
    """
    if label and label != "news-item":
        return label
    for kind, pattern in _TITLES if title else ():
        if pattern.search(title or ""):
            return kind
    paragraphs = [paragraph for section in sections for paragraph in section.paragraphs]
    first = paragraphs[0].span
    if _JOURNAL.search(text, 0, first.start + _HEAD):
        return "journal"
    if is_salutation(first.of(text)):
        return "letter"
    if (
        len(find_datelines(text, [paragraph.span for paragraph in paragraphs if not paragraph.is_list_item]))
        > 1
    ):
        return "listing"
    if sum(section.heading is not None for section in sections) >= _MANY_HEADINGS:
        return "activity-report"
    if sum(paragraph.is_list_item for paragraph in paragraphs) > len(paragraphs) / 2:
        return "listing"
    # a newsroom holds press releases too; these have a dateline
    if dateline is not None:
        return "press-release"
    return "news-item" if title or label else "other"
