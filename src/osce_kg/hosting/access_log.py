"""The file that takes a line for each request. What becomes of it never disturbs a request."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Final

from osce_kg.errors import MachineError

STANDARD_OUTPUT: Final = "-"


class AccessLog:
    """A log that is open. A line that it cannot take is lost, and counted.

    Attributes:
        lost: how many lines were lost so far.
    """

    def __init__(self, place: str) -> None:
        """Open the log.

        Args:
            place: a file, which is made or continued; ``-``: standard output.

        Raises:
            MachineError: it cannot be written.
        """
        self.lost = 0
        self._place = place
        self._is_torn = False
        try:
            self._descriptor = self._open()
        except OSError as error:
            raise MachineError(f"The access log {place} cannot be written: {error.strerror}") from error

    def write(self, line: str) -> None:
        """Add a line."""
        data = f"{line}\n".encode()
        if self._is_torn:  # what the disk did not take of the last line must not spoil this one
            data = b"\n" + data
        try:
            # Not a file object: it would keep what it cannot write, and fail again and again.
            self._is_torn = os.write(self._descriptor, data) < len(data)
            self.lost += self._is_torn
        except OSError:
            self.lost += 1

    def reopen(self) -> None:
        """Go on in a new file, if the old one has been renamed; the old one stays if that is impossible."""
        with contextlib.suppress(OSError):
            fresh, former = self._open(), self._descriptor
            self._descriptor, self._is_torn = fresh, False
            os.close(former)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def _open(self) -> int:
        if self._place == STANDARD_OUTPUT:
            return os.dup(sys.stdout.fileno())
        return os.open(self._place, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
