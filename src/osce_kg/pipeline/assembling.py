"""From asserted graphs to a store, dumps and findings: made anew, or changed from those of the build before.

What comes of it is the same either way, byte by byte, but for the files of the store.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osce_kg.errors import OsceKgError
from osce_kg.identifiers import ENTITY_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH, document_graph
from osce_kg.model.record import StageRecord
from osce_kg.model.release import Release
from osce_kg.pipeline.directory import DUMP_INDEX, GRAPHS
from osce_kg.pipeline.fingerprint import graph_program
from osce_kg.pipeline.graphs import (
    GraphChange,
    GraphSource,
    KeptGraphs,
    MadeGraphs,
    change_store,
    fill_store,
    is_small_change,
    read_kept_graphs,
    write_kept_graphs,
)
from osce_kg.publishing import StatementChanges, publish_release
from osce_kg.publishing.release import DUMP
from osce_kg.second_process import SecondProcess
from osce_kg.store import OxigraphReader

_STORE: Final = "store"


@dataclass(frozen=True, slots=True)
class Assembled:
    """What was made of the asserted graphs.

    Attributes:
        records: of the stages that made it.
        release: what was published.
    """

    records: tuple[StageRecord, ...]
    release: Release


def prepare_assembling(before: Path, second: SecondProcess) -> None:
    """Have another process get ready for what :func:`assemble` lets it do, and for what is read meanwhile.

    Args:
        before: directory of the build that is replaced; need not exist.
    """
    second.prepare("osce_kg.publishing.release:read_ahead", before / DUMP)
    second.prepare("osce_kg.pipeline.checking:prepare_check")


def assemble(
    directory: Path, sources: Sequence[GraphSource], before: Path, second: SecondProcess
) -> Assembled:
    """Make store, dumps and findings of a build.

    Args:
        directory: of the build; the texts of its documents and the folder of its state are there.
        sources: the asserted graphs, in the order of their names.
        before: directory of the build that is replaced; need not exist.
        second: counts findings where little has changed.

    Raises:
        MachineError: the disk.
    """
    made = _made_graphs(directory, sources, before)
    write_kept_graphs(made.kept, directory / GRAPHS)
    with ThreadPoolExecutor(1, "counting") as thread:  # while files are copied, which leaves Python to others
        counting = thread.submit(_checked_change, directory, made.change, before, second)
        release = _published(directory, made.change, before)
        checked = counting.result()
    return Assembled((*_records(made.kept, release), checked or _checked(directory)), release)


def _made_graphs(directory: Path, sources: Sequence[GraphSource], before: Path) -> MadeGraphs:
    """Change the graphs of the build before if little is other; make all anew if something is wrong there."""
    program, store = graph_program(), directory / _STORE
    earlier = read_kept_graphs(before / GRAPHS)
    if earlier is not None and is_small_change(sources, program, earlier):
        try:
            return change_store(store, sources, earlier, before / _STORE)
        except (OsceKgError, OSError, RuntimeError):  # as Oxigraph reports what it cannot read
            shutil.rmtree(store, ignore_errors=True)
    return fill_store(store, sources, program)


def _published(directory: Path, change: GraphChange | None, before: Path) -> Release:
    reader, index = OxigraphReader.open(directory / _STORE), directory / DUMP_INDEX
    changes = None
    if change is not None:
        changes = StatementChanges(before / DUMP, before / DUMP_INDEX, change.removed, change.added)
    return publish_release(reader, directory / DUMP, index=index, changes=changes)


def _checked_change(
    directory: Path, change: GraphChange | None, before: Path, second: SecondProcess
) -> StageRecord | None:
    """Count the findings where only what has changed has to be looked at."""
    if change is None:
        return None
    # Only now: what has the shapes checked takes a while to import, and nobody has to wait for it here.
    from osce_kg.pipeline.checking import EarlierBuild, check_change

    return check_change(directory, EarlierBuild(before, change, _documents(change)), second)


def _checked(directory: Path) -> StageRecord:
    """Count the findings of all."""
    from osce_kg.pipeline.checking import check_build

    return check_build(directory)


def _documents(change: GraphChange) -> dict[str, str]:
    """Return the keys of the documents whose graphs have changed, with the SHA-256 of the texts that were."""
    start = document_graph("")
    return {
        graph.removeprefix(start): record.text if record else ""
        for graph, record in change.graphs.items()
        if graph.startswith(start)
    }


def _records(kept: KeptGraphs, release: Release) -> tuple[StageRecord, ...]:
    sizes = (
        ("documentStatements", kept.size(document_graph(""))),
        ("entityStatements", kept.size(ENTITY_GRAPH)),
        ("referenceStatements", kept.size(REFERENCE_GRAPH)),
        ("ontologyStatements", kept.size(ONTOLOGY_GRAPH)),
    )
    derived = release.quads - kept.size()
    return (
        StageRecord("graph", sizes),
        StageRecord("reasoning", (("derivedStatements", derived),)),
        StageRecord("store", (("statements", release.quads),), tuple(kept.losses())),
        StageRecord("publishing", (("triples", release.triples), ("files", len(release.distributions)))),
    )
