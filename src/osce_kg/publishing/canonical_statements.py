"""Dump files as canonical statements: distinct lines in the form and order of RDFC-1.0, in bounded memory.

Without blank nodes, RDF Dataset Canonicalization (https://www.w3.org/TR/rdf-canon/) is one line for each
statement in the canonical form of N-Quads, sorted by code points. Our dumps are that already; other files are
brought into that form.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, Final, Literal, TypeAlias, cast

import pyoxigraph as ox

from osce_kg.errors import InputError, MachineError, MissingInputError, UsageError
from osce_kg.publishing.sorting import LineSorter

Syntax: TypeAlias = Literal["nt", "nq"]
"""N-Triples or N-Quads, by the extension of their files."""

_FORMATS: Final = {"nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS}

_IRI = r'<[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*>'
# What must be escaped, by letter where there is one; xsd:string goes without saying.
_TEXT = r'"(?:[^\x00-\x1f\x7f"\\\ufffe\uffff]|\\[tbnrf"\\]|\\u00(?:0[0-7B]|0[EF]|1[0-9A-F]|7F))*"'
_DATATYPE = rf"\^\^(?!<http://www\.w3\.org/2001/XMLSchema#string>){_IRI}"
_OBJECT = rf"(?:{_IRI}|{_TEXT}(?:@[a-z]+(?:-[a-z0-9]+)*|{_DATATYPE})?)"
_CANONICAL: Final = {
    "nt": re.compile(rf"{_IRI} {_IRI} {_OBJECT} \.\n"),
    "nq": re.compile(rf"{_IRI} {_IRI} {_OBJECT}(?: {_IRI})? \.\n"),
}


@dataclass(frozen=True, slots=True)
class CanonicalStatements:
    """Statements of one dump, as canonical lines in order, each once.

    Attributes:
        path: the file that holds these lines: the dump itself, or a sorted copy.
        sha256: hex digest of the lines: the RDFC-1.0 hash of the dump.
        count: number of lines.
    """

    path: Path
    sha256: str
    count: int

    def lines(self) -> Iterator[str]:
        """Give the lines, each with its line end."""
        with _opened(self.path) as file:
            for line in file:
                yield line.decode()


def syntax_of(path: Path) -> Syntax | None:
    """Return what the name of a file says of its syntax; None if it is neither N-Triples nor N-Quads."""
    extension = path.name.removesuffix(".gz").rpartition(".")[2]
    return cast(Syntax, extension) if extension in _FORMATS else None


def read_canonically(path: Path, scratch: Path) -> CanonicalStatements:
    """Return the statements of an N-Triples or N-Quads file, plain or packed by gzip.

    Args:
        scratch: an existing folder of the caller's, where a copy may be sorted; it is not cleaned up here.

    Raises:
        MissingInputError: there is no such file.
        InputError: it cannot be read, does not parse, or has blank nodes, which no line can name for good.
        UsageError: its name says that it is of another syntax.
        MachineError: the copy cannot be written.
    """
    syntax = syntax_of(path)
    if syntax is None:
        raise UsageError(f"{path}: only N-Triples and N-Quads (.nt, .nq, also .gz) can be read line by line")
    try:
        return _as_it_is(path, syntax) or _sorted_copy(path, syntax, scratch)
    except FileNotFoundError as error:
        raise MissingInputError("there is no such file", source=str(path)) from error
    except SyntaxError as error:
        raise InputError(str(error.msg), source=str(path), line=error.lineno) from error
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"it cannot be read: {error}", source=str(path)) from error


def _as_it_is(path: Path, syntax: Syntax) -> CanonicalStatements | None:
    """Return the statements of a file that is canonical already; None if it is not."""
    is_canonical = _CANONICAL[syntax].fullmatch
    digest, count, before = hashlib.sha256(), 0, b""
    with _opened(path) as file:
        for line in file:
            try:
                text = line.decode()
            except UnicodeDecodeError:
                return None
            if line <= before or not is_canonical(text):
                return None
            digest.update(line)
            count += 1
            before = line
    return CanonicalStatements(path, digest.hexdigest(), count)


def _sorted_copy(path: Path, syntax: Syntax, scratch: Path) -> CanonicalStatements:
    """Bring a file into canonical form: sorted in parts that fit into memory, which are then merged."""
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    runs = scratch / f"{name}-runs"
    sorter = LineSorter(runs, "run")
    with _opened(path) as file:
        sorter.add(_canonical_lines(ox.parse(file, format=_FORMATS[syntax]), path))
    digest, count = hashlib.sha256(), 0
    merged = scratch / f"{name}.{syntax}"
    with _using(scratch), merged.open("wb") as copy:
        for line, _ in groupby(sorter.merged()):
            digest.update(line)
            copy.write(line)
            count += 1
        shutil.rmtree(runs, ignore_errors=True)
    return CanonicalStatements(merged, digest.hexdigest(), count)


def _canonical_lines(quads: Iterable[ox.Quad], path: Path) -> Iterator[bytes]:
    for quad in quads:
        for term in (quad.subject, quad.object, quad.graph_name):
            if isinstance(term, ox.BlankNode | ox.Triple):
                kind = "a blank node" if isinstance(term, ox.BlankNode) else "a triple term"
                raise InputError(
                    f"{str(term)[:80]} is {kind}; statements can only be compared without them",
                    source=str(path),
                )
        yield f"{quad} .\n".encode()


def _opened(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if path.name.endswith(".gz") else path.open("rb")


@contextmanager
def _using(scratch: Path) -> Iterator[None]:
    """Tell apart what our own files cannot do from what is wrong with the input."""
    try:
        yield
    except OSError as error:
        raise MachineError(f"{scratch} cannot be used for sorting: {error.strerror}") from error
