"""What is not as promised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from benchmarks.processes import Usage
from benchmarks.soaking.traffic import Tally

MOST_GROWTH: Final = 0.05
"""Part by which memory may have grown after warming up."""

MOST_SECONDS: Final = 1.0
"""That ``ASK {}`` may take, a second after an attack."""


def problems(tally: Tally) -> list[str]:
    """Say what the traffic met that it should not have met."""
    found = [f"{count} × {what}" for what, count in sorted(tally.unexpected.items())]
    if tally.slowest_ask > MOST_SECONDS:
        found.append(f"ASK {{}} took {tally.slowest_ask:.2f} s after {tally.slowest_after}")
    if not tally.good or tally.turned_away > tally.good / 2:
        found.append(f"{tally.turned_away} of {tally.good} good requests were turned away")
    return found


def grown(noted: Sequence[Usage], end: Usage, most: float = MOST_GROWTH) -> list[str]:
    """Say what the server uses more of than in the beginning.

    Args:
        noted: what it used, from time to time, after warming up. A worker that has just been forked has less
            memory of its own than one that has worked, so it is the most of each half that is compared.
        end: what it uses when nobody has asked for a while.
        most: part by which memory may have grown.
    """
    first, second = noted[: len(noted) // 2], noted[len(noted) // 2 :]
    growth = max(each.resident for each in second) / max(each.resident for each in first) - 1
    found = [f"memory has grown by {growth:.1%}"] if growth > most else []
    for name in ("processes", "descriptors"):
        more = getattr(end, name) - max(getattr(each, name) for each in first)
        if more > 0:
            found.append(f"{more} {name} more than after warming up")
    return found
