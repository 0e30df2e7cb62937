"""Extractions in processes of their own that can be killed, with notes of which documents were read."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from benchmarks.processes import tree

from osce_kg.documents import in_memory
from osce_kg.pipeline.extractions import ProcessPool, partitions
from osce_kg.pipeline.extractions.extract_all import Folders, Work, extract_all
from osce_kg.pipeline.extractions.rows import EXTRACTION_ROWS
from osce_kg.pipeline.rows.form import files_in
from scripted_extractor import NOTES, load_scripted, scripted_documents

DOCUMENTS = 40
PARTITION = 4

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["osce_kg.pipeline", "scripted_extractor"])


def start_extraction(folder: Path) -> ForkServerProcess:
    """Start to extract from the same documents as always, with two processes."""
    process = _CONTEXT.Process(target=_extract, args=(folder,))
    process.start()
    return process


def wait_for(condition: Callable[[], bool], process: ForkServerProcess) -> bool:
    """Wait until something is so; False if the process ends before."""
    while not condition():
        if not process.is_alive():
            return False
        time.sleep(0.002)
    return True


def noted(folder: Path) -> list[str]:
    """Return the keys of documents that were read, as often as they were."""
    notes = folder / "notes"
    return notes.read_text().split() if notes.exists() else []


def finished(folder: Path) -> set[str]:
    """Return the keys of documents whose extractions are kept."""
    found = (EXTRACTION_ROWS.entries(path) for path in files_in(folder / "work"))
    return {entry.document for each in found for entry in each.entries}


def workers_of(process: ForkServerProcess) -> list[int]:
    """Return the processes that extract."""
    assert process.pid is not None
    return [pid for pid in tree(process.pid) if b"spawn_main" in _command(pid)]


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def has_ended(pid: int) -> bool:
    """Tell whether a process has ended, be its parent told of it or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _extract(folder: Path) -> None:
    partitions._MOST_DOCUMENTS = PARTITION  # type: ignore[misc]
    os.environ[NOTES] = str(folder / "notes")
    readings = [in_memory(document) for document in scripted_documents(["rest\nnote"] * DOCUMENTS)]
    folders = Folders(folder / "earlier", folder / "work", folder / "packed")
    extracted = extract_all(readings, Work(load_scripted, ProcessPool(2)), folders)
    assert (len(extracted.documents), extracted.losses) == (DOCUMENTS, ())


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
