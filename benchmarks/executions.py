"""What extraction costs on one worker, on two, and on the workers of a scheduler, beside the bare model.

Run ``python -m benchmarks.executions``; ``--write FILE`` puts the tables between the marks of a Markdown
file. Seconds are of the clock, from documents that have been read to rows on the disk, with the start of
the workers: nothing else should run meanwhile. The contestants take turns.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import texts
from benchmarks.bare_model import load_bare_model, read_all
from benchmarks.corpus import write_corpus
from benchmarks.local_cluster import local_cluster
from benchmarks.measuring import ratio
from benchmarks.tables import (
    Claim,
    add_write_option,
    at_least,
    at_most,
    claims_table,
    give_out,
    markdown_table,
    shown_ratio,
)
from osce_kg.documents import in_memory, read_documents
from osce_kg.extraction import load_rule_extractor
from osce_kg.model.document import Document
from osce_kg.pipeline.extractions import Cluster, Execution, ProcessPool
from osce_kg.pipeline.extractions.extract_all import Folders, Work, extract_all

_BARE_ONE: Final = "bare parser + NER, 1 process"
_BARE_TWO: Final = "bare parser + NER, 2 processes"
_POOL_ONE: Final = "process pool, 1 worker"
_POOL_TWO: Final = "process pool, 2 workers"
_DASK: Final = "Dask, 2 local workers"

Seconds = Mapping[str, Sequence[float]]
"""Of each contestant by its name, one number for each round."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and give out the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="Where to work; by default a folder that is removed.")
    add_write_option(parser)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        corpus = Path(folder, "corpus")
        write_corpus(corpus, options.documents)
        documents = tuple(read_documents([str(corpus)]).documents)
        seconds = _take_turns(documents, options.rounds, Path(folder))
    tables = [_table(seconds, len(documents)), "\n".join(claims_table(_claims(seconds)))]
    give_out("\n\n".join(tables), "executions", options.write)


def _take_turns(documents: Sequence[Document], rounds: int, folder: Path) -> Seconds:
    """Let all do their work ``rounds`` times, every second time in the opposite order."""
    seconds: dict[str, list[float]] = {}
    for turn in range(rounds):
        contestants = _contestants(documents, folder)
        for name in list(contestants)[:: -1 if turn % 2 else 1]:
            seconds.setdefault(name, []).append(contestants[name]())
    return seconds


def _contestants(documents: Sequence[Document], folder: Path) -> dict[str, Callable[[], float]]:
    """Return what gives the seconds of one run, by name."""
    return {
        _BARE_ONE: partial(_bare, documents, 1),
        _BARE_TWO: partial(_bare, documents, 2),
        _POOL_ONE: partial(_extraction, documents, folder, ProcessPool(1)),
        _POOL_TWO: partial(_extraction, documents, folder, ProcessPool(2)),
        _DASK: partial(_on_cluster, documents, folder),
    }


def _bare(documents: Sequence[Document], processes: int) -> float:
    model, passages = load_bare_model(), texts.passages(documents)
    return _seconds(partial(read_all, model, passages, processes))


def _extraction(documents: Sequence[Document], folder: Path, execution: Execution) -> float:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        folders = Folders(Path(place, "earlier"), Path(place, "work"), Path(place, "packed"))
        return _seconds(partial(_extract, documents, execution, folders))


def _on_cluster(documents: Sequence[Document], folder: Path) -> float:
    """Start a cluster, as somebody has before a build, and extract on its workers."""
    with (
        tempfile.TemporaryDirectory(dir=folder) as place,
        local_cluster(Path(place), workers=2) as address,
    ):
        return _extraction(documents, folder, Cluster(address))


def _extract(documents: Sequence[Document], execution: Execution, folders: Folders) -> None:
    readings = [in_memory(document) for document in documents]
    extracted = extract_all(readings, Work(load_rule_extractor, execution), folders)
    if extracted.losses:
        raise RuntimeError(f"documents were lost: {extracted.losses[0]}")


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _table(seconds: Seconds, documents: int) -> str:
    rows = [
        [
            name,
            f"{median(took):.1f}",
            f"{1000 * median(took) / documents:.1f}",
            shown_ratio(ratio(took, seconds[_POOL_TWO])),
            shown_ratio(ratio(took, seconds[_BARE_TWO])),
        ]
        for name, took in seconds.items()
    ]
    head = ["what", "seconds", "ms per document", f"/ {_POOL_TWO}", f"/ {_BARE_TWO}"]
    return f"{documents:,} documents.\n\n{markdown_table(head, rows)}"


def _claims(seconds: Seconds) -> Iterator[Claim]:
    one, two = seconds[_POOL_ONE], seconds[_POOL_TWO]
    yield at_least(f"{_POOL_ONE} / {_POOL_TWO}", ratio(one, two), 1.7)
    yield at_most(f"{_DASK} / {_POOL_TWO}", ratio(seconds[_DASK], two), 1.15)


if __name__ == "__main__":
    main()
