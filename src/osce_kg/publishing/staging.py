"""Files that appear together: written beside their names, then renamed in the order given."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from osce_kg.errors import MachineError


class StagedFiles:
    """A set of files of one directory. Leaving the ``with`` block without ``commit()`` leaves no trace.

    Several threads may write files at once; all must have been closed before ``commit()``.

    Raises:
        MachineError: the directory or a file could not be written.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._names: list[str] = []

    def __enter__(self) -> Self:
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._fault(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in self._names:
            with contextlib.suppress(OSError):
                self._partial(name).unlink(missing_ok=True)

    def write(self, name: str, content: bytes) -> None:
        """Write the content beside its final name, down to the medium."""
        with self.open(name) as file:
            file.write(content)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Give a file beside its final name, for content that comes piece by piece."""
        self._names.append(name)
        try:
            with self._partial(name).open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._fault(error) from error

    def commit(self) -> None:
        """Give every file its name: the last one written, a manifest, gets its name last."""
        try:
            for name in self._names:
                self._partial(name).replace(self._directory / name)
            descriptor = os.open(self._directory, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise self._fault(error) from error

    def _partial(self, name: str) -> Path:
        return self._directory / f".{name}.partial"

    def _fault(self, error: OSError) -> MachineError:
        return MachineError(f"{self._directory} cannot be written: {error.strerror}")
