"""The texts that the offsets of passages refer to, a file for each document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from osce_kg.linking import link_or_copy
from osce_kg.model.document import ReadDocument


def link_texts(digests: Mapping[str, str], folder: Path, earlier: Path) -> frozenset[str]:
    """Link, in a folder, to the texts that the build before has: files ``KEY.txt``, in UTF-8.

    That it is the same text is seen by its digest: a file of that build may have been damaged, or its name
    may have stood for another copy of a page.

    Args:
        digests: by key, the SHA-256 of the texts that are wanted.
        folder: is made if it is not there.
        earlier: the same folder of the build before; need not exist.

    Returns:
        the keys of those texts that are not there, and have to be written.

    Raises:
        OSError: the folder cannot be made.
    """
    folder.mkdir(exist_ok=True)
    return frozenset(
        key
        for key, sha256 in digests.items()
        if not (
            holds_text(earlier / f"{key}.txt", sha256)
            and link_or_copy(earlier / f"{key}.txt", folder / f"{key}.txt")
        )
    )


def write_texts(readings: Iterable[ReadDocument], folder: Path) -> None:
    """Write the texts of some documents to ``KEY.txt`` in a folder, in UTF-8.

    Raises:
        OSError: they cannot be written.
        MachineError: a document cannot be loaded again.
    """
    for reading in readings:
        (folder / f"{reading.key}.txt").write_bytes(reading.load().text.encode("utf-8"))


def holds_text(path: Path, sha256: str) -> bool:
    """Tell whether a file is a text, by the digest of the text."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False
