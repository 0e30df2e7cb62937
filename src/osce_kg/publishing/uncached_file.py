"""Writing large files past the cache of the system."""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
from typing import IO, Final

_BUFFER: Final = 1 << 20
"""Bytes that are written at once; a multiple of every size of block."""


class UncachedFile:
    """Writes a file that nobody reads soon, so that it takes no memory that somebody else had better have.

    Where a machine is virtual, memory that is new to it comes several times slower than a disk writes, and a
    file in the cache of the system takes as much of it as it is long. So blocks go straight to the medium
    (``O_DIRECT`` of Linux). Where the system or the file system cannot do that, they go through the cache.
    """

    def __init__(self, file: IO[bytes]) -> None:
        """Begin to write.

        Args:
            file: open for writing, empty; nobody else writes to it. Its owner syncs and closes it.
        """
        self._descriptor = file.fileno()
        # Direct writes need memory that begins with a page.
        self._buffer = memoryview(mmap.mmap(-1, _BUFFER, flags=mmap.MAP_PRIVATE))
        self._filled = 0
        self._is_direct = self._set_direct(True)

    def write(self, content: bytes | memoryview) -> None:
        """Write what comes next.

        Raises:
            OSError: as the system says.
        """
        rest = memoryview(content)
        while rest:
            taken = min(len(rest), _BUFFER - self._filled)
            self._buffer[self._filled : self._filled + taken] = rest[:taken]
            self._filled += taken
            rest = rest[taken:]
            if self._filled == _BUFFER:
                self._write_out()

    def finish(self) -> None:
        """Write what has not been written yet; raises as ``write`` does."""
        if self._is_direct:
            self._is_direct = self._set_direct(False)  # the rest is no whole number of blocks
        self._write_out()

    def _write_out(self) -> None:
        rest = self._buffer[: self._filled]
        while rest:
            try:
                written = os.write(self._descriptor, rest)
            except OSError as error:
                if error.errno != errno.EINVAL or not self._is_direct:
                    raise
                written = 0  # this file system cannot, although it said that it could
            rest = rest[written:]
            if rest and self._is_direct:
                self._is_direct = self._set_direct(False)  # what is left may begin within a block
        self._filled = 0

    def _set_direct(self, direct: bool) -> bool:
        """Switch direct writing on or off; return whether it is on."""
        flag = getattr(os, "O_DIRECT", 0)
        flags = fcntl.fcntl(self._descriptor, fcntl.F_GETFL)
        try:
            fcntl.fcntl(self._descriptor, fcntl.F_SETFL, flags | flag if direct else flags & ~flag)
        except OSError:
            return False
        return direct and bool(flag)
