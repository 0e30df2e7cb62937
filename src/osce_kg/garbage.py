"""How often Python looks for objects that only refer to each other.

All others it frees at once. Looking takes as long as there are objects, and what works on a whole corpus has
millions of them, hardly any of which are such garbage.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SELDOM: Final = (200_000, 20, 100)
"""So many objects more than before, and of each generation so many times, until the next one is looked at."""


@contextmanager
def collection_paused() -> Iterator[None]:
    """Do not look at all; for work that makes many objects and no such garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def collection_eased() -> Iterator[None]:
    """Look seldom; for work that makes many objects, and of which not all is ours."""
    thresholds = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
