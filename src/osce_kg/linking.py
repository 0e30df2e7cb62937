"""A file of one build in the next one, without writing it again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def link_or_copy(earlier: Path, path: Path) -> bool:
    """Give a file of an earlier build a further name, or copy it where the file system cannot do that.

    The file must be on the medium already, as all files of a finished build are: what has several names is
    not brought there again (see :func:`osce_kg.pipeline.staging.staged_directory`).

    Returns:
        False if that is not possible, and there is no file at ``path``.
    """
    try:
        os.link(earlier, path)
    except OSError:
        try:
            shutil.copyfile(earlier, path)
        except OSError:
            path.unlink(missing_ok=True)
            return False
    return True
