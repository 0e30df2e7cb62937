"""Extractions that are kept on disk, by what they were made from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from osce_kg.pipeline.extractions.rows import EXTRACTION_ROWS, ExtractionEntry
from osce_kg.pipeline.rows import KeptRows, file_name, write_file


class KeptExtractions(KeptRows[ExtractionEntry]):
    """What folders hold of earlier runs, and of this one.

    Args:
        work: folder in which the results of this run are gathered; it is made for them.
        earlier: folder of the build before.
    """

    def __init__(self, work: Path, earlier: Path) -> None:
        super().__init__(EXTRACTION_ROWS, [earlier, work])
        self._place = work

    def add(self, rows: bytes) -> None:
        """Keep a rendered file of rows.

        Raises:
            MachineError: the folder cannot be written.
        """
        path = self._place / file_name(rows)
        write_file(path, rows)
        self.open(path)

    def file_of(self, keys: Sequence[str]) -> Path | None:
        """Return the file of the build before that holds just these rows in this order, if there is one.

        Those of this run would do as well, but nothing says that they have reached the medium.
        """
        path = super().file_of(keys)
        return None if path is None or path.parent == self._place else path
