"""The extractions of a build in the order of its documents, read from the disk whenever they are needed.

All extractions of a large corpus are not held in memory: to read one again costs about a hundredth of what it
cost to make it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import overload

from osce_kg.model.extraction import Extraction
from osce_kg.pipeline.extractions.kept import KeptExtractions
from osce_kg.pipeline.extractions.rows import EXTRACTION_ROWS, ExtractionEntry, extraction_of
from osce_kg.pipeline.rows import KeptRows, pack_rows


class PackedExtractions(Sequence[Extraction]):
    """The extractions in a folder; each is read and decoded anew whenever it is asked for.

    Neighbours are read together: to go through them in their order reads each file once.

    Attributes:
        entries: what is known of each without decoding it, in their order.
    """

    def __init__(self, rows: KeptRows[ExtractionEntry], entries: Sequence[ExtractionEntry]) -> None:
        self._rows = rows
        self.entries = entries

    def __len__(self) -> int:
        return len(self.entries)

    @overload
    def __getitem__(self, index: int) -> Extraction: ...
    @overload
    def __getitem__(self, index: slice) -> PackedExtractions: ...
    def __getitem__(self, index: int | slice) -> Extraction | PackedExtractions:
        """Return the extraction from the document at a place.

        Raises:
            MachineError: its file was damaged or removed.
        """
        if isinstance(index, slice):
            return PackedExtractions(self._rows, self.entries[index])
        return extraction_of(self._rows.row(self.entries[index].key))


def pack_extractions(kept: KeptExtractions, keys: Sequence[str], folder: Path) -> PackedExtractions:
    """Write the extractions of some keys into a new folder, in their order.

    Raises:
        MachineError: the folder cannot be written.
    """
    entries = [kept.entry(key) for key in keys]
    packed = KeptRows(EXTRACTION_ROWS)
    for path, some in pack_rows(entries, kept, EXTRACTION_ROWS, folder):
        packed.take(path, some)
    return PackedExtractions(packed, entries)
