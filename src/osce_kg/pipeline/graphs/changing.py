"""Changing the graphs of an earlier build where what they are made from has changed."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Final

from rdflib.term import URIRef

from osce_kg.pipeline.graphs.kept import GraphRecord, KeptGraphs
from osce_kg.pipeline.graphs.made import GraphChange, GraphSource, MadeGraphs
from osce_kg.reasoning.derivation import derive_change
from osce_kg.store import OxigraphReader, OxigraphStore, copy_store

_SHARE: Final = 0.2
"""Of its graphs; where more have changed, making all anew is about as quick and leaves a compact store."""


def is_small_change(sources: Sequence[GraphSource], program: str, earlier: KeptGraphs | None) -> bool:
    """Tell whether an earlier build is better changed than made anew."""
    if earlier is None or earlier.program != program:
        return False
    return len(_changed(sources, earlier)) <= _SHARE * len(sources)


def change_store(
    path: Path, sources: Sequence[GraphSource], earlier: KeptGraphs, earlier_path: Path
) -> MadeGraphs:
    """Make a store that begins as that of an earlier build, which stays as it is.

    The result holds what :func:`osce_kg.pipeline.graphs.filling.fill_store` gives for the same sources.

    Args:
        path: where the store is to be; nothing is there.
        sources: the asserted graphs, in the order of their names; not the ontology, unless it is the same.
        earlier: what is known of the earlier graphs; the same program made them.
        earlier_path: the earlier store.

    Raises:
        MachineError: a store cannot be read or written.
    """
    changed = _changed(sources, earlier)
    is_other = frozenset(changed).__contains__
    before = OxigraphReader.open(earlier_path)
    with ThreadPoolExecutor(1, "copying") as thread:  # reading the tables leaves Python to others
        copying = thread.submit(copy_store, earlier_path, path)
        lines, records = _made_anew([source for source in sources if is_other(str(source.graph))])
        copying.result()
    store = OxigraphStore(path)
    try:
        removed: dict[URIRef, frozenset[bytes]] = {}
        added: dict[URIRef, frozenset[bytes]] = {}
        for graph in map(URIRef, changed):
            earlier_lines, now = before.lines(graph), lines.get(str(graph), frozenset())
            removed[graph] = earlier_lines - now
            added[graph] = now - earlier_lines
        store.change_lines(*(chain.from_iterable(changes.values()) for changes in (removed, added)))
        gone, new = derive_change(before, store, removed, added)
    finally:
        store.close(compact=False)
    names = [str(source.graph) for source in sources]
    graphs = {name: records.get(name) or earlier.graphs[name] for name in names}
    return MadeGraphs(
        KeptGraphs(earlier.program, graphs),
        GraphChange(
            {name: earlier.graphs.get(name) for name in changed},
            tuple(sorted(gone.union(*removed.values()))),
            tuple(sorted(new.union(*added.values()))),
        ),
    )


def _changed(sources: Sequence[GraphSource], earlier: KeptGraphs) -> tuple[str, ...]:
    """Return the names of the graphs that are new, gone, or made from something else, sorted."""
    now = {str(source.graph): source.digest for source in sources}
    before = {name: record.digest for name, record in earlier.graphs.items()}
    return tuple(sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name)))


def _made_anew(
    sources: Sequence[GraphSource],
) -> tuple[dict[str, frozenset[bytes]], dict[str, GraphRecord]]:
    """Return lines and records of some graphs; a store gives its lines, for it knows one form of a number."""
    records: dict[str, GraphRecord] = {}
    lines: dict[str, frozenset[bytes]] = {}
    for source in sources:
        made, records[str(source.graph)] = source.make()
        with OxigraphStore() as alone:
            alone.load_lines(made)
            lines[str(source.graph)] = alone.lines(source.graph)
    return lines, records
