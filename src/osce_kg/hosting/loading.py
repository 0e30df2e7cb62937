"""Whether a build's graph can be held in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from osce_kg.errors import MissingInputError
from osce_kg.publishing import LOADED_FILES

QUICKLY_LOADED: Final = 200 << 20
"""Bytes in memory of a graph that is read in a few seconds."""

_BYTES_IN_MEMORY: Final = 3
"""For each byte of these files, rounded up from what was measured."""


def memory_needed(data: Path) -> int:
    """Return the bytes that the statements of a build would take in memory, roughly.

    Raises:
        MissingInputError: the build has no release.
    """
    try:
        return _BYTES_IN_MEMORY * sum((data / "dump" / name).stat().st_size for name in LOADED_FILES)
    except OSError as error:
        raise MissingInputError("there is no whole release", source=str(data / "dump")) from error
