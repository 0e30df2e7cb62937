"""A dump file as a store."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as ox

from osce_kg.errors import InputError, MachineError

_FORMATS: Final = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
_BATCH: Final = 100_000


def is_dump(path: Path) -> bool:
    """Tell by its name whether a file is one that ``load_dump`` reads."""
    return _suffix(path) in _FORMATS


def load_dump(path: Path, folder: Path) -> None:
    """Make a store of a dump file, plain or .gz.

    As in the store of a build, the default graph has each triple of each named graph.

    Args:
        path: the dump.
        folder: an empty folder for the store.

    Raises:
        InputError: the file cannot be read, or does not parse; with the line.
        MachineError: the store cannot be written.
    """
    store = ox.Store(str(folder))
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rb") as file:
            quads = ox.parse(cast(IO[bytes], file), format=_FORMATS[_suffix(path)])
            for batch in _batches(quads):
                _write(store, batch)
        store.flush()
    except SyntaxError as error:
        raise InputError(f"does not parse: {error.msg}", source=str(path), line=error.lineno) from error
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"cannot be read: {error}", source=str(path)) from error


def _suffix(path: Path) -> str:
    return (path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower()


def _batches(quads: Iterator[ox.Quad]) -> Iterator[list[ox.Quad]]:
    while batch := list(islice(quads, _BATCH)):
        yield batch


def _write(store: ox.Store, batch: list[ox.Quad]) -> None:
    try:
        store.bulk_extend(batch)
        store.bulk_extend({ox.Quad(quad.subject, quad.predicate, quad.object) for quad in batch})
    except (OSError, RuntimeError) as error:
        raise MachineError(f"The dump cannot be made a store: {error}") from error
