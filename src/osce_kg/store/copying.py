"""A store that begins as another one: what does not change is shared on the disk, not copied."""

from __future__ import annotations

import contextlib
import json
import shutil
import zlib
from pathlib import Path
from typing import Final

from osce_kg.errors import MachineError
from osce_kg.linking import link_or_copy

_TABLE: Final = ".sst"
"""Suffix of the files of RocksDB that are written once; it only ever removes them, by name."""

_OF_ITS_OWNER: Final = ("LOCK", "LOG")
"""Starts of the names of files that tell of whoever had the store open."""

_NOTED: Final = "TABLES"
"""File with the CRC-32 of each table by name. RocksDB leaves alone what is not named as its own files are."""

_BLOCK: Final = 1 << 20


def note_tables(folder: Path) -> None:
    """Note how the tables of a store that was closed are written, so that damage does not go into its copies.

    RocksDB sees damage where it reads, which is seldom all of a table.

    Raises:
        OSError: a file cannot be read or written.
    """
    noted = _noted(folder)  # of tables that were there before: they are written once
    checksums: dict[str, int] = {}
    for path in sorted(folder.glob(f"*{_TABLE}")):
        with contextlib.suppress(FileNotFoundError):  # whoever still reads the store may tidy it up meanwhile
            checksums[path.name] = noted[path.name] if path.name in noted else _checksum(path)
    (folder / _NOTED).write_text(json.dumps(checksums) + "\n", encoding="utf-8")


def copy_store(source: Path, target: Path) -> None:
    """Make a store that holds what another one holds, which nobody writes to meanwhile.

    The tables are linked where the file system can do that: changes of either store do not show in the other.

    Args:
        source: folder of a store that was closed.
        target: does not exist yet.

    Raises:
        MachineError: a file cannot be read or written, or a table is not as it was written.
    """
    noted = _noted(source)
    try:
        target.mkdir(parents=True)
        for path in sorted(source.iterdir()):
            if path.suffix == _TABLE:
                if noted.get(path.name) != _checksum(path):
                    raise MachineError(f"{path} is not as it was written")
                if not link_or_copy(path, target / path.name):
                    raise MachineError(f"{path} cannot be copied to {target}")
            elif not path.name.startswith(_OF_ITS_OWNER):
                shutil.copy2(path, target / path.name)
    except OSError as error:
        raise MachineError(f"{source} cannot be copied to {target}: {error.strerror or error}") from error


def _noted(folder: Path) -> dict[str, int]:
    """Return the checksums that were noted; none if the file is missing or damaged."""
    try:
        noted = json.loads((folder / _NOTED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            checksum = zlib.crc32(block, checksum)
    return checksum
