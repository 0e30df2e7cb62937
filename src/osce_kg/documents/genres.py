"""The kind of a document: a concept of the document-kind vocabulary."""

from __future__ import annotations

import re

from osce_kg.model.document import Dateline, Section
from osce_kg.model.text import Span

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
_SALUTATION = re.compile(
    r"^\s*(?:To the |Dear |Excellenc|Your Excellenc|Mr\. (?:President|Chair)|Sir,|Madam,)"
)
_HEAD = 600


def classify_genre(
    text: str, head: Span, title: str | None, sections: tuple[Section, ...], dateline: Dateline | None
) -> str:
    """Return the document kind that the text itself shows; what a page or register declares goes before it.

    Args:
        text: the document's text.
        head: from the title to the end of the body.
        title: headline.
        sections: the body.
        dateline: opening dateline.
    """
    if title:
        for kind, pattern in _TITLES:
            if pattern.search(title):
                return kind
    if _JOURNAL.search(text, head.start, min(head.end, head.start + _HEAD)):
        return "journal"
    paragraphs = [paragraph for section in sections for paragraph in section.paragraphs]
    first = paragraphs[0].span.start if paragraphs else head.start
    if _SALUTATION.match(text[first : first + 40]):
        return "letter"
    if sum(section.heading is not None for section in sections) >= 4:
        return "activity-report"
    if sum(paragraph.is_list_item for paragraph in paragraphs) > len(paragraphs) / 2:
        return "listing"
    if dateline is not None:
        return "press-release"
    return "news-item" if title else "other"
