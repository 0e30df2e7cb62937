"""What goes into a release, chunk by chunk: all from a store, or what differs from an earlier release."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

from osce_kg.publishing.census import CensusCounts
from osce_kg.publishing.dumps.arrangements import (
    BY_GRAPH,
    BY_STATEMENT,
    BY_SUBJECT,
    Arrangement,
    graph_line_of_quad,
    triple_line,
)
from osce_kg.publishing.dumps.former import FormerRelease, UnusableReleaseError
from osce_kg.publishing.dumps.prefixes import Prefixes, count_namespaces
from osce_kg.publishing.dumps.revision import (
    ChangedLines,
    Kept,
    Made,
    ReadChunk,
    assign,
    changed_groups,
    revise,
)
from osce_kg.publishing.sorting import LineSorter
from osce_kg.store.interface import StatementReader

_BLOCK: Final = 1 << 22
"""Bytes of a graph that are taken at once."""

_LARGE_CHANGE: Final = 50
"""If more than one statement in so many has changed, hardly a chunk is left as it was."""

_without_end: Final = itemgetter(slice(-1))


class Contents(ABC):
    """The contents of a release.

    Attributes:
        former: the release that chunks are kept from; None if there is none.
        quads: number of quads.
        namespaces: how often those occur that have a prefix because they do.
        prefixes: the prefixes of all files.
        counts: the counts of the census; complete when the chunks by subject have been read to the end.
    """

    former: FormerRelease | None
    quads: int
    namespaces: Counter[bytes]
    prefixes: Prefixes
    counts: CensusCounts

    @abstractmethod
    def chunks(self, arrangement: Arrangement) -> Iterator[Kept | Made]:
        """Give the chunks in order; to be called once for each arrangement."""


class StoreContents(Contents):
    """All statements of a store: read and sorted once, then given in each order."""

    def __init__(self, store: StatementReader, scratch: Path) -> None:
        """Read the store.

        Args:
            store: what is published.
            scratch: folder for sorting, made if it is needed; it is not cleaned up here.

        Raises:
            MachineError: there is no room for sorting.
        """
        self.former = None
        self.quads = 0
        self.namespaces: Counter[bytes] = Counter()
        self.counts = CensusCounts()
        self._quads = LineSorter(scratch, "quads")
        self._graph_lines = LineSorter(scratch, "graphs")
        for graph in store.graphs():
            self._read_graph(str(graph).encode(), store.n_triples(graph))
        self.prefixes = Prefixes.of(self.namespaces)

    def _read_graph(self, name: bytes, n_triples: bytes) -> None:
        content = io.BytesIO(n_triples)
        ending = b"<" + name + b"> .\n"
        while lines := content.readlines(_BLOCK):
            quads = [line[:-2] + ending for line in lines]
            self.quads += len(quads)
            self.namespaces += count_namespaces(quads)
            self._quads.add(quads)
            self._graph_lines.add([name + b" " + line for line in lines])

    def chunks(self, arrangement: Arrangement) -> Iterator[Kept | Made]:
        """Give all statements, in chunks that are made."""
        for lines in arrangement.cut(self._lines(arrangement)):
            if arrangement is BY_SUBJECT:
                self.counts.count(lines)
            yield Made(lines)

    def _lines(self, arrangement: Arrangement) -> Iterator[bytes]:
        if arrangement is BY_GRAPH:
            return map(_without_end, self._graph_lines.merged())
        quads = map(_without_end, self._quads.merged())
        if arrangement is BY_SUBJECT:
            return (triple_line(triple) for triple, _ in groupby(quads, BY_STATEMENT.group_of))
        return quads


@dataclass(frozen=True, slots=True)
class StatementChanges:
    """What differs from an earlier release.

    Attributes:
        release: directory of the earlier release.
        index: file with its index.
        removed, added: N-Quads lines without line end, each once and in one of both: those of the earlier
            release that are not in the store, and those of the store that are not in the release.
    """

    release: Path
    index: Path
    removed: Sequence[bytes]
    added: Sequence[bytes]


class RevisedContents(Contents):
    """What an earlier release holds, with some statements changed."""

    def __init__(self, former: FormerRelease, removed: Sequence[bytes], added: Sequence[bytes]) -> None:
        """Find out which chunks change.

        Raises:
            UnusableReleaseError: these are not changes of this release, or too many to be worth it.
        """
        self.former = self._former = former
        self.quads = former.index.quads - len(removed) + len(added)
        if not former.index.quads:
            raise UnusableReleaseError("nothing is in it")
        if (len(removed) + len(added)) * _LARGE_CHANGE > former.index.quads:
            raise UnusableReleaseError("most of it has changed")
        self.namespaces = Counter(former.index.namespaces)
        self.namespaces.subtract(count_namespaces(removed))
        self.namespaces.update(count_namespaces(added))
        self.prefixes = Prefixes.of(self.namespaces)
        self._require_old_prefixes()
        self._changes: dict[Arrangement, dict[int, ChangedLines]] = {}
        self._assign(BY_STATEMENT, removed, added)
        self._assign(BY_GRAPH, *(map(graph_line_of_quad, lines) for lines in (removed, added)))
        self._assign(BY_SUBJECT, *self._changed_triples())
        self.counts = former.index.counts
        self._change_counts()

    def chunks(self, arrangement: Arrangement) -> Iterator[Kept | Made]:
        """Give the chunks that stay, and those that are made in the place of others."""
        count = len(self._former.index.chunks[arrangement.source])
        return revise(arrangement, count, self._reader(arrangement), self._changes[arrangement])

    def _changed_triples(self) -> tuple[list[bytes], list[bytes]]:
        """Return the triples that no graph has any more, and those that none had before."""
        removed: list[bytes] = []
        added: list[bytes] = []
        for triple, before, after in self._changed_groups(BY_STATEMENT):
            if not after:
                removed.append(triple_line(triple))
            elif not before:
                added.append(triple_line(triple))
        return removed, added

    def _change_counts(self) -> None:
        before: list[bytes] = []
        after: list[bytes] = []
        for _, lines_before, lines_after in self._changed_groups(BY_SUBJECT):
            before += lines_before
            after += lines_after
        self.counts.count(before, -1)
        self.counts.count(after)

    def _require_old_prefixes(self) -> None:
        """See that chunks that stay would be written with the prefixes that they have.

        A namespace that only occurs now, or does not any more, is in none of them.
        """
        before = self._former.index.namespaces
        for namespace in +before & +self.namespaces:
            if self.prefixes.prefix_of(namespace) != self._former.prefixes.prefix_of(namespace):
                raise UnusableReleaseError(f"{namespace.decode()} has another prefix now")

    def _reader(self, arrangement: Arrangement) -> ReadChunk:
        return partial(self._former.lines, arrangement)

    def _changed_groups(self, arrangement: Arrangement) -> Iterator[tuple[bytes, list[bytes], list[bytes]]]:
        return changed_groups(arrangement, self._reader(arrangement), self._changes[arrangement])

    def _assign(self, arrangement: Arrangement, removed: Iterable[bytes], added: Iterable[bytes]) -> None:
        groups = [chunk.group for chunk in self._former.index.chunks[arrangement.source]]
        self._changes[arrangement] = assign(arrangement, groups, removed, added)
