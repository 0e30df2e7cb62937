"""Bringing the named graphs of a build into a store, so that it can be interrupted at any moment.

A graph that was published whole has a record in the store: see the module ``records``. Another
run skips those whose record is of the same statements, and does the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Final

from rdflib.term import URIRef
from tqdm import tqdm

from osce_kg.errors import InputError
from osce_kg.identifiers import digest
from osce_kg.namespaces import GRAPH
from osce_kg.publishing.remote.comparison import GraphComparison, digest_of
from osce_kg.publishing.remote.read_back import compare_with_store
from osce_kg.publishing.remote.records import PUBLICATION_GRAPH, read_records, remove_record, write_record
from osce_kg.publishing.remote.remote_store import RemoteStore
from osce_kg.store.interface import StatementReader

_PREFIX: Final = str(GRAPH)
_STAGING: Final = f"{_PREFIX}staging/"
"""Graphs that are being put together; nobody should query them."""


@dataclass(frozen=True, slots=True)
class PublicationOptions:
    """What is published, and how.

    Attributes:
        graphs: pattern of names without the part that all have in common: ``document/*``.
        part: statements in one request; None for what suits the protocol.
        prune: remove graphs that the build no longer has.
        dry_run: change nothing, and say what would be done.
        fill_default_graph: make the store's default graph the union of our graphs, each triple once.
        issued: ISO date and time of the build, for the records.
        progress: show a bar on standard error.
    """

    graphs: str = "*"
    part: int | None = None
    prune: bool = False
    dry_run: bool = False
    fill_default_graph: bool = False
    issued: str | None = None
    progress: bool = False


@dataclass(slots=True)
class PublicationReport:
    """What was done, or with ``dry_run`` would be; graphs by name.

    Attributes:
        unchanged: were there already.
        published: sent and verified, or only verified where an interrupted run had sent them.
        removed: taken out of the store.
        left: are in the store, but not in the build.
        differing: read back, say something else than the build; graph to comparison.
        normalised: statements that the store gives in other words with the same value.
    """

    unchanged: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    differing: dict[str, GraphComparison] = field(default_factory=dict)
    normalised: int = 0


def publish_graphs(
    build: StatementReader, store: RemoteStore, options: PublicationOptions
) -> PublicationReport:
    """Bring the graphs of a build into a store.

    Raises:
        InputError, MachineError: see :class:`osce_kg.publishing.remote.exchange.Exchange`; what is published
            by then stays, and another run does the rest.
    """
    publication = _Publication(build, store, options)
    publication.publish()
    return publication.report


def verify_graphs(
    build: StatementReader, store: RemoteStore, options: PublicationOptions
) -> PublicationReport:
    """Read all graphs of a build back from a store and compare them; the store is not changed."""
    publication = _Publication(build, store, options)
    publication.verify()
    return publication.report


class _Publication:
    def __init__(self, build: StatementReader, store: RemoteStore, options: PublicationOptions) -> None:
        self._build = build
        self._store = store
        self._options = options
        self._transfer = store.transfer()
        self._part = options.part or self._transfer.largest_part
        self._sizes = store.sizes(_PREFIX)
        self.report = PublicationReport()

    def publish(self) -> None:
        records = read_records(self._store)
        with self._named_graphs() as graphs:
            for graph, lines in graphs:
                checksum = digest_of(lines)
                if records.get(graph) == checksum and self._sizes.get(graph) == len(lines):
                    self.report.unchanged.append(graph)
                elif self._options.dry_run or self._is_published(graph, lines, checksum, graph in records):
                    self.report.published.append(graph)
        self._tidy()
        if self._options.fill_default_graph and not self._options.dry_run:
            self._store.fill_default_graph(_PREFIX, without=_STAGING)

    def verify(self) -> None:
        with self._named_graphs() as graphs:
            for graph, lines in graphs:
                if self._is_same(graph, graph, lines):
                    self.report.unchanged.append(graph)
        self.report.left.extend(self._no_longer_built())

    @contextmanager
    def _named_graphs(self) -> Iterator[Iterator[tuple[str, list[bytes]]]]:
        """Give the wanted graphs with their sorted lines."""
        with tqdm(
            self._wanted(),
            desc="graphs",
            unit="graph",
            disable=not self._options.progress,
            leave=False,
            dynamic_ncols=True,
        ) as bar:
            yield ((graph, _sorted_lines(self._build, graph)) for graph in bar)

    def _wanted(self) -> list[str]:
        names = [str(graph) for graph in self._build.graphs()]
        for graph in names:
            if not graph.startswith(_PREFIX) or graph == PUBLICATION_GRAPH or graph.startswith(_STAGING):
                raise InputError(f"the build has a graph that is not published: {graph}")
        return [graph for graph in names if self._is_meant(graph)]

    def _is_meant(self, graph: str) -> bool:
        return fnmatchcase(graph.removeprefix(_PREFIX), self._options.graphs)

    def _is_published(self, graph: str, lines: list[bytes], checksum: str, has_record: bool) -> bool:
        """Make the graph that of the build, and tell whether it now is; from then on it has a record."""
        was_sent = not has_record and self._sizes.get(graph) == len(lines)
        if not (was_sent and self._comparison(graph, lines).is_same):
            remove_record(self._store, graph)
            # Not every store puts a graph in the place of another at once; all of them move one there.
            if graph not in self._sizes and len(lines) <= self._part:
                self._transfer.replace(graph, lines)
            elif not self._is_put_together(graph, lines, checksum):
                return False
        if not self._is_same(graph, graph, lines):
            return False
        write_record(self._store, graph, checksum, len(lines), self._options.issued)
        return True

    def _is_put_together(self, graph: str, lines: list[bytes], checksum: str) -> bool:
        """Send a graph in parts into a graph of its own, then move it; tell whether that was done."""
        staging = _STAGING + digest(graph, checksum)
        # Parts come in order, and sending one again adds nothing: what is there tells where to go on.
        first = self._sizes.pop(staging, 0) // self._part * self._part
        self._send_parts(staging, lines, first)
        if first and not self._comparison(staging, lines).is_same:
            # The last request of a run that was killed may have been carried out only now.
            self._send_parts(staging, lines, 0)
        if not self._is_same(graph, staging, lines):
            self._store.drop(staging)
            return False
        self._store.move(staging, graph)
        return True

    def _send_parts(self, staging: str, lines: list[bytes], first: int) -> None:
        for start in range(first, len(lines), self._part):
            part = lines[start : start + self._part]
            if start:
                self._transfer.add(staging, part)
            else:
                self._transfer.replace(staging, part)

    def _is_same(self, graph: str, place: str, lines: Sequence[bytes]) -> bool:
        comparison = self._comparison(place, lines)
        if not comparison.is_same:
            self.report.differing[graph] = comparison
        elif place == graph:
            self.report.normalised += comparison.normalised
        return comparison.is_same

    def _comparison(self, graph: str, lines: Sequence[bytes]) -> GraphComparison:
        return compare_with_store(self._store, self._transfer, graph, lines)

    def _tidy(self) -> None:
        """Remove what interrupted runs have left, and if asked for, graphs that the build no longer has."""
        if not self._options.dry_run:
            for graph in self._sizes:
                if graph.startswith(_STAGING):
                    self._store.drop(graph)
        gone = self._no_longer_built()
        if not self._options.prune:
            self.report.left.extend(gone)
            return
        for graph in gone:
            if not self._options.dry_run:
                remove_record(self._store, graph)
                self._store.drop(graph)
            self.report.removed.append(graph)

    def _no_longer_built(self) -> list[str]:
        built = {str(graph) for graph in self._build.graphs()}
        return [
            graph
            for graph in sorted(self._sizes.keys() - built - {PUBLICATION_GRAPH})
            if self._is_meant(graph) and not graph.startswith(_STAGING)
        ]


def _sorted_lines(build: StatementReader, graph: str) -> list[bytes]:
    return sorted(line for line in build.n_triples(URIRef(graph)).split(b"\n") if line)
