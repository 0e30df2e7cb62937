"""Making a build anew with other statements of users: the rest of it stays, what follows is derived again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from osce_kg.errors import InputError, UsageError
from osce_kg.linking import link_or_copy
from osce_kg.model.record import StageRecord
from osce_kg.model.release import Release
from osce_kg.model.statement import Statement
from osce_kg.pipeline import CANDIDATES, DOCUMENTS, REPORT
from osce_kg.pipeline.checking import check_build
from osce_kg.pipeline.directory import EXTRACTIONS, READINGS, RESOLUTIONS, RESOLVED, read_report
from osce_kg.publishing import publish_release
from osce_kg.reasoning.derivation import derive_into
from osce_kg.store import OxigraphStore

_OF_DOCUMENTS: Final = (READINGS, EXTRACTIONS, RESOLUTIONS, RESOLVED)
"""What follows from documents, whatever users say, and is found again by what it was made from."""


def rebuild(
    former: Path, directory: Path, asserted: Sequence[bytes], statements: Iterable[Statement]
) -> Release:
    """Write a build that holds what documents say, what users say, and what follows from both.

    Args:
        former: the build whose texts, candidates and report are taken over, and what the next build from
            documents can go on from.
        directory: an empty folder.
        asserted: N-Quads lines of what was asserted, but by no user.
        statements: of users.

    Raises:
        UsageError: the gate keeps a statement out; the message says why.
        InputError: the former build is none.
        MachineError: the disk.
    """
    report = read_report(former)
    if report is None:
        raise InputError("there is no build", source=str(former))
    with OxigraphStore(directory / "store") as store:
        store.load_lines(asserted)
        before = len(store)
        if losses := store.add(statements):
            raise UsageError(f"The graph does not take this: {losses[0].reason}")
        users = len(store) - before
        derive_into(store)
        derived = len(store) - before - users
        release = publish_release(store.reader(), directory / "dump")
    shutil.copytree(former / DOCUMENTS, directory / DOCUMENTS)
    if (former / CANDIDATES).exists():  # builds of earlier versions have none
        shutil.copy2(former / CANDIDATES, directory / CANDIDATES)
    for name in _OF_DOCUMENTS:
        _take_over(former / name, directory / name)
    records = (
        StageRecord("reasoning", (("derivedStatements", derived),)),
        StageRecord("store", (("statements", release.quads),)),
        StageRecord("publishing", (("triples", release.triples), ("files", len(release.distributions)))),
        check_build(directory),
    )
    _write_report(report, release, users, records, directory / REPORT)
    return release


def _take_over(source: Path, target: Path) -> None:
    """Take over a file, or a folder of files, as far as that can be: else the next build has more to do."""
    paths = sorted(source.glob("*")) if source.is_dir() else [source]
    for path in paths:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(path, place)


def _write_report(
    report: dict[str, Any], release: Release, users: int, records: Sequence[StageRecord], path: Path
) -> None:
    """Write the former report with what is other now; the fingerprint is that of no build from documents."""
    counts = {record.stage: dict(record.counts) for record in records}
    for stage in report["stages"]:
        stage["counts"] = counts.get(stage["stage"], stage["counts"])
    made_from = f"{report.get('fingerprint', '')} {release.graph_version}"
    report |= {
        "graphVersion": release.graph_version,
        "fingerprint": sha256(made_from.encode()).hexdigest(),
        "statements": release.quads,
        "userStatements": users,
    }
    path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
