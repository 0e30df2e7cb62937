"""Extraction from many documents, so that one that trips the extractor takes no other with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from osce_kg.errors import ExtractionError, OsceKgError
from osce_kg.extraction import BatchExtractor, Extractor
from osce_kg.model.document import Document, Loss
from osce_kg.model.extraction import Extraction

EXTRACTION: Final = "extraction"
"""Name of the stage in records and losses."""

_MOST_CHARACTERS: Final = 100_000
"""Of the documents that are read at once: more would take more memory and no less time."""

_Outcome = tuple[Document, Extraction | None, tuple[Loss, ...]]


def extract_each_or_lose(documents: Iterable[Document], extractor: Extractor) -> Iterator[_Outcome]:
    """Yield each document, in order, with what :func:`extract_or_lose` returns for it.

    An extractor that is quicker with several documents gets several.

    Raises:
        MemoryError, OSError, OsceKgError: the machine is at fault, so that other documents would fail too.
    """
    if not isinstance(extractor, BatchExtractor):
        yield from ((document, *extract_or_lose(document, extractor)) for document in documents)
        return
    for batch in _batches(documents):
        extractions = _extract_together(batch, extractor)
        if extractions is None:
            # One of them trips the extractor: which one shows when each is read by itself.
            yield from ((document, *extract_or_lose(document, extractor)) for document in batch)
        else:
            for document, extraction in zip(batch, extractions, strict=True):
                yield document, extraction, warnings_of(document.source, extraction)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        if batch and size + len(document.text) > _MOST_CHARACTERS:
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += len(document.text)
    if batch:
        yield batch


def _extract_together(documents: Sequence[Document], extractor: BatchExtractor) -> list[Extraction] | None:
    try:
        return extractor.extract_all(documents)
    except ExtractionError:
        return None
    except (MemoryError, OSError, OsceKgError):
        raise
    except Exception:
        return None


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
    return extraction, warnings_of(document.source, extraction)


def warnings_of(source: str, extraction: Extraction) -> tuple[Loss, ...]:
    """Return what the user should know of an extraction, with the source of its document."""
    return tuple(Loss(EXTRACTION, source, warning, severity="warning") for warning in extraction.warnings)
