"""Folders that are held while somebody reads them: they stay what they were, whatever takes their name."""

from __future__ import annotations

import fcntl
import os
import time
import weakref
from pathlib import Path
from typing import Final

_STEP: Final = 0.05
"""Seconds between two looks at whether a folder is held."""
_LONGEST_LOOK: Final = 1.0
"""Seconds after which a folder is not locked any more by somebody who only looks."""


class HeldFolder:
    """A folder that is held until this object, in this process and in its forks, is gone.

    Whoever replaces it leaves its files alone for so long (:func:`is_held`).

    Attributes:
        path: leads to it even if it is renamed, where the system has ``/proc`` (Linux), in this process and
            its forks alone; elsewhere as it was given.

    Raises:
        OSError: it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, descriptor)
        _locked(descriptor, fcntl.LOCK_SH, _LONGEST_LOOK)
        by_descriptor = f"/proc/self/fd/{descriptor}"
        self.path = Path(by_descriptor) if os.access(by_descriptor, os.R_OK) else folder


def is_held(folder: Path, patience: float = 0.0) -> bool:
    """Tell whether somebody holds a folder.

    Args:
        patience: seconds to wait for them to let go of it.

    Raises:
        OSError: it cannot be read.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        return not _locked(descriptor, fcntl.LOCK_EX, patience)
    finally:
        os.close(descriptor)


def _locked(descriptor: int, kind: int, patience: float) -> bool:
    """Take a lock; False if somebody had one that is in its way for so long."""
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
        except OSError:  # not every file system has locks: there, nobody is in the way
            return True
        time.sleep(_STEP)
