"""What processes use, as Linux tells it in ``/proc``: those of a server, all that descend from one."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_NEXT_TO_NOTHING: Final = 0.03
"""CPU seconds in 0.3 seconds."""

_PARENT: Final = 1
_OWN: Final = slice(11, 13)
_OWN_AND_OF_ENDED: Final = slice(11, 15)
"""Fields of ``/proc/PID/stat`` after the name of the program; those of CPU time in ticks."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What some processes use together.

    Attributes:
        processes: how many there are.
        resident: bytes, each page divided by the number of processes that share it.
        descriptors: open files, sockets and the like.
    """

    processes: int
    resident: int
    descriptors: int


def tree(pid: int) -> tuple[int, ...]:
    """Return a process and all that descend from it, as far as they still run."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in _PROC.iterdir():
        if entry.name.isdecimal() and (fields := _stat(int(entry.name))):
            children[int(fields[_PARENT])].append(int(entry.name))
    found = [pid]
    for parent in found:
        found += children[parent]
    return tuple(found)


def usage(pid: int) -> Usage:
    """Return what a process and its descendants use; one that ends meanwhile counts as far as was seen."""
    pids = tree(pid)
    return Usage(len(pids), sum(map(_proportional_size, pids)), sum(map(_descriptors, pids)))


def peak_resident() -> int:
    """Return the bytes that this process has had in memory at most.

    Other than what ``getrusage`` tells, it is without those of the process that started this one.
    """
    lines = (_PROC / "self" / "status").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM:"))


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process and its descendants have taken, those that have ended included."""
    return sum(_seconds(each, _OWN_AND_OF_ENDED) for each in tree(pid))


def busiest(pid: int, seconds: float) -> int:
    """Return the process, of one and its descendants, that takes most CPU time in the next seconds."""
    before = {each: _seconds(each, _OWN) for each in tree(pid)}
    time.sleep(seconds)
    return max(before, key=lambda each: _seconds(each, _OWN) - before[each])


def wait_until_idle(pid: int, *, limit: float) -> bool:
    """Wait until a process and its descendants do next to nothing; False if they still work at the limit.

    Args:
        pid: the process.
        limit: seconds to wait at most.
    """
    end = time.monotonic() + limit
    while time.monotonic() < end:
        before = cpu_seconds(pid)
        time.sleep(0.3)
        if cpu_seconds(pid) - before < _NEXT_TO_NOTHING:
            return True
    return False


def _stat(pid: int) -> list[str]:
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _seconds(pid: int, fields: slice) -> float:
    return sum(map(int, _stat(pid)[fields])) / _TICKS


def _proportional_size(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))


def _descriptors(pid: int) -> int:
    try:
        return sum(1 for _ in (_PROC / str(pid) / "fd").iterdir())
    except OSError:
        return 0
