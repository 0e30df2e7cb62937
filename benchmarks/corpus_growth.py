"""What a build costs as the corpus grows, on one worker and on two, beside the bare parser and names.

Run ``python -m benchmarks.corpus_growth``; ``--large`` adds 10,000 documents. Corpora are generated; which
meetings their documents state is known, and how many of them are found is shown with each size, for speed is
worth nothing without them. Seconds are of the clock: nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks import texts
from benchmarks.builds import BuildRun, graph_digest, markdown_table, run_build
from benchmarks.corpus import read_facts, write_corpus
from benchmarks.local_cluster import local_cluster
from osce_kg.documents import in_memory, read_documents
from osce_kg.extraction import load_rule_extractor
from osce_kg.extraction.language_model import load_pipeline
from osce_kg.model.document import Document
from osce_kg.pipeline.extractions import Cluster, Execution, ProcessPool
from osce_kg.pipeline.extractions.extract_all import Extracted, Folders, Work, extract_all

_SIZES: Final = (100, 1_000)
_LARGE: Final = 10_000
_BATCH: Final = 32


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(_SIZES), help="Documents in a corpus.")
    parser.add_argument("--large", action="store_true", help=f"Also {_LARGE:,} documents.")
    parser.add_argument("--folder", type=Path, help="Where to work; by default a folder that is removed.")
    options = parser.parse_args(arguments)
    sizes = sorted({*options.sizes, *([_LARGE] if options.large else [])})
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        corpora = {size: _corpus(Path(folder), size) for size in sizes}
        print("## Growth of whole builds\n", _growth(corpora, Path(folder)), sep="\n")
        size = sizes[-1]
        print(f"\n## Executions: extraction from {size:,} documents\n")
        print(_executions(corpora[size], Path(folder)))


def _corpus(folder: Path, size: int) -> Path:
    """Write a corpus and, beside it, one document more."""
    corpus = folder / f"corpus-{size}"
    write_corpus(corpus, size)
    write_corpus(folder / f"one-more-{size}", size, numbers=[size])
    return corpus


def _growth(corpora: dict[int, Path], folder: Path) -> str:
    rows: list[list[str]] = []
    for size, corpus in corpora.items():
        out = folder / f"build-{size}"
        first = run_build(corpus, out)
        again = run_build(corpus, out)
        more = _with_one_more(corpus, folder / f"one-more-{size}", out)
        rows.append([f"{size:,}", _found(corpus, folder / f"facts-{size}"), *_shown(first, size)])
        rows[-1] += [f"{again.seconds / first.seconds:.1%}", f"{more.seconds / first.seconds:.1%}"]
    head = ["documents", "meetings found", "ms per document", "CPU ms per document", "peak MiB"]
    return markdown_table([*head, "again, unchanged", "with one document more"], rows)


def _with_one_more(corpus: Path, extra: Path, out: Path) -> BuildRun:
    """Build a corpus again with one document more, and see that it gives what a build from nothing gives."""
    for file in (file for file in extra.rglob("*") if file.is_file()):
        place = corpus / file.relative_to(extra)
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(file.read_bytes())
    run = run_build(corpus, out)
    fresh = out.with_name(f"{out.name}-fresh")
    run_build(corpus, fresh)
    if graph_digest(fresh) != graph_digest(out):
        raise RuntimeError("a build with one document more gives another graph than one from nothing")
    return run


def _shown(run: BuildRun, size: int) -> list[str]:
    return [
        f"{1000 * run.seconds / size:.1f}",
        f"{1000 * run.cpu_seconds / size:.1f}",
        f"{run.peak / 2**20:,.0f}",
    ]


def _found(corpus: Path, folder: Path) -> str:
    """Return how many of the known meetings are found, with day and both people."""
    documents = _documents(corpus)
    extracted = _extract(documents, ProcessPool(2), folder)
    sources = {reading.key: reading.source for reading in extracted.readings}
    found = set()
    for extraction in extracted.extractions:
        names = {person.id: person.name for person in extraction.persons}
        for event in extraction.events:
            day = event.time.start_earliest if event.time else None
            people = {names.get(part.agent) for part in event.participants}
            found |= {(sources[extraction.document], day, name) for name in people}
    known = list(read_facts(corpus))
    right = sum({(m.document, m.day, m.visitor), (m.document, m.day, m.host)} <= found for m in known)
    return f"{right / len(known):.1%} of {len(known):,}"


def _executions(corpus: Path, folder: Path) -> str:
    documents = _documents(corpus)
    seconds = {"bare parser + NER, 1 process": _timed(partial(_bare, documents, 1))}
    seconds["bare parser + NER, 2 processes"] = _timed(partial(_bare, documents, 2))
    for workers in (1, 2):
        name = f"process pool, {workers} worker{'s' if workers > 1 else ''}"
        seconds[name] = _timed(partial(_extract, documents, ProcessPool(workers), folder / name))
    with local_cluster(folder / "dask", workers=2) as address:
        work = partial(_extract, documents, Cluster(address), folder / "cluster")
        seconds["Dask, 2 workers"] = _timed(work)
    pool, bare = seconds["process pool, 2 workers"], seconds["bare parser + NER, 2 processes"]
    rows = [
        [
            name,
            f"{took:.1f}",
            f"{1000 * took / len(documents):.1f}",
            f"{took / pool:.2f}",
            f"{took / bare:.2f}",
        ]
        for name, took in seconds.items()
    ]
    head = ["what", "seconds", "ms per document", "/ process pool of 2", "/ bare parser + NER of 2"]
    return markdown_table(head, rows)


def _documents(corpus: Path) -> tuple[Document, ...]:
    return tuple(read_documents([str(corpus)]).documents)


def _extract(documents: Sequence[Document], execution: Execution, folder: Path) -> Extracted:
    folders = Folders(folder / "earlier", folder / "work", folder / "packed")
    extracted = extract_all(
        [in_memory(each) for each in documents], Work(load_rule_extractor, execution), folders
    )
    if extracted.losses:
        raise RuntimeError(f"documents were lost: {extracted.losses[0]}")
    return extracted


def _bare(documents: Sequence[Document], processes: int) -> None:
    """Parse the same texts and find names in them, as spaCy does it best."""
    pipeline = load_pipeline(exclude=["tagger", "attribute_ruler", "lemmatizer", "senter"])
    for _ in pipeline.pipe(texts.passages(documents), batch_size=_BATCH, n_process=processes):
        pass


def _timed(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


if __name__ == "__main__":
    main()
