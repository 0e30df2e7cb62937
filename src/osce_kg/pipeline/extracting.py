"""Extraction from many documents, so that one that trips the extractor takes no other with it."""

from __future__ import annotations

from typing import Final

from osce_kg.errors import ExtractionError, OsceKgError
from osce_kg.extraction import Extractor
from osce_kg.model.document import Document, Loss
from osce_kg.model.extraction import Extraction

EXTRACTION: Final = "extraction"
"""Name of the stage in records and losses."""


def extract_or_lose(document: Document, extractor: Extractor) -> tuple[Extraction | None, tuple[Loss, ...]]:
    """Return what a document says, or None if the extractor fails on it, and what the user should know.

    Raises:
        MemoryError, OSError, OsceKgError: the machine is at fault, so that other documents would fail too.
    """
    try:
        extraction = extractor.extract(document)
    except ExtractionError as error:
        return None, (Loss(EXTRACTION, document.source, str(error)),)
    except (MemoryError, OSError, OsceKgError):
        raise
    except Exception as error:
        reason = f"internal error of the extractor ({type(error).__name__}: {error})"
        return None, (Loss(EXTRACTION, document.source, reason),)
    return extraction, tuple(
        Loss(EXTRACTION, document.source, warning, severity="warning") for warning in extraction.warnings
    )
