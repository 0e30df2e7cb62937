"""What has arrived and is not yet sent: in memory, and on disk where it is much."""

from __future__ import annotations

import tempfile
from collections import defaultdict, deque
from typing import IO, Final

from osce_kg.errors import LimitError

_IN_MEMORY: Final = 4 << 20
_PART: Final = 1 << 17
"""Bytes that are given at once, roughly: a slow client takes them in a reasonable time."""


_BEGINNING: Final = 1 << 16
"""Bytes of an answer that count as its beginning. The front sends them on at once, whoever reads."""


class Room:
    """What all spools together may hold, and those of one client half of it.

    A sixteenth more is for beginnings: else long answers that nobody reads would keep others from short ones.

    Attributes:
        taken: bytes that they hold.
    """

    def __init__(self, size: int) -> None:
        """Make room for so many bytes."""
        self.taken = 0
        self._size = size
        self._taken_by: defaultdict[str, int] = defaultdict(int)

    def take(self, client: str, size: int, *, is_beginning: bool = False) -> None:
        """Take room for a part of a client's answer.

        Raises:
            LimitError: there is none.
        """
        if is_beginning:
            fits = self.taken + size <= self._size + self._size // 16
        else:
            half = self._size // 2
            fits = self.taken + size <= self._size and self._taken_by.get(client, 0) + size <= half
        if not fits:
            raise LimitError("Too much of other answers waits to be read by its clients; try again later.")
        self.taken += size
        self._taken_by[client] += size

    def give_back(self, client: str, size: int) -> None:
        """Give room back."""
        self.taken -= size
        self._taken_by[client] -= size
        if not self._taken_by[client]:  # clients come and go; what is kept of them must not grow
            del self._taken_by[client]


class Spool:
    """Bytes in the order of their arrival. A slow reader costs disk, not memory, and holds nobody up."""

    def __init__(self, room: Room, client: str) -> None:
        """Begin with nothing.

        Args:
            room: where room for the bytes is taken from.
            client: for whom they are.
        """
        self._room = room
        self._client = client
        self._parts: deque[bytes] = deque()
        self._held = self._arrived = 0
        self._file: IO[bytes] | None = None
        self._written = self._taken = 0

    def write(self, data: bytes) -> None:
        """Add bytes at the end.

        Raises:
            OSError: the disk takes no more.
            LimitError: there is no room.
        """
        self._room.take(self._client, len(data), is_beginning=self._arrived < _BEGINNING)
        self._arrived += len(data)
        if self._file is None and self._held + len(data) <= _IN_MEMORY:
            self._parts.append(data)
            self._held += len(data)
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the spool
        self._file.seek(self._written)
        self._written += len(data)
        rest = memoryview(data)
        while rest:  # a disk that is almost full takes a part
            rest = rest[self._file.write(rest) :]

    def read(self) -> bytes:
        """Take bytes from the beginning; empty if none are there."""
        if self._parts:  # older than what is in the file
            taken: list[bytes] = []
            size = 0
            while self._parts and size < _PART:
                taken.append(self._parts.popleft())
                size += len(taken[-1])
            self._held -= size
            self._room.give_back(self._client, size)
            return b"".join(taken)
        if self._file is None:
            return b""
        self._file.seek(self._taken)
        data = self._file.read(_PART)
        self._taken += len(data)
        if self._taken == self._written:
            self._file.truncate(0)
            self._room.give_back(self._client, self._written)
            self._taken = self._written = 0
        return data

    def close(self) -> None:
        """Let go of what is left."""
        self._room.give_back(self._client, self._held + self._written)
        self._parts.clear()
        self._held = self._written = self._taken = 0
        if self._file is not None:
            self._file.close()
