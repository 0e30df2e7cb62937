"""Find the documents that a path stands for, and read their bytes without being trapped by odd files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from osce_kg.documents.register import is_register
from osce_kg.errors import InputError
from osce_kg.model.document import Loss

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".pdf", ".docx"})
_SILENT_NAMES = frozenset({"readme", "license", "makefile"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A document on disk.

    Attributes:
        path: where it is.
        source: its path relative to the folder that was read, with ``/``; its name if it was named itself.
        shown: how the user would write its path.
    """

    path: Path
    source: str
    shown: str


def printable(path: str | Path) -> str:
    """Return a path as text that can always be written; bytes of its name that are not UTF-8 are escaped."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def find_files(source: str) -> Iterator[FoundFile | Loss]:
    """Yield the documents under a path in the order of their names, and a loss for what is passed over.

    Links inside a folder are not followed: they may lead out of it or in a circle.
    """
    root = Path(source)
    try:
        mode = root.stat().st_mode
    except FileNotFoundError:
        yield Loss("documents", printable(source), "there is no such file or folder")
        return
    except (OSError, ValueError) as error:
        yield Loss("documents", printable(source), f"cannot be read: {getattr(error, 'strerror', error)}")
        return
    if stat.S_ISDIR(mode):
        yield from _find_below(root, "")
    else:
        yield FoundFile(root, printable(root.name), printable(source))


def _find_below(folder: Path, within: str) -> Iterator[FoundFile | Loss]:
    """Yield what a folder holds; its path ``within`` that which is read is empty or ends with a slash."""
    try:
        paths = sorted(folder.iterdir(), key=lambda path: os.fsencode(path.name))
    except OSError as error:
        yield Loss("documents", printable(folder), f"the folder cannot be read: {error.strerror}")
        return
    for path in paths:
        if path.name.startswith(".") or path.stem.lower() in _SILENT_NAMES or is_register(path):
            continue
        is_document = path.suffix.lower() in SUFFIXES
        if path.is_symlink():
            yield Loss("documents", printable(path), "a symbolic link; links are not followed", "warning")
        elif not is_document and path.is_dir():
            yield from _find_below(path, f"{within}{path.name}/")
        elif is_document:
            yield FoundFile(path, printable(f"{within}{path.name}"), printable(path))
        else:
            known = " ".join(sorted(SUFFIXES))
            yield Loss("documents", printable(path), f"passed over: not one of {known}", "warning")


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file.

    Args:
        path: the file.
        limit: the most bytes to accept.

    Raises:
        InputError: it is not a regular file, cannot be read, is larger than ``limit``, or changed meanwhile.
    """
    try:
        kind = _odd_kind(path.stat().st_mode)
        if kind:
            raise InputError(f"{kind}, not a file")
        # a pipe that took the file's place meanwhile must not block us
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            # One more than there should be shows growth; every small file would get room for the limit.
            raw = file.read(min(limit, before.st_size) + 1)
            after = os.fstat(descriptor)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from None
    if len(raw) > limit:
        raise InputError(f"larger than the limit of {limit} bytes for one document")
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(
        raw
    ) != after.st_size:
        raise InputError("changed while it was read")
    return raw


def _odd_kind(mode: int) -> str | None:
    """Name what a path is if it is not a regular file."""
    for test, kind in (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if test(mode):
            return kind
    return None
