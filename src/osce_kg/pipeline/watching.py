"""Looks at files again and again, and has something done whenever they have changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

Snapshot = frozenset[tuple[str, int, int, int]]
"""Of each file its path, its number in the file system, its size and when it was changed, in nanoseconds."""


def watch(sources: Sequence[str], act: Callable[[], bool], interval: float, stop: Event) -> None:
    """Act at once, and then after every change of some files or of anything below some folders.

    A change is acted on when the files have stayed as they are for one interval: who writes many is left to
    finish. What changes while ``act`` runs is acted on next.

    Args:
        sources: files and folders; they need not exist yet.
        act: tells whether that is done; if not, it is called again after an interval.
        interval: seconds between two looks.
        stop: ends it, after what is being done.
    """
    done: Snapshot | None = None
    last = snapshot(sources)
    while not stop.is_set():
        now = snapshot(sources)
        if now == last and now != done and act():
            done = now
        last = now
        stop.wait(interval)


def snapshot(sources: Sequence[str]) -> Snapshot:
    """Return what tells a changed file from the same one, without reading it."""
    return frozenset(_entries(sources))


def _entries(sources: Sequence[str]) -> Iterator[tuple[str, int, int, int]]:
    for path in (path for source in sources for path in _files(source)):
        try:
            found = path.stat()
        except OSError:
            continue  # it has gone meanwhile, which the next look shows
        yield str(path), found.st_ino, found.st_size, found.st_mtime_ns


def _files(source: str) -> Iterator[Path]:
    yield Path(source)
    for parent, _, names in os.walk(source):
        yield from (Path(parent, name) for name in names)
