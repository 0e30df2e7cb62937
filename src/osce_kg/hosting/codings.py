"""Content codings: which one a client gets, and compressing while an answer is written."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import IO, Final, Protocol

import zstandard

IDENTITY: Final = "identity"
CODINGS: Final = ("zstd", "gzip")
"""What is offered, of equals the first."""

_LEVELS: Final = {"zstd": 3, "gzip": 4}
"""Quick ones: the answer is waited for."""
_GZIP_WINDOW: Final = 31
"""zlib writes the format of gzip, with its largest window."""

_COMPRESSED_TYPES: Final = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/n-",
    "application/rdf+xml",
    "application/sparql-results",
    "application/trig",
    "application/xml",
    "application/graphml",
    "application/gexf",
)


# Clients send few different headers; a head has at most 64 KiB, so this keeps at most some MiB.
@lru_cache(maxsize=64)
def choose_coding(accept_encoding: str) -> str:
    """Return the coding for an ``Accept-Encoding`` header; what cannot be understood gets none."""
    qualities: dict[str, float] = {}
    for item in accept_encoding.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        qualities[name] = quality
    best = max(CODINGS, key=lambda coding: qualities.get(coding, qualities.get("*", 0.0)))
    return best if qualities.get(best, qualities.get("*", 0.0)) > 0 else IDENTITY


def may_be_compressed(media_type: str) -> bool:
    """Tell whether compressing content of this type is worth it."""
    return media_type.startswith(_COMPRESSED_TYPES)


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


class CompressedOutput:
    """A binary output that passes on what is written to it, compressed; call ``finish`` at the end."""

    def __init__(self, output: IO[bytes], coding: str) -> None:
        self._output = output
        self._compressor: _Compressor = (
            zstandard.ZstdCompressor(level=_LEVELS[coding]).compressobj()
            if coding == "zstd"
            else zlib.compressobj(_LEVELS[coding], wbits=_GZIP_WINDOW)
        )

    def write(self, data: bytes) -> int:
        """Take a part in; what comes out of it goes on."""
        if part := self._compressor.compress(data):
            self._output.write(part)
        return len(data)

    def flush(self) -> None:
        """Nothing: flushing a compressor in the middle only makes the answer longer."""

    def finish(self) -> None:
        """Pass on the rest."""
        self._output.write(self._compressor.flush())
