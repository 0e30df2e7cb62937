"""The texts that the offsets of passages refer to, a file for each document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from osce_kg.linking import link_or_copy
from osce_kg.model.document import ReadDocument


def write_texts(readings: Iterable[ReadDocument], folder: Path, earlier: Path) -> None:
    """Write the text of each document to ``KEY.txt`` in a new folder, in UTF-8.

    A text that the build before has is linked to. That it is the same text is seen by its digest: a file of
    that build may have been damaged, or its name may have stood for another copy of a page.

    Args:
        readings: of the documents; only those whose texts are written are loaded.
        folder: must not exist.
        earlier: the same folder of the build before; need not exist.

    Raises:
        OSError: the folder cannot be written.
        MachineError: a document cannot be loaded again.
    """
    folder.mkdir()
    for reading in readings:
        name = f"{reading.key}.txt"
        if not (
            holds_text(earlier / name, reading.text_sha256) and link_or_copy(earlier / name, folder / name)
        ):
            (folder / name).write_bytes(reading.load().text.encode("utf-8"))


def holds_text(path: Path, sha256: str) -> bool:
    """Tell whether a file is a text, by the digest of the text."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False
