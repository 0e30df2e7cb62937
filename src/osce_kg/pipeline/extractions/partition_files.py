"""Extractions in Parquet files: a row for each document, with a digest that tells whether it is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osce_kg.errors import MachineError

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIX: Final = ".parquet"


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one document.

    Attributes:
        key: of what the extraction was made from; see :mod:`osce_kg.pipeline.extractions.keys`.
        document: key of the document.
        extraction: as JSON.
    """

    key: str
    document: str
    extraction: str

    @property
    def digest(self) -> bytes:
        """SHA-256 of the row; the fields cannot run into each other, since JSON in ASCII has no newlines."""
        return hashlib.sha256(f"{self.key}\n{self.document}\n{self.extraction}".encode()).digest()


def render_rows(rows: Sequence[Row]) -> bytes:
    """Return a Parquet file with these rows; the same rows give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "key": [row.key for row in rows],
            "document": [row.document for row in rows],
            "extraction": [row.extraction for row in rows],
            "digest": pa.array([row.digest for row in rows], pa.binary(32)),
        }
    )
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", use_dictionary=False, write_statistics=False)
    return bytes(sink.getvalue())


def write_rows(path: Path, rendered: bytes) -> None:
    """Write a file that :func:`render_rows` has given, in a folder that is made for it; it appears whole.

    Raises:
        MachineError: it cannot be written.
    """
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(rendered)
        beside.replace(path)
    except OSError as error:
        raise MachineError(f"{path} cannot be written: {error.strerror or error}") from error


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a file that are as they were written; none of a file that is damaged as a whole."""
    import pyarrow as pa

    try:
        cells = _cells(_table(path))
    except (OSError, ValueError, TypeError, LookupError, pa.ArrowException):
        return []
    rows = [(Row(key, document, extraction), digest) for key, document, extraction, digest in cells]
    return [row for row, digest in rows if row.digest == digest]


def files_in(folder: Path) -> list[Path]:
    """Return the files of rows in a folder, by name; none if there is no such folder."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def _table(path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Opened by Python, which knows every path: in a bare environment pyarrow cannot name one with an umlaut.
    return pq.read_table(pa.BufferReader(path.read_bytes()), use_threads=False)


def _cells(table: pa.Table) -> list[tuple[str, str, str, bytes]]:
    columns = [table.column(name).to_pylist() for name in ("key", "document", "extraction", "digest")]
    return list(zip(*columns, strict=True))
