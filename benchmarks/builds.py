"""Whole builds in processes of their own: how long they take, what they use, and what they give."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.processes import usage

_SAMPLE_SECONDS: Final = 0.25
_STORE: Final = "store"


@dataclass(frozen=True, slots=True)
class BuildRun:
    """One run of ``osce-kg build``.

    Attributes:
        seconds: on the clock.
        cpu_seconds: of all its processes.
        peak: bytes that all its processes took at once at most, as sampled.
        told: what it wrote to standard error.
    """

    seconds: float
    cpu_seconds: float
    peak: int
    told: str


def command(corpus: Path, out: Path, *options: str) -> list[str]:
    """Return the command that builds a corpus."""
    return [sys.executable, "-m", "osce_kg", "build", str(corpus), "--out", str(out), *options]


def run_build(corpus: Path, out: Path, *options: str) -> BuildRun:
    """Build a corpus and wait for it.

    Raises:
        RuntimeError: the build failed.
    """
    began, cpu = time.monotonic(), _cpu_of_children()
    process = subprocess.Popen(
        command(corpus, out, *options), stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    peak = 0
    while _runs_for(process, _SAMPLE_SECONDS):
        peak = max(peak, usage(process.pid).resident)
    seconds = time.monotonic() - began
    _, told = process.communicate()
    if process.returncode:
        raise RuntimeError(f"the build failed: {told}")
    return BuildRun(seconds, _cpu_of_children() - cpu, peak, told)


def _runs_for(process: subprocess.Popen[str], seconds: float) -> bool:
    """Wait for a process; False as soon as it has ended."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


def file_digests(out: Path) -> dict[str, str]:
    """Return the digest of each file of a build but those of its store, which are never twice the same."""
    names = {path.relative_to(out): path for path in sorted(out.rglob("*")) if path.is_file()}
    return {name.as_posix(): _digest(path) for name, path in names.items() if name.parts[0] != _STORE}


def differing_files(left: Mapping[str, str], right: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the files that are not the same in two builds, or in one of them only, sorted."""
    return tuple(sorted({name for name, _ in left.items() ^ right.items()}))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _cpu_of_children() -> float:
    """Return the CPU seconds of all processes that this one has started and that have ended."""
    times = os.times()
    return times.children_user + times.children_system
