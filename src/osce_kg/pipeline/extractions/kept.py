"""Extractions that are kept on disk, by what they were made from."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from osce_kg.errors import MachineError
from osce_kg.pipeline.extractions.partition_files import SUFFIX, Row, files_in, read_rows, write_rows

_OPEN_FILES: Final = 4
"""Files whose rows are held in memory: neighbours in the corpus mostly come from the same few."""


class KeptExtractions:
    """What folders hold of earlier runs, and of this one.

    Rows that are damaged are not seen: their documents are extracted from again.

    Args:
        folders: they are read in this order; new files go into the first, which is made for it.
    """

    def __init__(self, *folders: Path) -> None:
        self._place = folders[0]
        self._files: dict[str, Path] = {}
        self._open: OrderedDict[Path, dict[str, Row]] = OrderedDict()
        for folder in folders:
            for path in files_in(folder):
                self._files.update(dict.fromkeys((row.key for row in read_rows(path)), path))

    def __contains__(self, key: str) -> bool:
        return key in self._files

    def add(self, keys: Sequence[str], rows: bytes) -> None:
        """Keep a rendered file of rows.

        Args:
            keys: of the rows.
            rows: see :func:`osce_kg.pipeline.extractions.partition_files.render_rows`.

        Raises:
            MachineError: the folder cannot be written.
        """
        path = self._place / f"{hashlib.sha256(rows).hexdigest()[:32]}{SUFFIX}"
        write_rows(path, rows)
        self._files.update(dict.fromkeys(keys, path))

    def rows(self, keys: Iterable[str]) -> Iterator[Row]:
        """Yield the rows of keys that are kept, in their order.

        Raises:
            MachineError: a file was damaged or removed since it was first read.
        """
        for key in keys:
            path = self._files[key]
            row = self._rows_of(path).get(key)
            if row is None:
                raise MachineError(f"{path} has changed during the build")
            yield row

    def _rows_of(self, path: Path) -> dict[str, Row]:
        if path not in self._open:
            self._open[path] = {row.key: row for row in read_rows(path)}
            if len(self._open) > _OPEN_FILES:
                self._open.popitem(last=False)
        self._open.move_to_end(path)
        return self._open[path]
