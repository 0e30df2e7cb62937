"""The whole way: read, extract, resolve, build, derive, store, publish."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from osce_kg import __version__
from osce_kg.documents import KeptReadings, ReadLimits, read_documents
from osce_kg.errors import InputError, MissingInputError, OsceKgError, UsageError
from osce_kg.extraction import load_rule_extractor
from osce_kg.garbage import collection_eased
from osce_kg.model.document import Corpus, Loss, ReadDocument
from osce_kg.model.record import BuildRecord, StageRecord
from osce_kg.pipeline.assembling import assemble, prepare_assembling
from osce_kg.pipeline.directory import (
    CANDIDATES,
    DOCUMENTS,
    EXTRACTIONS,
    READINGS,
    RESOLUTIONS,
    RESOLVED,
    STATE,
    is_build,
)
from osce_kg.pipeline.extracting import EXTRACTION
from osce_kg.pipeline.extractions.execution import Execution, InProcess, LoadExtractor
from osce_kg.pipeline.extractions.extract_all import Extracted, Folders, Work, extract_all
from osce_kg.pipeline.fingerprint import fingerprint, graph_program
from osce_kg.pipeline.graphs.sources import graph_sources
from osce_kg.pipeline.local_resolutions import LocalResolutions, resolve_locally
from osce_kg.pipeline.readings import ReadingFiles
from osce_kg.pipeline.report import REPORT, render_report
from osce_kg.pipeline.staging import staged_directory, work_folder
from osce_kg.pipeline.texts import link_texts, write_texts
from osce_kg.reference import load_reference
from osce_kg.resolution import (
    CorpusResolution,
    KeptResults,
    Ledger,
    candidate_line,
    extend_ledger,
    read_judgements,
    read_ledger,
    require_ledger_place,
    resolve_corpus,
    stream_candidates,
)
from osce_kg.resources import resource_path
from osce_kg.second_process import SecondProcess

JUDGEMENTS: Final = resource_path("data", "judgements", "judgements.csv")
"""The judgements that come with the package."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build.

    Attributes:
        ledger: CSV with the keys that earlier builds gave to persons; it is created or extended.
        judgements: CSV with human decisions on who is one person; by default the one of the package.
        limits: caps on size and time of reading.
        load_extractor: gives the extractor for the names of the reference data; by default the rules.
        execution: where documents are extracted from; by default in this process. The graph is the same.
        progress: show a progress bar on standard error.
        second: takes over what need not be done in this process, and is ended with the build; by default
            there is none.
    """

    ledger: Path | None = None
    judgements: Path | None = None
    limits: ReadLimits = field(default_factory=ReadLimits)
    load_extractor: LoadExtractor = load_rule_extractor
    execution: Execution = field(default_factory=InProcess)
    progress: bool = False
    second: SecondProcess = field(default_factory=lambda: SecondProcess(is_wanted=False))


@collection_eased()
def build_graph(sources: Sequence[str], out: Path, options: BuildOptions | None = None) -> BuildRecord:
    """Build the knowledge graph of some documents.

    Args:
        sources: files, folders and http(s) addresses; their order does not matter.
        out: directory of the build; an older build there is replaced when the new one is complete.
        options: by default no ledger, the judgements of the package, no progress bar.

    Returns:
        counts and losses of every stage; an input that could not be used is a loss, not an exception.

    Raises:
        InputError: no document could be read at all, or the judgements or the ledger cannot be read.
        OsceKgError: the extractor failed on every document.
        UsageError: ``out`` holds something else than a build, or the ledger can have no place there.
        MachineError: the disk, the language model or its endpoint, or another process that builds in ``out``.
    """
    options = options or BuildOptions()
    inputs = sorted(set(sources), key=os.fsencode)
    ledger = _ledger(options.ledger, out)
    judgements = read_judgements(_existing(options.judgements or JUDGEMENTS))
    with (
        staged_directory(out, is_ours=is_build) as directory,
        ReadingFiles(out / READINGS, directory) as kept,
        options.second,
    ):
        corpus = _read(inputs, options.limits, kept)
        kept.pack(directory / READINGS)
        reference = load_reference()
        extracted = _extract(corpus.readings, options, out, directory)
        linking = options.second.start(
            link_texts, _text_digests(extracted), directory / DOCUMENTS, out / DOCUMENTS
        )
        prepare_assembling(out, options.second)
        locals_ = resolve_locally(extracted, reference, out / RESOLUTIONS, directory / RESOLUTIONS)
        (directory / STATE).mkdir()
        known = KeptResults.read(out / RESOLVED, graph_program())
        resolution = resolve_corpus(locals_, reference, judgements, ledger, known)
        known.write(directory / RESOLVED)
        missing = linking.result()
        write_texts((each for each in extracted.readings if each.key in missing), directory / DOCUMENTS)
        _write_candidates(locals_, resolution, directory / CANDIDATES)
        graphs = list(graph_sources(extracted, resolution, locals_, reference))
        assembled = assemble(directory, graphs, out, options.second)
        stages = (
            _record_documents(corpus),
            _record_extraction(extracted),
            _record_resolution(resolution),
            *assembled.records,
        )
        made_from = fingerprint(corpus.readings, judgements, ledger, extracted.extractor)
        record = BuildRecord(__version__, stages, made_from, extracted.reused)
        (directory / REPORT).write_text(render_report(record, assembled.release, inputs), encoding="utf-8")
    if options.ledger:
        extend_ledger(options.ledger, ledger, resolution.anchors)
    return record


def _ledger(path: Path | None, out: Path) -> Ledger:
    """Read the ledger, and see before the work whether it can be written after it."""
    if path is None:
        return Ledger.empty()
    if path.resolve().is_relative_to(out.resolve()):
        raise UsageError(f"the ledger {path} would be lost with the build: it must be outside of {out}")
    require_ledger_place(path)
    return read_ledger(path)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise MissingInputError("there is no such file", source=str(path))
    return path


def _read(sources: Sequence[str], limits: ReadLimits, kept: KeptReadings) -> Corpus:
    """Read the corpus; a build of nothing must not replace a build of something."""
    corpus = read_documents(sources, limits=limits, kept=kept)
    if not corpus.readings:
        raise InputError(_told("no document could be read", corpus.losses))
    return corpus


def _told(sentence: str, losses: Iterable[Loss]) -> str:
    """Return a sentence for the user, and below it what was lost and why."""
    return "\n".join([sentence, *(f"  {loss.source}: {loss.reason}" for loss in losses)])


def _extract(
    readings: Sequence[ReadDocument], options: BuildOptions, out: Path, directory: Path
) -> Extracted:
    """Extract from each document; one that trips the extractor is lost, and the others are not."""
    folders = Folders(out / EXTRACTIONS, work_folder(out), directory / EXTRACTIONS)
    work = Work(options.load_extractor, options.execution, options.progress)
    extracted = extract_all(readings, work, folders)
    if not extracted.readings:
        raise OsceKgError(_told("nothing could be extracted from any document", extracted.losses))
    return extracted


def _text_digests(extracted: Extracted) -> dict[str, str]:
    return {reading.key: reading.text_sha256 for reading in extracted.readings}


def _write_candidates(locals_: LocalResolutions, resolution: CorpusResolution, path: Path) -> None:
    """Write what a human is shown to judge who is one person."""
    stream_candidates(_candidate_lines(locals_, resolution), resolution.doubted_pairs(), path)


def _candidate_lines(locals_: LocalResolutions, resolution: CorpusResolution) -> Iterator[str]:
    for document, shown in locals_.candidates():
        yield from map(candidate_line, shown, resolution.persons_of(document))


def _record_documents(corpus: Corpus) -> StageRecord:
    counts = (
        ("documents", len(corpus.readings)),
        ("paragraphs", sum(reading.paragraphs for reading in corpus.readings)),
        ("sentences", sum(reading.sentences for reading in corpus.readings)),
    )
    return StageRecord("documents", counts, corpus.losses)


def _record_extraction(extracted: Extracted) -> StageRecord:
    entries = extracted.extractions.entries
    counts = (
        ("mentions", sum(entry.mentions for entry in entries)),
        ("events", sum(entry.events for entry in entries)),
    )
    return StageRecord(EXTRACTION, counts, extracted.losses)


def _record_resolution(resolution: CorpusResolution) -> StageRecord:
    counts = (
        ("entities", resolution.entities),
        ("persons", len(resolution.persons)),
        ("candidatePairs", resolution.weighed),
        ("mergedPairs", resolution.merged),
    )
    return StageRecord("resolution", counts)
