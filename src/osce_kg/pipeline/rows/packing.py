"""Puts rows into files that stay the same where the rows do, so that the next build need not write them.

Files are cut after documents whose keys say so, not after so many rows: a document more or less changes the
file that it is in, and the files after it are still those of the build before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

from osce_kg.errors import MachineError
from osce_kg.linking import link_or_copy
from osce_kg.pipeline.rows.form import Entry, EntryT, Row, RowForm, file_name, write_file

_USUAL_ROWS: Final = 256
"""Of a file: few enough to be written anew for one of them, many enough to be compressed well together."""

_MOST_ROWS: Final = 4 * _USUAL_ROWS
_MOST_CHARACTERS: Final = 16_000_000
"""Of the long texts of a file, unless one row has more: they are in memory together."""


class RowSource(Protocol[EntryT]):
    """Where rows to be packed come from."""

    def row(self, key: str) -> Row[EntryT]:
        """Return the row with a key."""
        ...

    def file_of(self, keys: Sequence[str]) -> Path | None:
        """Return the file of the build before that holds just these rows in this order, if there is one."""
        ...


def pack_rows(
    entries: Iterable[EntryT], source: RowSource[EntryT], form: RowForm[EntryT], folder: Path
) -> list[tuple[Path, Sequence[EntryT]]]:
    """Write rows into a new folder, in their order, and return its files with what is in them.

    The same rows give the same files, wherever they come from. A file that is there already is linked to.

    Raises:
        MachineError: the folder cannot be written, or a file that rows come from has changed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineError(f"{folder} cannot be written: {error.strerror or error}") from error
    return [
        (_pack(number, [entry.key for entry in some], source, form, folder), some)
        for number, some in enumerate(_cut(entries))
    ]


def _pack(
    number: int, keys: Sequence[str], source: RowSource[EntryT], form: RowForm[EntryT], folder: Path
) -> Path:
    if earlier := source.file_of(keys):
        path = folder / f"{number:06}-{earlier.stem.rpartition('-')[2]}{earlier.suffix}"
        if link_or_copy(earlier, path):
            return path
    rendered = form.render([source.row(key) for key in keys])
    path = folder / file_name(rendered, number)
    write_file(path, rendered)
    return path


def _cut(entries: Iterable[EntryT]) -> Iterator[list[EntryT]]:
    some: list[EntryT] = []
    size = 0
    for entry in entries:
        if some and (len(some) == _MOST_ROWS or size + entry.size > _MOST_CHARACTERS):
            yield some
            some, size = [], 0
        some.append(entry)
        size += entry.size
        if _ends_file(entry):
            yield some
            some, size = [], 0
    if some:
        yield some


def _ends_file(entry: Entry) -> bool:
    return int.from_bytes(sha256(entry.document.encode()).digest()[:4]) % _USUAL_ROWS == 0
