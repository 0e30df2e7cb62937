"""How much reading may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Caps that a document or page may not pass; one that does is a loss that names the cap.

    Attributes:
        max_bytes: size of one document as received (after the transfer encoding of HTTP is undone).
        connect_seconds: time to reach a server.
        read_seconds: longest silence of a server.
        total_seconds: time for one page, redirects included.
        max_redirects: number of redirects followed.
    """

    max_bytes: int = 20_000_000
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    max_redirects: int = 5


DEFAULT_LIMITS = ReadLimits()
"""What holds unless the caller says otherwise."""
