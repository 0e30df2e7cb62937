"""What has arrived and is not yet sent: in memory, and on disk where it is much."""

from __future__ import annotations

import tempfile
from collections import deque
from typing import IO, Final

_IN_MEMORY: Final = 4 << 20
_PART: Final = 1 << 17
"""Bytes that are given at once, roughly: a slow client takes them in a reasonable time."""


class Spool:
    """Bytes in the order of their arrival. A slow reader costs disk, not memory, and holds nobody up."""

    def __init__(self) -> None:
        self._parts: deque[bytes] = deque()
        self._held = 0
        self._file: IO[bytes] | None = None
        self._written = self._taken = 0

    def write(self, data: bytes) -> None:
        """Add bytes at the end.

        Raises:
            OSError: the disk takes no more.
        """
        if self._file is None and self._held + len(data) <= _IN_MEMORY:
            self._parts.append(data)
            self._held += len(data)
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the spool
        self._file.seek(self._written)
        rest = memoryview(data)
        while rest:  # a disk that is almost full takes a part
            taken = self._file.write(rest)
            self._written += taken
            rest = rest[taken:]

    def read(self) -> bytes:
        """Take bytes from the beginning; empty if none are there."""
        if self._parts:  # older than what is in the file
            taken: list[bytes] = []
            size = 0
            while self._parts and size < _PART:
                taken.append(self._parts.popleft())
                size += len(taken[-1])
            self._held -= size
            return b"".join(taken)
        if self._file is None:
            return b""
        self._file.seek(self._taken)
        data = self._file.read(_PART)
        self._taken += len(data)
        return data

    def close(self) -> None:
        """Let go of what is left."""
        self._parts.clear()
        if self._file is not None:
            self._file.close()
