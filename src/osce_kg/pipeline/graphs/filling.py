"""Making the graphs of a build from nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from osce_kg.pipeline.graphs.kept import GraphRecord, KeptGraphs
from osce_kg.pipeline.graphs.made import GraphSource, MadeGraphs
from osce_kg.reasoning.derivation import derive_into
from osce_kg.store import OxigraphStore


def fill_store(path: Path, sources: Iterable[GraphSource], program: str) -> MadeGraphs:
    """Make a store of asserted graphs and of what follows from them.

    Args:
        path: where the store is to be; nothing is there.
        sources: the graphs, in the order of their names; each is made once, and none is held in memory.
        program: digest of what makes them.

    Raises:
        MachineError: the store cannot be written.
    """
    records: dict[str, GraphRecord] = {}
    with OxigraphStore(path) as store:
        store.load_lines(_lines(sources, records))
        derive_into(store)
    return MadeGraphs(KeptGraphs(program, records))


def _lines(sources: Iterable[GraphSource], records: dict[str, GraphRecord]) -> Iterator[bytes]:
    """Yield the lines of the graphs, and record each graph when all of its lines have been taken."""
    for source in sources:
        lines, record = source.make()
        yield from lines
        records[str(source.graph)] = record
