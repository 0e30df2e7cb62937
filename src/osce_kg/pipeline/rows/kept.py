"""Rows that are kept in folders, found by their keys."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Generic

from osce_kg.errors import MachineError
from osce_kg.pipeline.rows.form import EntryT, Row, RowForm, files_in

_OPEN_FILES: Final = 4
"""Files whose rows are held in memory: neighbours in the corpus mostly come from the same few."""


class KeptRows(Generic[EntryT]):
    """What some folders hold; in memory are small columns only.

    Rows that are damaged are not seen: what they hold is made again. A key that several rows have stands for
    that of the last folder.

    Args:
        form: of the rows.
        folders: they need not exist.
    """

    def __init__(self, form: RowForm[EntryT], folders: Iterable[Path] = ()) -> None:
        self._form = form
        self._found: dict[str, tuple[EntryT, Path]] = {}
        self._whole: dict[Path, tuple[str, ...]] = {}
        self._open: OrderedDict[Path, dict[str, Row[EntryT]]] = OrderedDict()
        for folder in folders:
            for path in files_in(folder):
                self.open(path)

    def __contains__(self, key: str) -> bool:
        return key in self._found

    def open(self, path: Path) -> None:
        """Take in a further file."""
        found = self._form.entries(path)
        if found.is_whole:
            self.take(path, found.entries)
        else:
            self._found.update((entry.key, (entry, path)) for entry in found.entries)

    def take(self, path: Path, entries: Iterable[EntryT]) -> None:
        """Take in a file that is known to be whole, with the small columns of all its rows."""
        whole = tuple(entries)
        self._found.update((entry.key, (entry, path)) for entry in whole)
        self._whole[path] = tuple(entry.key for entry in whole)

    def entry(self, key: str) -> EntryT:
        """Return the small columns of the row with a key.

        Raises:
            KeyError: there is none.
        """
        return self._found[key][0]

    def row(self, key: str) -> Row[EntryT]:
        """Return the row with a key.

        Raises:
            KeyError: there is none.
            MachineError: its file was damaged or removed since it was first read.
        """
        path = self._found[key][1]
        row = self._rows_of(path).get(key)
        if row is None:
            raise MachineError(f"{path} has changed during the build")
        return row

    def file_of(self, keys: Sequence[str]) -> Path | None:
        """Return the file that holds just the rows of these keys, in this order, if there is one."""
        paths = {self._found[key][1] if key in self._found else None for key in keys}
        path = paths.pop()
        return path if not paths and path and self._whole.get(path) == tuple(keys) else None

    def _rows_of(self, path: Path) -> dict[str, Row[EntryT]]:
        if path not in self._open:
            self._open[path] = {row.entry.key: row for row in self._form.rows(path)}
            if len(self._open) > _OPEN_FILES:
                self._open.popitem(last=False)
        self._open.move_to_end(path)
        return self._open[path]
