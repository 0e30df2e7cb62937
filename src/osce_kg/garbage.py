"""How often Python looks for objects that only refer to each other.

All others it frees at once. Looking takes as long as there are objects, and what works on a whole corpus has
millions of them, hardly any of which are such garbage.

What is set holds for the whole process, until the last of those who asked for it, in whatever thread, is
done.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import Final

_SELDOM: Final = (200_000, 20, 100)
"""So many objects more than before, and of each generation so many times, until the next one is looked at."""


@contextmanager
def collection_paused() -> Iterator[None]:
    """Do not look at all; for work that makes many objects and no such garbage."""
    with _PAUSE.in_use():
        yield


@contextmanager
def collection_eased() -> Iterator[None]:
    """Look seldom; for work that makes many objects, and of which not all is ours."""
    with _EASE.in_use():
        yield


class _Setting:
    """Something that is set for the process while anybody wants it."""

    def __init__(self, apply: Callable[[], Callable[[], None]]) -> None:
        """Take what sets it, and returns what sets it back."""
        self._apply = apply
        self._set_back: Callable[[], None] | None = None
        self._users = 0
        self._lock = Lock()

    @contextmanager
    def in_use(self) -> Iterator[None]:
        with self._lock:
            self._users += 1
            if self._set_back is None:
                self._set_back = self._apply()
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                if not self._users:
                    self._set_back()
                    self._set_back = None


def _pause() -> Callable[[], None]:
    set_back = gc.enable if gc.isenabled() else gc.disable
    gc.disable()
    return set_back


def _ease() -> Callable[[], None]:
    set_back = partial(gc.set_threshold, *gc.get_threshold())
    gc.set_threshold(*_SELDOM)
    return set_back


_PAUSE: Final = _Setting(_pause)
_EASE: Final = _Setting(_ease)
