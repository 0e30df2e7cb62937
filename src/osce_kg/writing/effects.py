"""What the writable graphs hold after a request; that everything else stays as it is.

What a client sent is parsed, or run, in a fork of this process. All that is taken of what comes back are
statements of writable graphs: whatever a request does to its copy, the rest of the graph cannot be harmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from osce_kg.errors import RefusedWriteError
from osce_kg.namespaces import PREFIXES
from osce_kg.publishing import load_release
from osce_kg.writing.confined import WorkLimits, run_confined
from osce_kg.writing.contents import read_content
from osce_kg.writing.lines import graph_of
from osce_kg.writing.requests import Operation, WriteRequest
from osce_kg.writing.updates import apply_update
from osce_kg.writing.user_graphs import NOT_WRITABLE, is_writable

_DEFAULT: Final = ""


def effect_of(
    request: WriteRequest, dump: Path, written: Sequence[bytes], base_iri: str, limits: WorkLimits
) -> list[bytes]:
    """Return what the writable graphs hold after a request, as sorted N-Quads lines without line end.

    Args:
        request: what is to be written.
        dump: the release that it is written to.
        written: N-Quads lines of the writable graphs of this release.
        base_iri: what relative IRIs of an update are relative to.
        limits: what the request may take.

    Raises:
        RefusedWriteError: a graph would change that is not writable.
        UsageError: the request makes no sense.
        LimitError: a limit was reached.
    """
    if request.operation is Operation.UPDATE:
        # Read before the fork: what the graph takes is not the request's to answer for.
        after = run_confined(partial(_update, load_release(dump), request, base_iri), limits)
        return sorted(line for line in after.split(b"\n") if line and is_writable(graph_of(line)))
    kept = set(written)
    if request.operation is not Operation.ADD:
        kept = {line for line in kept if graph_of(line) != request.graph}
    if request.operation is not Operation.REMOVE:
        read = partial(read_content, request.body, request.media_type, request.graph)
        kept.update(line for line in run_confined(read, limits).split(b"\n") if line)
    return sorted(kept)


def _update(store: ox.Store, request: WriteRequest, base_iri: str) -> bytes:
    """Carry out an update; return the N-Quads of the writable graphs."""
    before = _protected(store)
    apply_update(
        store,
        request.body.decode("utf-8"),
        base_iri=base_iri,
        prefixes=PREFIXES,
        default_graphs=request.default_graphs,
        named_graphs=request.named_graphs,
    )
    after = _protected(store)
    changed = sorted(graph for graph in before.keys() | after.keys() if before.get(graph) != after.get(graph))
    if changed:
        # The default graph sorts first; of it is told only if no other is named.
        told = f"the graph {changed[-1][:200]}" if changed[-1] else "the default graph, the union of all"
        raise RefusedWriteError(f"This would change {told}. {NOT_WRITABLE}")
    return b"".join(_n_quads(store, graph) for graph in _names(store) if is_writable(graph))


def _names(store: ox.Store) -> list[str]:
    return [graph.value for graph in store.named_graphs()]


def _protected(store: ox.Store) -> dict[str, int]:
    """Return a digest of each graph that is not writable; the empty name is that of the default graph."""
    return {graph: _digest(store, graph) for graph in (_DEFAULT, *_names(store)) if not is_writable(graph)}


def _digest(store: ox.Store, graph: str) -> int:
    lines = _SumOfLines()
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    store.dump(cast(IO[bytes], lines), format=ox.RdfFormat.N_TRIPLES, from_graph=name)
    return lines.total


def _n_quads(store: ox.Store, graph: str) -> bytes:
    triples = store.dump(from_graph=ox.NamedNode(graph), format=ox.RdfFormat.N_TRIPLES)
    assert triples is not None
    return triples.replace(b" .\n", f" <{graph}> .\n".encode())


class _SumOfLines:
    """An output that adds up the hashes of lines, so that neither their order nor their number matters."""

    def __init__(self) -> None:
        self.total = 0
        self._rest = b""

    def write(self, data: Any) -> int:
        *lines, self._rest = (self._rest + bytes(data)).split(b"\n")
        self.total += sum(map(hash, lines))
        return len(data)

    def flush(self) -> None:
        """Every line is counted as it comes."""
