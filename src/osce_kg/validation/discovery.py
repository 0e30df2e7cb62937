"""Which files to validate: arguments of a command → files of RDF, each once, in a fixed order."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat

from osce_kg.errors import InputError, MissingInputError
from osce_kg.validation.sources import (
    RdfFile,
    ReceivedRdf,
    format_of,
    is_surely_rdf,
    known_extensions,
    read_text_bytes,
)

STANDARD_INPUT = "<stdin>"
"""What reports call standard input."""

_DUMPS = ("osce-kg.nt", "osce-kg.nt.gz", "osce-kg.nq", "osce-kg.nq.gz")
_MANIFEST = "SHA256SUMS"


def expand_patterns(arguments: Iterable[str]) -> list[Path]:
    """Return the paths that ``arguments`` name: each a path, or a pattern with ``*``, ``**``, ``?``, ``[…]``.

    A path that exists is never a pattern, whatever characters it has.

    Raises:
        MissingInputError: a pattern that matches nothing.
    """
    paths: list[Path] = []
    for argument in arguments:
        if Path(argument).exists() or not glob.has_magic(argument):
            paths.append(Path(argument))
            continue
        matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 – Path takes no absolute pattern
        if not matches:
            raise MissingInputError("the pattern matches no file", source=argument)
        paths += map(Path, matches)
    return paths


def rdf_files(paths: Iterable[Path], default_format: RdfFormat | None = None) -> tuple[RdfFile, ...]:
    """Return the files behind ``paths``: a file itself, a build's dump, all RDF below any other directory.

    Args:
        default_format: of files whose extension tells none.

    Raises:
        MissingInputError: a directory without any RDF.
        InputError: an extension that tells no format, or a dump that is not the one that its ``SHA256SUMS``
            speaks of.
    """
    files: dict[Path, RdfFile] = {}
    for path in paths:
        for file in _directory(path) if path.is_dir() else (_file(path, default_format),):
            # The same file twice would have its blank nodes twice.
            files.setdefault(file.path.resolve(), file)
    return tuple(files.values())


def received_from(stream: BinaryIO, rdf_format: RdfFormat) -> ReceivedRdf:
    """Return the RDF that comes through ``stream``, the standard input.

    Raises:
        InputError: it is not UTF-8.
        LimitError: it is too large.
    """
    return ReceivedRdf(STANDARD_INPUT, read_text_bytes(stream, STANDARD_INPUT), rdf_format)


def _file(path: Path, default_format: RdfFormat | None) -> RdfFile:
    rdf_format = format_of(path) or default_format
    if rdf_format is None:
        reason = f"the format cannot be told from the extension; known: {known_extensions()}"
        raise InputError(reason, source=str(path))
    return RdfFile(str(path), path, rdf_format)


def _directory(directory: Path) -> tuple[RdfFile, ...]:
    for folder in (directory / "dump", directory):
        for name in _DUMPS:
            # Outside a build, a file of that name is one of many; a manifest tells a dump from it.
            if (folder / name).is_file() and (folder != directory or (folder / _MANIFEST).is_file()):
                _check_against_manifest(folder / name)
                return (_file(folder / name, None),)
    files = tuple(_file(path, None) for path in _below(directory) if is_surely_rdf(path))
    if not files:
        raise MissingInputError("neither a build nor a directory with files of RDF", source=str(directory))
    return files


def _below(directory: Path) -> Iterator[Path]:
    """Yield the files below ``directory`` in a fixed order; hidden ones and links to folders are left out."""
    for path in sorted(directory.iterdir(), key=lambda path: path.name):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _below(path)
        else:
            yield path


def _check_against_manifest(dump: Path) -> None:
    manifest = dump.parent / _MANIFEST
    if not manifest.is_file():
        return
    for line in manifest.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition(" ")
        if name.strip().lstrip("*") == dump.name:
            with dump.open("rb") as stream:
                actual = hashlib.file_digest(stream, "sha256").hexdigest()
            if actual != expected.lower():
                raise InputError(f"the dump is not the one that {_MANIFEST} speaks of", source=str(dump))
