"""A folder of captures: WARC files that only grow, and an index that says how far they are valid.

A capture is appended to a WARC file, the file is brought to the disk, and then the index notes the capture
and the new length in one transaction. Whatever a kill leaves behind the noted length is cut off.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from osce_kg.addresses import document_address
from osce_kg.captures.index import CaptureIndex, Located
from osce_kg.captures.warc import Headers, read_content, response_record, revisit_record, start_file
from osce_kg.errors import InputError, MachineError, UsageError
from osce_kg.model.capture import Capture

_INDEX: Final = "captures.sqlite"
_LOCK: Final = ".captures.lock"
_LARGEST_FILE: Final = 1_000_000_000


def is_capture_folder(path: Path) -> bool:
    """Tell whether a folder holds captures."""
    try:
        return (path / _INDEX).is_file()
    except (OSError, ValueError):
        return False


class CaptureFolder:
    """Captures in a folder; open it for reading or, as the only one at a time, for adding."""

    def __init__(self, path: Path, index: CaptureIndex, resources: ExitStack) -> None:
        self.path = path
        self._index = index
        self._resources = resources

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a folder for reading.

        Raises:
            InputError: it has no index, or one that cannot be read.
        """
        if not is_capture_folder(path):
            raise InputError("not a folder of captures", source=str(path))
        with ExitStack() as stack:
            index = CaptureIndex(path / _INDEX, writable=False)
            stack.callback(index.close)
            return cls(path, index, stack.pop_all())

    @classmethod
    def open_to_add(cls, path: Path) -> Self:
        """Open a folder for adding captures; a new or empty one becomes such a folder.

        Raises:
            UsageError: the folder holds something else.
            InputError: its index cannot be read.
            MachineError: another process adds to it, or it cannot be written.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            if not is_capture_folder(path) and any(entry.name != _LOCK for entry in path.iterdir()):
                raise UsageError(f"{path} holds something else than captures")
            with ExitStack() as stack:
                stack.enter_context(_locked(path))
                index = CaptureIndex(path / _INDEX, writable=True)
                stack.callback(index.close)
                _cut_off_what_was_not_noted(path, index)
                return cls(path, index, stack.pop_all())
        except OSError as error:
            raise MachineError(f"{path} cannot be written: {error.strerror or error}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._resources.close()

    def find(self, asked: str) -> Capture | None:
        """Return the newest capture of what an address, in its normal form, led to or is a form of."""
        located = self._index.newest_asked(asked) or self._index.newest(document_address(asked))
        return located.capture if located else None

    def newest_pages(self) -> Iterator[Capture]:
        """Yield the newest capture of each document, in the order of their addresses."""
        newest: Capture | None = None
        for located in self._index.all():
            if newest is not None and newest.document != located.capture.document and newest.role == "page":
                yield newest
            newest = located.capture
        if newest is not None and newest.role == "page":
            yield newest

    def captures(self) -> list[Capture]:
        """Return every capture, by document, the oldest first."""
        return [located.capture for located in self._index.all()]

    def content(self, document: str, max_bytes: int) -> bytes:
        """Return the content of the newest capture of a document.

        Raises:
            InputError: there is none, it is damaged, or larger than ``max_bytes``.
        """
        located = self._index.newest(document)
        if located is None:
            raise InputError("there is no capture of it", source=document)
        try:
            # the name alone: an index of others must not lead out of the folder
            with (self.path / Path(located.file).name).open("rb") as file:
                return read_content(file, located.offset, located.capture.sha256, max_bytes)
        except OSError as error:
            raise InputError(f"{located.file} cannot be read: {error.strerror}") from None

    def add(self, capture: Capture, status: str, headers: Headers, body: bytes) -> str:
        """Keep a capture; tell whether its document is ``new``, ``changed`` or ``unchanged``.

        Args:
            capture: what is known of it.
            status: e.g. ``200 OK``; ``304 Not Modified`` if it has the content of an earlier capture.
            headers: of the answer.
            body: the content, content coding undone; not used if an earlier capture of the document has it.

        Raises:
            MachineError: the disk.
        """
        before = self._index.newest(capture.document)
        same = self._index.newest_of_content(capture.document, capture.sha256)
        try:
            if same is not None:
                record = revisit_record(capture, same.capture, status, headers)
                self._append(record, lambda _name, _offset: Located(capture, same.file, same.offset))
            else:
                record = response_record(capture, status, headers, body)
                self._append(record, lambda name, offset: Located(capture, name, offset))
        except (OSError, sqlite3.Error) as error:
            raise MachineError(f"{self.path} cannot be written: {error}") from None
        if before is None:
            return "new"
        return "unchanged" if before.capture.sha256 == capture.sha256 else "changed"

    def set_role(self, document: str, role: str) -> None:
        """Note that a document was asked for in another role."""
        with self._index.transaction():
            self._index.set_role(document, role)

    def _append(self, record: bytes, locate: Callable[[str, int], Located]) -> None:
        """Append a record to the last WARC file, or to a new one, and note what it holds."""
        sizes = self._index.file_sizes()
        name = max(sizes, default="")
        if not name or sizes[name] + len(record) > _LARGEST_FILE:
            name = f"captures-{len(sizes) + 1:06d}.warc.gz"
        offset = sizes.get(name, 0)
        start = b"" if offset else start_file()
        with (self.path / name).open("ab") as file:
            file.truncate(offset)
            file.write(start + record)
            file.flush()
            os.fsync(file.fileno())
        with self._index.transaction():
            self._index.set_file_size(name, offset + len(start) + len(record))
            self._index.add(locate(name, offset + len(start)))


def _cut_off_what_was_not_noted(path: Path, index: CaptureIndex) -> None:
    """Remove the record that a killed process was writing, so that the files can be read by any program."""
    sizes = index.file_sizes()
    for file in path.glob("captures-*.warc.gz"):
        size = sizes.get(file.name)
        if size is None:
            file.unlink()
        elif file.stat().st_size > size:
            os.truncate(file, size)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock of a folder; the system lets go of it even if this process is killed."""
    descriptor = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise MachineError(f"another process adds to {path}") from None
    finally:
        os.close(descriptor)
