"""What is given for a document that no extractor here reads, so that the document itself is kept."""

from __future__ import annotations

from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction


def unread(document: Document, extractor: str, version: str) -> Extraction:
    """Return the extraction from a document in another language than English: nothing, and a warning."""
    return Extraction(
        document=document.key,
        extractor=extractor,
        extractor_version=version,
        organizations=(),
        persons=(),
        groups=(),
        places=(),
        events=(),
        utterances=(),
        warnings=(f"kept, not extracted from: its language is {document.language}, not English",),
    )
