"""Builds in processes of their own that are killed: at a moment, or at one of their steps on the disk.

The processes are forked from one that has everything imported, or most of their time would go into that.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from osce_kg.pipeline import build_graph
from osce_kg.publishing import OpenedRelease, publish_release
from osce_kg.store import OxigraphReader, open_store

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES = frozenset({"os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "ctypes.dlsym"})

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["osce_kg.pipeline", "osce_kg.validation"])


def start_build(source: Path, out: Path, kill_at: int = 0, within: str = "") -> ForkServerProcess:
    """Start a build.

    Args:
        source: file or folder of documents.
        out: directory of the build.
        kill_at: number of the step on the disk at which the process kills itself; 0: at none.
        within: steps count only if they are about a path that holds this text.
    """
    process = _CONTEXT.Process(target=_build, args=(source, out, kill_at, within))
    process.start()
    return process


def start_release(store: Path, dump: Path, kill_at: int) -> ForkServerProcess:
    """Start to publish a store; the process kills itself at a step, as in ``start_build``."""
    process = _CONTEXT.Process(target=_release, args=(store, dump, kill_at))
    process.start()
    return process


def count_steps(source: Path, out: Path, within: str = "") -> int:
    """Return how many steps a build takes on the disk."""
    receives, sends = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_count, args=(source, out, within, sends))
    process.start()
    count = receives.recv()
    process.join()
    assert isinstance(count, int)
    return count


def whole_build(directory: Path) -> str:
    """Return what tells builds of other documents apart, having seen that this one is whole."""
    names = {path.name for path in directory.iterdir()}
    folders = {"store", "dump", "documents", "readings", "extractions", "resolutions", "state"}
    assert names == folders | {"candidates.json", "report.json"}
    release = OpenedRelease.open(directory / "dump")  # compares each file with its digest
    quads = release.files["osce-kg.nq"].content().count(b"\n")
    assert sum(1 for quad in open_store(directory / "store") if str(quad.graph_name) != "DEFAULT") == quads
    return release.summary.graph_version


def _build(source: Path, out: Path, kill_at: int, within: str) -> None:
    if kill_at:
        _die_at_step(kill_at, within)
    build_graph([str(source)], out)


def _release(store: Path, dump: Path, kill_at: int) -> None:
    reader = OxigraphReader(open_store(store))
    _die_at_step(kill_at, "")
    publish_release(reader, dump)


def _die_at_step(number: int, within: str) -> None:
    countdown = itertools.count(number - 1, -1)

    def die() -> None:
        if next(countdown) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    _at_each_step(die, within)


def _count(source: Path, out: Path, within: str, sends: Any) -> None:
    steps = []
    _at_each_step(lambda: steps.append(None), within)
    build_graph([str(source)], out)
    sends.send(len(steps))


def _at_each_step(act: Callable[[], None], within: str) -> None:
    """Do something before this process changes anything on the disk."""

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        opens = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if (opens or event in _CHANGES) and within in str(arguments[0]):
            act()

    sys.addaudithook(hear)
