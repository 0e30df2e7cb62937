"""The form of files of rows: small columns to find rows and count by, long texts, digests to tell damage."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar, cast, get_type_hints

import numpy as np

from osce_kg.errors import MachineError

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIX: Final = ".parquet"
_DIGEST: Final = "digest"
_ARROW_TYPES: Final = {str: "string", int: "int64"}
_DIGEST_TYPE: Final = "fixed_size_binary[32]"
_NAME_DIGITS: Final = 32


class Entry(Protocol):
    """The small columns of a row: a frozen dataclass of texts and whole numbers, of which these are some."""

    @property
    def key(self) -> str:
        """Of what the row was made from."""
        ...

    @property
    def document(self) -> str:
        """Key of the document."""
        ...

    @property
    def size(self) -> int:
        """Number of characters of the long texts."""
        ...


EntryT = TypeVar("EntryT", bound=Entry)


@dataclass(frozen=True, slots=True)
class Row(Generic[EntryT]):
    """What is kept of one document; long texts are in the order of the form."""

    entry: EntryT
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundEntries(Generic[EntryT]):
    """The small columns of a file.

    Attributes:
        entries: of the rows that are as they were written, in their order.
        is_whole: the file is, byte by byte, as it was written.
    """

    entries: tuple[EntryT, ...]
    is_whole: bool


class RowForm(Generic[EntryT]):
    """A kind of rows.

    Args:
        entry: type of the small columns.
        texts: names of the long ones.
    """

    def __init__(self, entry: type[EntryT], *texts: str) -> None:
        kinds = get_type_hints(entry)
        self._entry = entry
        self._texts = texts
        self._small = tuple(field.name for field in dataclasses.fields(cast(Any, entry)))
        self._types = {name: _ARROW_TYPES[kinds[name]] for name in self._small}
        self._types |= {**dict.fromkeys(texts, _ARROW_TYPES[str]), _DIGEST: _DIGEST_TYPE}

    def render(self, rows: Sequence[Row[EntryT]]) -> bytes:
        """Return a Parquet file with some rows; the same rows give the same bytes."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        cells = [(*each, _digest_of(each)) for each in map(self._cells, rows)]
        names = (*self._small, *self._texts, _DIGEST)
        columns = [
            _arrow_array(self._types[name], [each[number] for each in cells])
            for number, name in enumerate(names)
        ]
        table = pa.Table.from_arrays(columns, names)
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd", use_dictionary=False, write_statistics=False)
        return bytes(sink.getvalue())

    def rows(self, path: Path) -> list[Row[EntryT]]:
        """Return the rows of a file that are as they were written; none if it is damaged as a whole."""
        raw = _bytes_of(path)
        return [] if raw is None else list(self._rows(raw))

    def entries(self, path: Path) -> FoundEntries[EntryT]:
        """Return the small columns of the rows of a file that are as they were written.

        A file whose name shows that it is whole is not unpacked but for them.
        """
        raw = _bytes_of(path)
        if raw is None:
            return FoundEntries((), is_whole=False)
        if not path.stem.endswith(_name_digest(raw)):
            return FoundEntries(tuple(row.entry for row in self._rows(raw)), is_whole=False)
        cells = self._read(raw, self._small)
        return FoundEntries(tuple(self._entry(*each) for each in cells), is_whole=True)

    def _rows(self, raw: bytes) -> Iterator[Row[EntryT]]:
        small = len(self._small)
        for *cells, digest in self._read(raw, (*self._small, *self._texts, _DIGEST)):
            if _digest_of(cells) == digest:
                yield Row(self._entry(*cells[:small]), tuple(cells[small:]))

    def _read(self, raw: bytes, names: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return the cells of some columns; none if the file is damaged or of another form."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            table: pa.Table = pq.ParquetFile(pa.BufferReader(raw)).read(list(names), use_threads=False)
            columns = [table.column(name) for name in names]
            if any(self._is_odd(name, column) for name, column in zip(names, columns, strict=True)):
                return []
            return list(zip(*(column.to_pylist() for column in columns), strict=True))
        except (OSError, ValueError, TypeError, LookupError, pa.ArrowException):
            return []

    def _is_odd(self, name: str, column: pa.ChunkedArray) -> bool:
        return str(column.type) != self._types[name] or column.null_count > 0

    def _cells(self, row: Row[EntryT]) -> tuple[str | int, ...]:
        return (*(getattr(row.entry, name) for name in self._small), *row.texts)


def _arrow_array(kind: str, cells: Sequence[Any]) -> pa.Array:
    """Return a column from the memory that it consists of.

    ``pyarrow.array`` imports pandas, if that is installed, to see whether the cells are of pandas; that takes
    longer than all the rest of writing a file.
    """
    import pyarrow as pa

    if kind == _ARROW_TYPES[int]:
        return pa.Array.from_buffers(pa.int64(), len(cells), [None, pa.py_buffer(np.array(cells, "<i8"))])
    if kind == _DIGEST_TYPE:
        return pa.Array.from_buffers(pa.binary(32), len(cells), [None, pa.py_buffer(b"".join(cells))])
    encoded = [cell.encode() for cell in cells]
    ends = np.cumsum([0, *map(len, encoded)], dtype="<i4")
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(cells), buffers)


def file_name(rendered: bytes, number: int | None = None) -> str:
    """Return the name of a file of rows, which tells later whether it is whole.

    Args:
        rendered: its bytes.
        number: of the file in its folder, where files have an order.
    """
    place = "" if number is None else f"{number:06}-"
    return f"{place}{_name_digest(rendered)}{SUFFIX}"


def write_file(path: Path, rendered: bytes) -> None:
    """Write a file of rows, in a folder that is made for it; it appears whole.

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


def files_in(folder: Path) -> list[Path]:
    """Return the files of rows in a folder, by name; none if there is no such folder."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def _name_digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:_NAME_DIGITS]


def _bytes_of(path: Path) -> bytes | None:
    # Read by Python, which knows every path: in a bare environment pyarrow cannot name one with an umlaut.
    try:
        return path.read_bytes()
    except OSError:
        return None


def _digest_of(cells: Sequence[str | int]) -> bytes:
    """Return the SHA-256 of a row; the length before each cell keeps cells from running into each other."""
    digest = hashlib.sha256()
    for cell in cells:
        raw = str(cell).encode()
        digest.update(b"%d:" % len(raw) + raw)
    return digest.digest()
