"""An earlier release as a source of chunks for the next one."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

import numpy as np

from osce_kg.publishing.dumps.arrangements import FORMATS, Arrangement, Place
from osce_kg.publishing.dumps.gzip_parts import HEADER
from osce_kg.publishing.dumps.index import DumpIndex, PartColumn, PartTable
from osce_kg.publishing.dumps.prefixes import Prefixes

_SPAN = 1 << 22
"""Bytes of neighbouring chunks that are copied at once."""


class UnusableReleaseError(Exception):
    """An earlier release, its index or what is said to have changed since cannot be used."""


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring parts of the two files of a format, as they are.

    Attributes:
        text, packed: their bytes.
        parts: their rows of the table of parts.
    """

    text: bytes
    packed: bytes
    parts: PartTable


class FormerFormat:
    """The two files of one format, of which chunks can be read that are as they were written."""

    def __init__(self, text: int, packed: int, parts: PartTable) -> None:
        self._text = text
        self._packed = packed
        self._parts = parts
        # The first part is the head; what packed files begin with comes before it.
        self._starts = np.cumsum(parts[:, PartColumn.SIZE]) - parts[:, PartColumn.SIZE]
        packed_sizes = parts[:, PartColumn.PACKED_SIZE]
        self._packed_starts = len(HEADER) + np.cumsum(packed_sizes) - packed_sizes

    def size(self, chunk: int) -> int:
        """Return the number of bytes of the text of a chunk."""
        return int(self._parts[chunk + 1, PartColumn.SIZE])

    def text(self, chunk: int) -> bytes:
        """Return the text of a chunk.

        Raises:
            UnusableReleaseError: it is not as it was written.
        """
        rows = self._parts[chunk + 1 : chunk + 2]
        content = _read(self._text, int(self._starts[chunk + 1]), int(rows[0, PartColumn.SIZE]))
        _check(content, rows[:, [PartColumn.SIZE, PartColumn.CHECKSUM]])
        return content

    def spans(self, start: int, stop: int) -> Iterator[Span]:
        """Give the chunks from ``start`` up to ``stop``.

        Raises:
            UnusableReleaseError: one is not as it was written.
        """
        first, last = start + 1, stop + 1
        while first < last:
            reach = int(self._starts[first]) + _SPAN
            end = max(first + 1, int(np.searchsorted(self._starts[:last], reach, side="right")))
            rows = self._parts[first:end]
            sizes = rows.sum(axis=0)
            text = _read(self._text, int(self._starts[first]), int(sizes[PartColumn.SIZE]))
            packed_size = int(sizes[PartColumn.PACKED_SIZE])
            packed = _read(self._packed, int(self._packed_starts[first]), packed_size)
            _check(text, rows[:, [PartColumn.SIZE, PartColumn.CHECKSUM]])
            _check(packed, rows[:, [PartColumn.PACKED_SIZE, PartColumn.PACKED_CHECKSUM]])
            yield Span(text, packed, rows)
            first = end


class FormerRelease:
    """A release with its index.

    Attributes:
        index: the index.
        prefixes: the prefixes of its files.
        formats: by extension.
    """

    def __init__(self, index: DumpIndex, files: dict[str, int]) -> None:
        self.index = index
        self.prefixes = Prefixes.of(index.namespaces)
        self.formats = {
            extension: FormerFormat(files[extension], files[f"{extension}.gz"], index.parts[extension])
            for extension in FORMATS
        }

    @classmethod
    def open(cls, directory: Path, index: Path, stem: str, manifest: str, files: ExitStack) -> Self:
        """Open a release.

        Args:
            directory: of the release.
            index: its index.
            stem, manifest: what names of dumps begin with, and the name of the manifest.
            files: keeps the files open.

        Raises:
            UnusableReleaseError: one of both is not there or damaged, or the index is of another release.
        """
        try:
            known = DumpIndex.from_bytes(index.read_bytes())
            if sha256((directory / manifest).read_bytes()).hexdigest() != known.manifest:
                raise UnusableReleaseError("the index is that of another release")
            descriptors: dict[str, int] = {}
            for name in (*FORMATS, *(f"{extension}.gz" for extension in FORMATS)):
                file = files.enter_context((directory / f"{stem}.{name}").open("rb", buffering=0))
                descriptors[name] = file.fileno()
            return cls(known, descriptors)
        except (OSError, ValueError, KeyError) as error:
            raise UnusableReleaseError(str(error)) from error

    def place(self, arrangement: Arrangement, chunk: int) -> Place:
        """Return the place of a chunk."""
        chunks = self.index.chunks[arrangement.source]
        return arrangement.place(chunks[chunk].group, chunks[chunk - 1].scope if chunk else None)

    def lines(self, arrangement: Arrangement, chunk: int) -> list[bytes]:
        """Return the lines of a chunk.

        Raises:
            UnusableReleaseError: it is not as it was written.
        """
        content = self.formats[arrangement.source].text(chunk)
        group = self.index.chunks[arrangement.source][chunk].group
        return arrangement.parse(content, group, self.place(arrangement, chunk), self.prefixes)


def _read(file: int, start: int, size: int) -> bytes:
    try:
        content = os.pread(file, size, start)
        while len(content) < size and (more := os.pread(file, size - len(content), start + len(content))):
            content += more
    except OSError as error:
        raise UnusableReleaseError(f"a file of the release cannot be read: {error.strerror}") from error
    return content


def _check(content: bytes, parts: PartTable) -> None:
    view, start = memoryview(content), 0
    for size, checksum in parts.tolist():
        if zlib.crc32(view[start : start + size]) != checksum:
            raise UnusableReleaseError("a file of the release is not as it was written")
        start += size
