"""What whole builds cost as the corpus grows, and what it costs to build again and with one document more.

Run ``python -m benchmarks.corpus_growth``; ``--large`` adds 10,000 documents, ``--write FILE`` puts the
tables between the marks of a Markdown file. Corpora are generated; which meetings their documents state is
known, and how many of them are found is shown with each size, for speed is worth nothing without them.
Seconds are of the clock: nothing else should run meanwhile. The bare model has one process, as the builds
have; of more than a thousand documents it reads every tenth, and its seconds are scaled by the number of
characters.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import texts
from benchmarks.bare_model import load_bare_model, read_all
from benchmarks.builds import BuildRun, differing_files, file_digests, run_build
from benchmarks.corpus import Meeting, read_facts, write_corpus
from benchmarks.measuring import Ratio, ratio
from benchmarks.tables import (
    Claim,
    add_write_option,
    at_most,
    claims_table,
    give_out,
    markdown_table,
    shown_ratio,
)
from osce_kg.documents import in_memory, read_documents
from osce_kg.extraction import load_rule_extractor
from osce_kg.model.document import Document
from osce_kg.pipeline.directory import EXTRACTIONS
from osce_kg.pipeline.extractions import InProcess
from osce_kg.pipeline.extractions.extract_all import Folders, Work, extract_all

_SIZES: Final = (100, 1_000)
_LARGE: Final = 10_000
_MORE: Final = 3
"""So many documents are added, each to the same build: their layouts differ."""

_BARE_AT_MOST: Final = 1_000
_BARE_SHARE: Final = 10
"""Of larger corpora the bare model reads every tenth document."""

_HEAD: Final = (
    "documents",
    "meetings found",
    "seconds",
    "ms per document",
    "CPU ms per document",
    "peak MiB",
    "build / bare parser + NER",
    "again, unchanged",
    "one document more",
    "same bytes as from nothing",
)


@dataclass(frozen=True, slots=True)
class Growth:
    """What was measured with a corpus of one size.

    Attributes:
        documents: how many.
        found: how many of the known meetings, in words.
        first: the build from nothing.
        bare: seconds that the bare model takes for the same text, before and after the first build.
        again: the build of the same documents.
        more: builds with one document more.
        differing: files that one of these has otherwise than a build from nothing of the same documents.
    """

    documents: int
    found: str
    first: BuildRun
    bare: tuple[float, ...]
    again: BuildRun
    more: tuple[BuildRun, ...]
    differing: tuple[str, ...]

    @property
    def milliseconds(self) -> float:
        """Time of the first build, for one document."""
        return 1000 * self.first.seconds / self.documents

    @property
    def over_bare(self) -> Ratio:
        """The first build in times of the bare model."""
        return ratio([self.first.seconds] * len(self.bare), self.bare)

    @property
    def share_of_more(self) -> Ratio:
        """A build with one document more in per cent of the first."""
        return ratio([100 * run.seconds for run in self.more], [self.first.seconds])

    @property
    def peak(self) -> float:
        """MiB that the builds took at most."""
        return max(run.peak for run in (self.first, self.again, *self.more)) / 2**20


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and give out the tables; ends with 1 if a build that went on gave other files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(_SIZES), help="Documents in a corpus.")
    parser.add_argument("--large", action="store_true", help=f"Also {_LARGE:,} documents.")
    parser.add_argument("--folder", type=Path, help="Where to work; by default a folder that is removed.")
    add_write_option(parser)
    options = parser.parse_args(arguments)
    sizes = sorted({*options.sizes, *([_LARGE] if options.large else [])})
    measured = []
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            measured.append(measure_growth(size, Path(folder)))
            print(f"… {' | '.join(_row(measured[-1]))}", file=sys.stderr)
    tables = [markdown_table(_HEAD, map(_row, measured)), "\n".join(claims_table(_claims(measured)))]
    give_out("\n\n".join(tables), "corpus growth", options.write)
    raise SystemExit(any(growth.differing for growth in measured))


def measure_growth(size: int, folder: Path) -> Growth:
    """Build a generated corpus and what comes of it, all in an empty folder.

    Args:
        size: documents.
        folder: needs room for three builds.
    """
    corpus, out = folder / "corpus", folder / "build"
    write_corpus(corpus, size)
    documents = tuple(read_documents([str(corpus)]).documents)
    before = _bare_seconds(documents)
    first = run_build(corpus, out)
    bare = (before, _bare_seconds(documents))
    found = _found(documents, read_facts(corpus), out)
    again = run_build(corpus, out)
    more, differing = _with_one_more(corpus, out, size)
    return Growth(size, found, first, bare, again, more, differing)


def _bare_seconds(documents: Sequence[Document]) -> float:
    """Return how long the bare model takes for the text of documents; of many, a part is read and scaled."""
    read = documents if len(documents) <= _BARE_AT_MOST else documents[::_BARE_SHARE]
    model, passages = load_bare_model(), texts.passages(read)
    began = time.monotonic()
    read_all(model, passages)
    seconds = time.monotonic() - began
    return seconds * sum(map(len, texts.passages(documents))) / sum(map(len, passages))


def _found(documents: Sequence[Document], facts: Iterable[Meeting], out: Path) -> str:
    """Return how many of the known meetings a build has found, with day and both people."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = Folders(out / EXTRACTIONS, Path(scratch, "work"), Path(scratch, "packed"))
        readings = [in_memory(document) for document in documents]
        extracted = extract_all(readings, Work(load_rule_extractor, InProcess()), folders)
        if extracted.reused != len(readings) or extracted.losses:
            raise RuntimeError(f"the build lacks documents: {extracted.losses[:1]}")
        found = set()
        for reading, extraction in zip(extracted.readings, extracted.extractions, strict=True):
            names = {person.id: person.name for person in extraction.persons}
            for event in extraction.events:
                day = event.time.start_earliest if event.time else None
                found |= {(reading.source, day, names.get(part.agent)) for part in event.participants}
    known = list(facts)
    right = sum({(m.document, m.day, m.visitor), (m.document, m.day, m.host)} <= found for m in known)
    return f"{right / len(known):.1%} of {len(known):,}"


def _with_one_more(corpus: Path, out: Path, size: int) -> tuple[tuple[BuildRun, ...], tuple[str, ...]]:
    """Build with one document more, each time another one, going on from the same build.

    Returns:
        the runs, and the files that the first of them has otherwise than a build from nothing.
    """
    extra, copy = corpus.with_name("more"), out.with_name("build-of-more")
    write_corpus(extra, size, numbers=range(size, size + _MORE))
    runs: list[BuildRun] = []
    differing: tuple[str, ...] = ()
    for file in sorted(path for path in extra.rglob("*") if path.is_file()):
        place = corpus / file.relative_to(extra)
        place.parent.mkdir(exist_ok=True)
        shutil.copyfile(file, place)
        shutil.copytree(out, copy)
        os.sync()  # or the build would wait until the copy has reached the medium
        runs.append(run_build(corpus, copy))
        if len(runs) == 1:
            digests = file_digests(copy)
            shutil.rmtree(copy)
            run_build(corpus, copy, "--workers", "2")
            differing = differing_files(digests, file_digests(copy))
        shutil.rmtree(copy)
        place.unlink()
    return tuple(runs), differing


def _row(growth: Growth) -> list[str]:
    first, again, more = growth.first, growth.again, growth.more
    return [
        f"{growth.documents:,}",
        growth.found,
        f"{first.seconds:,.1f}",
        f"{growth.milliseconds:.1f}",
        f"{1000 * first.cpu_seconds / growth.documents:.1f}",
        f"{growth.peak:,.0f}",
        shown_ratio(growth.over_bare),
        f"{again.seconds:.1f} s ({again.seconds / first.seconds:.1%})",
        f"{median(run.seconds for run in more):.1f} s ({growth.share_of_more.middle:.1f}%)",
        f"**no**: {', '.join(growth.differing[:3])}" if growth.differing else "yes",
    ]


def _claims(measured: Sequence[Growth]) -> Iterator[Claim]:
    for smaller, larger in pairwise(measured):
        what = f"time per document, of {larger.documents:,} / of {smaller.documents:,}"
        yield at_most(what, larger.milliseconds / smaller.milliseconds, 1.3)
    largest = measured[-1]
    of = f"{largest.documents:,} documents"
    yield at_most(f"{of}: build / bare parser + NER", largest.over_bare, 1.5)
    yield at_most(f"{of}: memory at the peak", largest.peak, 2048, " MiB")
    yield at_most(f"{of}: one more, of a build from nothing", largest.share_of_more, 2, " %")


if __name__ == "__main__":
    main()
