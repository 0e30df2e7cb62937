"""The two files of a format, plain and packed, written part by part."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Condition, Thread
from types import TracebackType
from typing import IO, Final, Self

import numpy as np

from osce_kg.publishing.dumps.former import FormerFormat
from osce_kg.publishing.dumps.gzip_parts import HEADER, ending, pack
from osce_kg.publishing.dumps.index import PartColumn, PartTable
from osce_kg.publishing.staging import StagedFiles
from osce_kg.publishing.uncached_file import UncachedFile

_BATCH: Final = 1 << 20
"""Bytes that are handed to the thread at once: for less, the two would wait for each other all the time."""

_WAITING: Final = 1 << 25
"""Bytes of new text that may wait for the thread; chunks that are kept take no memory before."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file: its size in bytes and its hex digest."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WrittenFormat:
    """Both files of a format, and the table of their parts."""

    plain: WrittenFile
    packed: WrittenFile
    parts: PartTable


class FormatFiles:
    """Writes both files in a thread: packing, hashing and copying leave Python free to make what comes next.

    Use as a context manager; without ``end()`` the files are of no use.
    """

    def __init__(self, files: StagedFiles, name: str, former: FormerFormat | None) -> None:
        """Begin to write.

        Args:
            files: where to write.
            name: of the plain file.
            former: the same format of the release that chunks are kept from.
        """
        self._files = files
        self._name = name
        self._former = former
        self._batch: list[bytes | range] = []
        self._size = 0
        self._queue: SimpleQueue[Sequence[bytes | range] | None] = SimpleQueue()
        self._room = _Room(_WAITING)
        self._error: BaseException | None = None
        self._written: WrittenFormat | None = None
        self._thread = Thread(target=self._run, name=f"writing {name}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread.is_alive():
            self._error = self._error or error
            self._queue.put(None)
            self._thread.join()

    def add(self, text: bytes) -> None:
        """Write a part.

        Raises:
            MachineError: an earlier one could not be written.
            UnusableReleaseError: an earlier one could not be kept.
        """
        self._batch.append(text)
        self._size += len(text)
        if self._size >= _BATCH:
            self._hand_over()

    def keep(self, chunk: int) -> None:
        """Write a chunk of the former release as it is; raises as ``add`` does."""
        assert self._former is not None
        last = self._batch[-1] if self._batch else None
        if isinstance(last, range) and last.stop == chunk:
            self._batch[-1] = range(last.start, chunk + 1)
        else:
            self._batch.append(range(chunk, chunk + 1))
        self._size += self._former.size(chunk)
        if self._size >= _BATCH:
            self._hand_over()

    def end(self) -> None:
        """Say that nothing follows, and do not wait until all is written; raises as ``add`` does."""
        self._hand_over()
        self._queue.put(None)

    def written(self) -> WrittenFormat:
        """Wait for the end; raises as ``add`` does."""
        self._thread.join()
        self._raise()
        assert self._written is not None
        return self._written

    def _hand_over(self) -> None:
        self._raise()
        self._room.take(_text_size(self._batch))
        self._queue.put(self._batch)
        self._batch, self._size = [], 0

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        batches = iter(self._queue.get, None)
        try:
            with self._files.open(self._name) as plain, self._files.open(f"{self._name}.gz") as packed:
                self._written = self._write(batches, _HashedFile(plain), _HashedFile(packed))
        except BaseException as error:
            self._error = error
            for batch in batches:  # who hands them over must not wait for ever
                self._room.give_back(_text_size(batch))

    def _write(
        self, batches: Iterator[Sequence[bytes | range]], plain: _HashedFile, packed: _HashedFile
    ) -> WrittenFormat:
        packed.write(HEADER)
        tables: list[PartTable] = []
        for batch in batches:
            self._room.give_back(_text_size(batch))
            self._raise()
            for item in batch:
                if isinstance(item, range):
                    assert self._former is not None
                    for span in self._former.spans(item.start, item.stop):
                        plain.write(span.text)
                        packed.write(span.packed)
                        tables.append(span.parts)
                else:
                    content = pack(item)
                    plain.write(item)
                    packed.write(content)
                    row = [len(item), zlib.crc32(item), len(content), zlib.crc32(content)]
                    tables.append(np.array([row], np.int64))
        self._raise()
        parts = np.concatenate(tables)
        packed.write(ending(parts[:, PartColumn.CHECKSUM], parts[:, PartColumn.SIZE]))
        return WrittenFormat(plain.written(), packed.written(), parts)


def _text_size(batch: Sequence[bytes | range]) -> int:
    return sum(len(item) for item in batch if isinstance(item, bytes))


class _Room:
    """Room for a number of bytes: who needs more than is free waits; what is larger waits for all of it."""

    def __init__(self, size: int) -> None:
        self._size = self._free = size
        self._changed = Condition()

    def take(self, size: int) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._free >= min(size, self._size))
            self._free -= size

    def give_back(self, size: int) -> None:
        with self._changed:
            self._free += size
            self._changed.notify()


class _HashedFile:
    """A file and its digest."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = UncachedFile(file)
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, content: bytes) -> None:
        self._digest.update(content)
        self._file.write(content)
        self._size += len(content)

    def written(self) -> WrittenFile:
        self._file.finish()
        return WrittenFile(self._size, self._digest.hexdigest())
