"""Reading a release back into a store in memory, where queries run several times faster than on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from osce_kg.errors import InputError, MissingInputError
from osce_kg.publishing.release import STEM

LOADED_FILES: Final[Mapping[str, ox.RdfFormat]] = {
    f"{STEM}.nt": ox.RdfFormat.N_TRIPLES,
    f"{STEM}.nq": ox.RdfFormat.N_QUADS,
}
"""The files of a release that a store is read from."""


def load_release(directory: Path) -> ox.Store:
    """Return the statements of the release in ``directory`` as a store in memory.

    As in the store of a build, the default graph is the union of the named graphs. Reading the files is
    several times faster than copying that store.

    Raises:
        MissingInputError: there is no release.
        InputError: its files cannot be read.
    """
    store = ox.Store()
    for name, rdf_format in LOADED_FILES.items():
        path = directory / name
        try:
            # Lenient: the gate has seen every term before it was written.
            store.bulk_load(path=path, format=rdf_format, lenient=True)
        except FileNotFoundError as error:
            raise MissingInputError("there is no such file of the release", source=str(path)) from error
        except (OSError, SyntaxError, RuntimeError) as error:
            raise InputError(f"the release cannot be read: {error}", source=str(path)) from error
    return store
