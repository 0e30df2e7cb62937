"""A store that begins as another one: what does not change is shared on the disk, not copied."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from osce_kg.errors import MachineError

_TABLE: Final = ".sst"
"""Suffix of the files of RocksDB that are written once; it only ever removes them, by name."""

_OF_ITS_OWNER: Final = ("LOCK", "LOG")
"""Starts of the names of files that tell of whoever had the store open."""


def copy_store(source: Path, target: Path) -> None:
    """Make a store that holds what another one holds, which nobody writes to meanwhile.

    The tables are linked where the file system can do that: changes of either store do not show in the other.

    Args:
        source: folder of a store that was closed.
        target: does not exist yet.

    Raises:
        MachineError: a file cannot be read or written.
    """
    try:
        target.mkdir(parents=True)
        for path in sorted(source.iterdir()):
            if path.suffix == _TABLE:
                _link(path, target / path.name)
            elif not path.name.startswith(_OF_ITS_OWNER):
                shutil.copy2(path, target / path.name)
    except OSError as error:
        raise MachineError(f"{source} cannot be copied to {target}: {error.strerror or error}") from error


def _link(path: Path, place: Path) -> None:
    try:
        os.link(path, place)
    except OSError:  # another file system, or one without links
        shutil.copy2(path, place)
