"""What is not as promised."""

from __future__ import annotations

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


def grown(before: Usage, after: Usage) -> list[str]:
    """Say what the server uses more of in the end."""
    found = []
    if after.resident > before.resident * (1 + MOST_GROWTH):
        found.append(f"memory has grown by {after.resident / before.resident - 1:.1%}")
    for name in ("processes", "descriptors"):
        more = getattr(after, name) - getattr(before, name)
        if more > 0:
            found.append(f"{more} {name} more than after warming up")
    return found
