"""What is in directories. One that cannot be read is an error: taken for an empty one, it would conform."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from glob import has_magic
from pathlib import Path
from typing import Final

from osce_kg.errors import InputError

_ANY_DEPTH: Final = "**"


def entries(directory: Path) -> list[os.DirEntry[str]]:
    """Return what is in a directory, in the order of the names.

    Raises:
        InputError: the directory cannot be read.
    """
    try:
        with os.scandir(directory) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", source=str(directory)) from error


def files_below(directory: Path) -> Iterator[Path]:
    """Yield the files below a directory in a fixed order; hidden ones and links to folders are left out.

    Raises:
        InputError: a directory cannot be read.
    """
    for entry in entries(directory):
        if entry.name.startswith("."):
            continue
        if not entry.is_dir():
            yield directory / entry.name
        elif not entry.is_symlink():
            yield from files_below(directory / entry.name)


def matching_paths(pattern: str) -> list[Path]:
    """Return the paths that match a pattern with ``*``, ``**``, ``?`` and ``[…]``, in a fixed order.

    Hidden entries match only what begins with a dot, and ``**`` follows no links, which may lead back.

    Raises:
        InputError: a directory that has to be looked through cannot be read.
    """
    path = Path(pattern)
    parts = path.parts[1:] if path.anchor else path.parts
    return sorted(set(_matching(Path(path.anchor), parts)))


def is_pattern(text: str) -> bool:
    """Tell whether a text stands for the paths that match it; one that exists stands for itself."""
    return has_magic(text) and not os.path.lexists(text)


def _matching(directory: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    if not parts:
        yield directory
        return
    first, rest = parts[0], parts[1:]
    if not has_magic(first):
        if os.path.lexists(directory / first):
            yield from _matching(directory / first, rest)
        return
    if first == _ANY_DEPTH and rest:
        yield from _matching(directory, rest)
    for entry in entries(directory):
        path = directory / entry.name
        if entry.name.startswith(".") and not first.startswith("."):
            continue
        if first == _ANY_DEPTH:
            yield from () if rest else (path,)
            if entry.is_dir() and not entry.is_symlink():
                yield from _matching(path, parts)
        elif fnmatchcase(entry.name, first) and (not rest or entry.is_dir()):
            yield from _matching(path, rest)
