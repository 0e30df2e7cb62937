"""A store that is nothing but lines, for tests of what is published from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import cast

from rdflib.term import URIRef

from osce_kg.store.interface import StatementReader


class LinesReader:
    """N-Quads lines without line end, as far as publishing reads a store.

    Attributes:
        graphs_read: how often a graph was read.
    """

    def __init__(self, quads: Iterable[bytes]) -> None:
        self._graphs: defaultdict[URIRef, list[bytes]] = defaultdict(list)
        for line in quads:
            end = line.rindex(b" <")
            self._graphs[URIRef(line[end + 2 : -3].decode())].append(line[:end] + b" .\n")
        self.graphs_read = 0

    def graphs(self) -> tuple[URIRef, ...]:
        return tuple(sorted(self._graphs))

    def n_triples(self, graph: URIRef) -> bytes:
        self.graphs_read += 1
        return b"".join(self._graphs[graph])

    def reader(self) -> StatementReader:
        """Return this as the store that it stands for."""
        return cast(StatementReader, self)
