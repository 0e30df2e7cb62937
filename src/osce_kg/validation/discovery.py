"""Which files to validate: arguments of a command → files of RDF, each once, in a fixed order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat

from osce_kg.errors import InputError, MissingInputError
from osce_kg.validation.directories import entries, files_below, is_pattern, matching_paths
from osce_kg.validation.sources import (
    RdfFile,
    ReceivedRdf,
    format_of,
    is_surely_rdf,
    known_extensions,
    read_text_bytes,
    told_as_bad_input,
)

STANDARD_INPUT = "<stdin>"
"""What reports call standard input."""

_DUMP = "dump"
_DUMPS = ("osce-kg.nt", "osce-kg.nt.gz", "osce-kg.nq", "osce-kg.nq.gz")
_MANIFEST = "SHA256SUMS"


def expand_patterns(arguments: Iterable[str]) -> list[Path]:
    """Return the paths that ``arguments`` name: each a path, or a pattern with ``*``, ``**``, ``?``, ``[…]``.

    A path that exists is never a pattern, whatever characters it has.

    Raises:
        MissingInputError: a pattern that matches nothing.
        InputError: a directory cannot be read.
    """
    paths: list[Path] = []
    for argument in arguments:
        found = matching_paths(argument) if is_pattern(argument) else [Path(argument)]
        if not found:
            raise MissingInputError("the pattern matches no file", source=argument)
        paths += found
    return paths


def rdf_files(paths: Iterable[Path], default_format: RdfFormat | None = None) -> tuple[RdfFile, ...]:
    """Return the files behind ``paths``: a file itself, a build's dump, all RDF below any other directory.

    Args:
        default_format: of files whose extension tells none.

    Raises:
        MissingInputError: a directory without any RDF.
        InputError: an extension that tells no format, a directory that cannot be read, or a dump that is not
            the one that its ``SHA256SUMS`` speaks of.
    """
    files: dict[Path, RdfFile] = {}
    for path in paths:
        with told_as_bad_input(str(path)):
            is_directory = path.is_dir()
        for file in _directory(path) if is_directory else (_file(path, default_format),):
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
    inside = entries(directory)
    folders = [directory / _DUMP for entry in inside if entry.name == _DUMP and entry.is_dir()]
    # Outside a build, a file of that name is one of many; a manifest tells a dump from it.
    folders += [directory for entry in inside if entry.name == _MANIFEST]
    for folder in folders:
        present = {entry.name for entry in entries(folder)}
        for name in _DUMPS:
            if name in present:
                _check_against_manifest(folder / name)
                return (_file(folder / name, None),)
    files = tuple(_file(path, None) for path in files_below(directory) if is_surely_rdf(path))
    if not files:
        raise MissingInputError("neither a build nor a directory with files of RDF", source=str(directory))
    return files


def _check_against_manifest(dump: Path) -> None:
    manifest = dump.parent / _MANIFEST
    if not manifest.is_file():
        return
    with told_as_bad_input(str(manifest)):
        lines = manifest.read_text(encoding="utf-8", errors="replace").splitlines()
    for line in lines:
        expected, _, name = line.partition(" ")
        if name.strip().lstrip("*") == dump.name:
            with told_as_bad_input(str(dump)), dump.open("rb") as stream:
                actual = hashlib.file_digest(stream, "sha256").hexdigest()
            if actual != expected.lower():
                raise InputError(f"the dump is not the one that {_MANIFEST} speaks of", source=str(dump))
            return
    raise InputError(f"{_MANIFEST} does not speak of this dump", source=str(dump))
