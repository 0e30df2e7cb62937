"""How much reading may take."""

from __future__ import annotations

from dataclasses import dataclass

from osce_kg.web import WebLimits


@dataclass(frozen=True, slots=True)
class ReadLimits(WebLimits):
    """Caps that a document or page may not pass; one that does is a loss that names the cap.

    Attributes:
        max_bytes: size of a page or file, and of each part of a packed document when it is unpacked.
        pdf_seconds: processor time for reading one PDF; the clock may show twice as much.
        pdf_memory: bytes that may be allocated for reading one PDF.

    The other attributes are those of ``WebLimits``.
    """

    pdf_seconds: float = 30.0
    pdf_memory: int = 1 << 30


DEFAULT_LIMITS = ReadLimits()
"""What holds unless the caller says otherwise."""
