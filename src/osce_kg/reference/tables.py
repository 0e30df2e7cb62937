"""Strict reading of the reference tables: all columns known, all rows sourced, faults with file and line."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osce_kg.errors import InputError, MissingInputError
from osce_kg.model.edtf import bounds
from osce_kg.model.reference import Sourced

CONFIDENCE_LEVELS: Final = ("high", "medium", "low")
_SOURCE_COLUMNS: Final = ("source", "confidence")
_REMARK_COLUMNS: Final = ("note", "evidence")


@dataclass(frozen=True, slots=True)
class Table:
    """What a file must look like.

    Attributes:
        name: file name.
        columns: columns beside ``source`` and ``confidence``, which every table has, and ``note`` and
            ``evidence``, which every table may have.
        key: columns that together differ from row to row.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


class Row:
    """One row of a table; methods raise :class:`InputError` with file and line when a value is wrong."""

    __slots__ = ("_values", "line", "path")

    def __init__(self, path: Path, line: int, values: dict[str, str]) -> None:
        self.path = path
        self.line = line
        self._values = values

    def error(self, reason: str) -> InputError:
        """Return the error that names this row."""
        return InputError(reason, source=str(self.path), line=self.line)

    def optional(self, column: str) -> str:
        """Return a value that may be empty."""
        return self._values.get(column, "")

    def text(self, column: str) -> str:
        """Return a value that must not be empty."""
        value = self._values.get(column, "")
        if not value:
            raise self.error(f"{column} is empty")
        return value

    def items(self, column: str) -> tuple[str, ...]:
        """Return the parts of a value that are separated by semicolons."""
        value = self._values.get(column, "")
        if not value:
            return ()
        parts = tuple(part.strip() for part in value.split(";"))
        if not all(parts) or len(set(parts)) < len(parts):
            raise self.error(f"{column} has an empty or repeated part: {value!r}")
        return parts

    def one_of(self, column: str, allowed: Container[str]) -> str:
        """Return a value that must be one of ``allowed``."""
        value = self.text(column)
        if value not in allowed:
            raise self.error(f"{column} {value!r} is not known")
        return value

    def references(self, column: str, known: Container[str]) -> tuple[str, ...]:
        """Return the keys in a value, each of which must be in ``known``."""
        keys = self.items(column)
        for key in keys:
            if key not in known:
                raise self.error(f"{column} names {key!r}, which no table has")
        return keys

    def reference(self, column: str, known: Container[str]) -> str | None:
        """Return the one key in a value, or None if it is empty."""
        keys = self.references(column, known)
        if len(keys) > 1:
            raise self.error(f"{column} names more than one")
        return keys[0] if keys else None

    def date(self, column: str) -> str:
        """Return an EDTF date; empty means open or unknown."""
        value = self._values.get(column, "")
        if value:
            try:
                bounds(value)
            except ValueError as error:
                raise self.error(f"{column}: {error}") from error
        return value

    def number(self, column: str) -> int:
        """Return a whole number that is not negative."""
        value = self.text(column)
        if not (value.isascii() and value.isdecimal()):
            raise self.error(f"{column} {value!r} is not a number")
        return int(value)

    def degrees(self, column: str) -> float:
        """Return a latitude or longitude in decimal degrees."""
        value = self.text(column)
        try:
            degrees = float(value)
        except ValueError as error:
            raise self.error(f"{column} {value!r} is not a number") from error
        if not -180 <= degrees <= 180:
            raise self.error(f"{column} {value!r} is not between -180 and 180")
        return degrees

    def sourced(self) -> Sourced:
        """Return where the row comes from and how sure it is."""
        return Sourced(self.text("source"), self.one_of("confidence", CONFIDENCE_LEVELS))


class ReferenceFolder:
    """The folder of reference tables; remembers the digest of every file that was read."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._digests: dict[str, str] = {}

    @property
    def digests(self) -> tuple[tuple[str, str], ...]:
        """(File name, sha256) of the files read so far, ordered by name."""
        return tuple(sorted(self._digests.items()))

    def rows(self, table: Table) -> list[Row]:
        """Read a table.

        Raises:
            MissingInputError: the file is not there.
            InputError: it is not UTF-8 CSV, a column is unknown or missing, a row has too few or too many
                values, or two rows have the same key.
        """
        path = self.directory / table.name
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise MissingInputError(
                "this table of the reference data is missing", source=str(path)
            ) from error
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror})", source=str(path)) from error
        self._digests[table.name] = hashlib.sha256(data).hexdigest()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise InputError("is not UTF-8", source=str(path), line=line) from error
        try:
            rows = _parse(path, text, table)
        except csv.Error as error:
            raise InputError(f"is not CSV ({error})", source=str(path)) from error
        _require_distinct(rows, table.key)
        return rows


def _parse(path: Path, text: str, table: Table) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader, [])
    _check_header(path, header, table)
    rows = []
    for values in reader:
        row = Row(path, reader.line_num, dict(zip(header, values, strict=False)))
        if len(values) != len(header):
            raise row.error(f"has {len(values)} values for {len(header)} columns")
        rows.append(row)
    return rows


def _check_header(path: Path, header: list[str], table: Table) -> None:
    required = (*table.columns, *_SOURCE_COLUMNS)
    faults = [f"column {name!r} is missing" for name in required if name not in header]
    faults += [f"column {name!r} is unknown" for name in header if name not in (*required, *_REMARK_COLUMNS)]
    if len(set(header)) < len(header):
        faults.append("a column occurs twice")
    if faults:
        raise InputError("; ".join(faults), source=str(path), line=1)


def _require_distinct(rows: list[Row], key: tuple[str, ...]) -> None:
    first_lines: dict[tuple[str, ...], int] = {}
    for row in rows:
        values = tuple(row.optional(column) for column in key)
        first = first_lines.setdefault(values, row.line)
        if first != row.line:
            raise row.error(f"{' + '.join(key)} {'; '.join(values)!r} stands on line {first} too")
