"""The extractions of a build in the order of its documents, read from the disk whenever they are needed.

All extractions of a large corpus are not held in memory: to read one again costs about a hundredth of what it
cost to make it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from osce_kg.errors import MachineError
from osce_kg.json_records import decode_record
from osce_kg.model.extraction import Extraction
from osce_kg.pipeline.extractions.partition_files import (
    SUFFIX,
    Row,
    files_in,
    read_rows,
    render_rows,
    write_rows,
)

_ROWS: Final = 1_000
"""Of a file."""


class PackedExtractions:
    """The extractions in a folder; each run over them reads it anew."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder = folder
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Extraction]:
        """Yield them in the order in which they were packed.

        Raises:
            MachineError: a file was damaged or removed.
        """
        number = 0
        for path in files_in(self._folder):
            for row in read_rows(path):
                yield decode_record(Extraction, row.extraction)
                number += 1
        if number != self._size:
            raise MachineError(f"{self._folder} has changed during the build")


def pack_rows(rows: Iterable[Row], folder: Path) -> PackedExtractions:
    """Write rows into a new folder, in their order; the same rows give the same files.

    Raises:
        MachineError: the folder cannot be written.
    """
    rows, size, number = iter(rows), 0, 0
    while some := list(islice(rows, _ROWS)):
        write_rows(folder / f"{number:06}{SUFFIX}", render_rows(some))
        size += len(some)
        number += 1
    return PackedExtractions(folder, size)
