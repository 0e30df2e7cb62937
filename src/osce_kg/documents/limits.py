"""How much reading may take."""

from __future__ import annotations

from dataclasses import dataclass

from osce_kg.web import WebLimits


@dataclass(frozen=True, slots=True)
class ReadLimits(WebLimits):
    """Caps that a document or page may not pass; one that does is a loss that names the cap.

    The attributes are those of ``WebLimits``; ``max_bytes`` holds for files, too.
    """


DEFAULT_LIMITS = ReadLimits()
"""What holds unless the caller says otherwise."""
