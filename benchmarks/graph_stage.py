"""How fast statements get into the store, beside the store's own bulk loader over the same quads.

Run ``python -m benchmarks.graph_stage``; ``--write FILE`` puts the tables between the marks of a Markdown
file. The statements are those of a build of a generated corpus, with what was extracted and resolved kept
on the disk, and without what is derived. Seconds are of the clock: nothing else should run meanwhile. Each
run loads into a new store on the disk; bringing that into the form that is fastest to read has its own
column.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

import pyoxigraph as ox

from benchmarks.corpus import write_corpus
from benchmarks.measuring import ratio
from benchmarks.tables import (
    Claim,
    add_write_option,
    at_least,
    claims_table,
    give_out,
    markdown_table,
    shown_ratio,
)
from osce_kg.documents import read_documents
from osce_kg.extraction import load_rule_extractor
from osce_kg.garbage import collection_eased
from osce_kg.pipeline.extractions import ProcessPool
from osce_kg.pipeline.extractions.extract_all import Folders, Work, extract_all
from osce_kg.pipeline.graphs import GraphSource
from osce_kg.pipeline.graphs.sources import graph_sources
from osce_kg.pipeline.local_resolutions import resolve_locally
from osce_kg.pipeline.readings import ReadingFiles
from osce_kg.reference import load_reference
from osce_kg.resolution import resolve_corpus
from osce_kg.store import OxigraphStore, quads_of

_STAGE: Final = "the graph stage: statements, gate, bulk loads with the copies"
_BULK: Final = "bulk loader, N-Quads in a file, then the copies"

Load = Callable[[Path], Callable[[], object]]
"""Fills a new store at a path, and returns what brings it into its last form and closes it."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds of the clock, of CPU time, and of bringing the store into its last form, of each round."""

    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    compacting: list[float] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and give out the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=3_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="Where to work; by default a folder that is removed.")
    add_write_option(parser)
    options = parser.parse_args(arguments)
    with (
        collection_eased(),  # as in builds
        tempfile.TemporaryDirectory(dir=options.folder) as folder,
        _sources(options.documents, Path(folder)) as sources,
    ):
        lines = list(_lines(sources))
        quads = quads_of(lines)
        copies = list({ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads})
        contestants = _contestants(sources, lines, quads, copies, Path(folder))
        costs = _take_turns(contestants, options.rounds, Path(folder))
    counts = f"{len(lines):,} quads in named graphs, {len(copies):,} copies in the default graph."
    claims = claims_table(_claims(costs, len(lines), len(copies)))
    tables = [counts, _table(costs, len(lines)), "\n".join(claims)]
    give_out("\n\n".join(tables), "graph stage", options.write)


@contextmanager
def _sources(size: int, folder: Path) -> Iterator[list[GraphSource]]:
    """Give the graphs of a generated corpus; what they are made from is read from the disk, as in a build."""
    corpus, nothing = folder / "corpus", folder / "nothing"
    write_corpus(corpus, size)
    reference = load_reference()
    with ReadingFiles(nothing, folder) as kept:
        readings = read_documents([str(corpus)], kept=kept).readings
        folders = Folders(nothing, folder / "work", folder / "extractions")
        extracted = extract_all(readings, Work(load_rule_extractor, ProcessPool(2)), folders)
        locals_ = resolve_locally(extracted, reference, nothing, folder / "resolutions")
        yield list(graph_sources(extracted, resolve_corpus(locals_, reference), locals_, reference))


def _lines(sources: Sequence[GraphSource]) -> Iterator[bytes]:
    """Yield what goes into the store, as a build that is made from nothing does it."""
    for source in sources:
        lines, _ = source.make()
        yield from lines


def _contestants(
    sources: Sequence[GraphSource],
    lines: Sequence[bytes],
    quads: Sequence[ox.Quad],
    copies: Sequence[ox.Quad],
    folder: Path,
) -> dict[str, Load]:
    file, file_of_copies = folder / "quads.nq", folder / "copies.nt"
    ox.serialize(quads, str(file), ox.RdfFormat.N_QUADS)
    ox.serialize((copy.triple for copy in copies), str(file_of_copies), ox.RdfFormat.N_TRIPLES)
    return {
        "statements alone": lambda _: _exhausted(each for source in sources for each in source.statements()),
        "statements, gate": lambda _: _exhausted(_lines(sources)),
        _STAGE: lambda place: _by_store(_lines(sources), place),
        "bulk loads of ready lines with the copies": lambda place: _by_store(lines, place),
        "bulk loader, ready quads, without the copies": lambda place: _in_bulk(place, quads),
        "bulk loader, ready quads, then the copies": lambda place: _in_bulk(place, quads, copies),
        "bulk loader, N-Quads in a file, without the copies": lambda place: _from_files(place, file),
        _BULK: lambda place: _from_files(place, file, file_of_copies),
    }


def _exhausted(made: Iterable[object]) -> Callable[[], object]:
    """Make statements that go nowhere."""
    for _ in made:
        pass
    return lambda: None


def _by_store(lines: Iterable[bytes], place: Path) -> Callable[[], object]:
    store = OxigraphStore(place)
    store.load_lines(lines)
    return store.close


def _in_bulk(place: Path, *contents: Iterable[ox.Quad]) -> Callable[[], object]:
    store = ox.Store(str(place))
    for quads in contents:
        store.bulk_extend(quads)
    return partial(_compact, store)


def _from_files(place: Path, *files: Path) -> Callable[[], object]:
    store = ox.Store(str(place))
    for file in files:
        store.bulk_load(path=file)
    return partial(_compact, store)


def _compact(store: ox.Store) -> None:
    store.optimize()
    store.flush()


def _take_turns(contestants: Mapping[str, Load], rounds: int, folder: Path) -> Mapping[str, Costs]:
    """Let all load ``rounds`` times, every second time in the opposite order."""
    costs = {name: Costs() for name in contestants}
    for turn in range(rounds):
        for name in list(contestants)[:: -1 if turn % 2 else 1]:
            with tempfile.TemporaryDirectory(dir=folder) as place:
                _measure(contestants[name], Path(place, "store"), costs[name])
    return costs


def _measure(load: Load, place: Path, costs: Costs) -> None:
    gc.collect()
    os.sync()  # what others wrote is not to be waited for
    began, cpu = time.monotonic(), time.process_time()
    end = load(place)
    loaded = time.monotonic()
    costs.seconds.append(loaded - began)
    costs.cpu_seconds.append(time.process_time() - cpu)
    end()
    costs.compacting.append(time.monotonic() - loaded)


def _table(costs: Mapping[str, Costs], quads: int) -> str:
    rows = [
        [
            name,
            f"{quads / median(cost.seconds):,.0f}",
            f"{median(cost.seconds):.2f}",
            f"{median(cost.cpu_seconds):.2f}",
            f"{median(cost.compacting):.2f}",
            shown_ratio(ratio(cost.seconds, costs[_BULK].seconds)),
        ]
        for name, cost in costs.items()
    ]
    head = ["what", "named quads/s", "seconds", "CPU seconds", "compacting, s", "times the bulk loader"]
    return markdown_table(head, rows)


def _claims(costs: Mapping[str, Costs], quads: int, copies: int) -> Iterator[Claim]:
    def rates(count: int) -> list[float]:
        return [count / seconds for seconds in costs[_STAGE].seconds]

    yield at_least("the graph stage, quads/s that it stores", ratio(rates(quads + copies), [1.0]), 100_000)
    yield at_least("the graph stage, quads/s in named graphs alone", ratio(rates(quads), [1.0]), 100_000)


if __name__ == "__main__":
    main()
