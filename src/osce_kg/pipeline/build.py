"""The whole way: read, extract, resolve, build, derive, store, publish."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from rdflib.term import Literal, URIRef

from osce_kg import __version__
from osce_kg.documents import KeptReadings, ReadLimits, read_documents
from osce_kg.errors import InputError, MissingInputError, OsceKgError, UsageError
from osce_kg.extraction import load_rule_extractor
from osce_kg.graph import build_document_statements, build_entity_statements, build_reference_statements
from osce_kg.identifiers import ONTOLOGY_GRAPH
from osce_kg.model.document import Corpus, Loss, ReadDocument
from osce_kg.model.record import BuildRecord, StageRecord
from osce_kg.model.reference import Reference
from osce_kg.model.release import Release
from osce_kg.model.resolution import Resolution
from osce_kg.model.statement import Statement
from osce_kg.pipeline.checking import check_dump
from osce_kg.pipeline.directory import CANDIDATES, DOCUMENTS, EXTRACTIONS, READINGS, is_build
from osce_kg.pipeline.extracting import EXTRACTION
from osce_kg.pipeline.extractions.execution import Execution, InProcess, LoadExtractor
from osce_kg.pipeline.extractions.extract_all import Extracted, Folders, Work, extract_all
from osce_kg.pipeline.fingerprint import fingerprint
from osce_kg.pipeline.readings import ReadingFiles
from osce_kg.pipeline.report import REPORT, render_report
from osce_kg.pipeline.staging import staged_directory, work_folder
from osce_kg.pipeline.texts import write_texts
from osce_kg.publishing import publish_release
from osce_kg.reasoning.closure import read_ontology
from osce_kg.reasoning.derivation import derive_statements
from osce_kg.reference import load_reference
from osce_kg.resolution import (
    Ledger,
    extend_ledger,
    read_judgements,
    read_ledger,
    require_ledger_place,
    resolve_mentions,
    write_candidates,
)
from osce_kg.resources import resource_path
from osce_kg.store import OxigraphStore

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
    """

    ledger: Path | None = None
    judgements: Path | None = None
    limits: ReadLimits = field(default_factory=ReadLimits)
    load_extractor: LoadExtractor = load_rule_extractor
    execution: Execution = field(default_factory=InProcess)
    progress: bool = False


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
    ):
        corpus = _read(inputs, options.limits, kept)
        kept.pack(directory / READINGS)
        reference = load_reference()
        extracted = _extract(corpus.readings, options, out, directory)
        resolution = resolve_mentions(
            extracted.documents, extracted.extractions, reference, judgements, ledger
        )
        graph, release = _fill_store(directory, extracted, resolution, reference)
        write_texts(extracted.readings, directory / DOCUMENTS, out / DOCUMENTS)
        write_candidates(resolution, directory / CANDIDATES)
        stages = (
            _record_documents(corpus),
            _record_extraction(extracted),
            _record_resolution(resolution),
            *graph,
            check_dump(directory / "dump"),
        )
        made_from = fingerprint(corpus.readings, judgements, ledger, extracted.extractor)
        record = BuildRecord(__version__, stages, made_from, extracted.reused)
        (directory / REPORT).write_text(render_report(record, release, inputs), encoding="utf-8")
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


def _fill_store(
    directory: Path, extracted: Extracted, resolution: Resolution, reference: Reference
) -> tuple[tuple[StageRecord, ...], Release]:
    """Assert, derive and publish; give the records of these stages."""
    parts = {
        "documentStatements": _document_statements(extracted, resolution, reference),
        "entityStatements": build_entity_statements(resolution, reference),
        "referenceStatements": build_reference_statements(reference, _cities(extracted)),
        "ontologyStatements": _ontology_statements(),
    }
    losses: list[Loss] = []
    sizes: list[tuple[str, int]] = []
    with OxigraphStore(directory / "store") as store:
        for name, statements in parts.items():
            before = len(store)
            losses += store.add(statements)
            sizes.append((name, len(store) - before))
        asserted = len(store)
        losses += store.add(list(derive_statements(store.reader())))
        derived = len(store) - asserted
        release = publish_release(store.reader(), directory / "dump")
    return (
        StageRecord("graph", tuple(sizes)),
        StageRecord("reasoning", (("derivedStatements", derived),)),
        StageRecord("store", (("statements", release.quads),), tuple(losses)),
        StageRecord("publishing", (("triples", release.triples), ("files", len(release.distributions)))),
    ), release


def _document_statements(
    extracted: Extracted, resolution: Resolution, reference: Reference
) -> Iterator[Statement]:
    for document, extraction in zip(extracted.documents, extracted.extractions, strict=True):
        yield from build_document_statements(document, extraction, resolution, reference)


def _ontology_statements() -> Iterator[Statement]:
    for subject, predicate, value in read_ontology(alignments=True):
        yield Statement(
            cast(URIRef, subject), cast(URIRef, predicate), cast(URIRef | Literal, value), ONTOLOGY_GRAPH
        )


def _cities(extracted: Extracted) -> frozenset[str]:
    return frozenset(city for entry in extracted.extractions.entries for city in entry.city_keys)


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


def _record_resolution(resolution: Resolution) -> StageRecord:
    counts = (
        ("entities", len({link.entity for link in resolution.links})),
        ("persons", len(resolution.persons)),
        ("candidatePairs", len(resolution.pairs)),
        ("mergedPairs", sum(pair.merged for pair in resolution.pairs)),
    )
    return StageRecord("resolution", counts)
