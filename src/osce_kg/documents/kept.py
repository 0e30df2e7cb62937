"""Readings that are kept, so that no bytes are read twice in the same way."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from osce_kg.documents.limits import ReadLimits
from osce_kg.documents.parsing import Origin
from osce_kg.json_records import decode_record, encode_record
from osce_kg.model.document import Document, Loss, ReadDocument


@dataclass(frozen=True, slots=True)
class KeptReading:
    """A document that was read, and what the user should know of it."""

    document: ReadDocument
    losses: tuple[Loss, ...] = ()


class KeptReadings(Protocol):
    """Keeps what reading gave, by what it was made from.

    Only readings that gave a document are kept. What could not be read is tried again each time: a PDF may
    have lacked the time or memory that it finds on another day.
    """

    def get(self, key: str) -> KeptReading | None:
        """Return the reading that is kept under a key of :func:`reading_key`, if it is."""
        ...

    def put(self, key: str, document: Document, losses: tuple[Loss, ...]) -> KeptReading:
        """Keep a document with its losses under a key, and return it as :meth:`get` will."""
        ...


class HeldReadings:
    """Holds documents in memory, and knows of none that was read before."""

    def get(self, key: str) -> KeptReading | None:
        """Return None."""
        return None

    def put(self, key: str, document: Document, losses: tuple[Loss, ...]) -> KeptReading:
        """Return the document and its losses."""
        return KeptReading(in_memory(document), losses)


def in_memory(document: Document) -> ReadDocument:
    """Return a document without its text, which it holds all the same."""
    return describe(document, render_content(document), lambda: document)


def reading_key(raw: bytes, origin: Origin, limits: ReadLimits) -> str:
    """Return the hex digest of what one program makes a document from, fetched or not."""
    caps = (limits.max_bytes, limits.pdf_seconds, limits.pdf_memory)
    made_from = encode_record((hashlib.sha256(raw).hexdigest(), origin, caps))
    return hashlib.sha256(made_from.encode("ascii")).hexdigest()


def render_content(document: Document) -> str:
    """Return what is said of a document, but where and when it was found, as JSON in ASCII."""
    return encode_record(replace(document, source="", retrieved=None))


def read_content(content: str, source: str, retrieved: dt.datetime | None) -> Document:
    """Return the document that :func:`render_content` has rendered.

    Raises:
        LookupError, TypeError, ValueError: it has rendered nothing of the kind.
    """
    return replace(decode_record(Document, content), source=source, retrieved=retrieved)


def describe(document: Document, content: str, load: Callable[[], Document]) -> ReadDocument:
    """Return a document without its text.

    Args:
        document: as read.
        content: what :func:`render_content` returns for it.
        load: gives the document.
    """
    paragraphs = document.paragraphs
    return ReadDocument(
        key=document.key,
        source=document.source,
        sha256=document.sha256,
        language=document.language,
        retrieved=document.retrieved,
        content=hashlib.sha256(content.encode("ascii")).hexdigest(),
        text_sha256=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        characters=len(document.text),
        paragraphs=len(paragraphs),
        sentences=sum(len(paragraph.sentences) for paragraph in paragraphs),
        load=load,
    )
