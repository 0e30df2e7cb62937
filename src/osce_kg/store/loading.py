"""Loading many statements into a store, with their copies in the default graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import Final

import pyoxigraph as ox

_BATCH: Final = 100_000
"""Lines that are loaded at once: enough for the loader's speed, few enough for bounded memory."""


def load_with_copies(
    store: ox.Store, lines: Iterable[bytes], writing: Callable[[], AbstractContextManager[None]] = nullcontext
) -> None:
    """Load statements into their graphs, and each triple into the default graph.

    The store loads in threads of its own, which leave Python free to make the next lines meanwhile.

    Args:
        store: to load into.
        lines: N-Quads lines without line end, each with a named graph; what goes wrong where they are made
            is raised as it is.
        writing: a context for what the store raises when it cannot be written.

    Raises:
        OSError, RuntimeError: the store cannot be written, unless ``writing`` makes something else of it.
    """
    remaining = iter(lines)
    with ThreadPoolExecutor(2, "loading") as threads:
        loading: Sequence[Future[None]] = ()
        while batch := list(islice(remaining, _BATCH)):
            copies = b"".join([_triple_of(line) + b" .\n" for line in batch])
            quads = b"\n".join(batch)
            with writing():
                _wait_for(loading)
            loading = (
                threads.submit(_load, store, quads, ox.RdfFormat.N_QUADS),
                threads.submit(_load, store, copies, ox.RdfFormat.N_TRIPLES),
            )
        with writing():
            _wait_for(loading)


def _triple_of(line: bytes) -> bytes:
    # In N-Quads the name of the graph comes last, and no IRI has a space.
    return line[: line.rindex(b" <")]


def _load(store: ox.Store, content: bytes, rdf_format: ox.RdfFormat) -> None:
    store.bulk_load(content, format=rdf_format, lenient=True)


def _wait_for(loading: Iterable[Future[None]]) -> None:
    for each in loading:
        each.result()
