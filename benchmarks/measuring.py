"""What contestants that take turns need, and what their ratios are."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import linear_regression, median


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times that of a peer something is: the median over the rounds, and the extremes."""

    middle: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Rounds:
    """CPU seconds of each contestant by its name, one number for each round."""

    seconds: Mapping[str, Sequence[float]]

    def ratio(self, contestant: str, peer: str) -> Ratio:
        """Return the ratio of two contestants; each round gives one, so that slow rounds cancel out."""
        return ratio(self.seconds[contestant], self.seconds[peer])

    def rate(self, contestant: str, amount: int) -> float:
        """Return how much of ``amount`` a contestant does in a CPU second, by the median round."""
        return amount / median(self.seconds[contestant])


def ratio(mine: Sequence[float], its: Sequence[float]) -> Ratio:
    """Return how many times that of a peer something is; each round gives one ratio.

    Args:
        mine: one number for each round.
        its: the peer's in the same rounds, or a single one.
    """
    peers = list(its) if len(its) > 1 else list(its) * len(mine)
    ratios = [one / other for one, other in zip(mine, peers, strict=True)]
    return Ratio(median(ratios), min(ratios), max(ratios))


def take_turns(contestants: Mapping[str, Callable[[], object]], rounds: int) -> Rounds:
    """Run all contestants ``rounds`` times, after a round that is not counted.

    Every second round runs them in the opposite order: a machine that gets slower or faster meanwhile
    favours nobody. The time is that of this process and its threads, not that of the clock on the wall.
    """
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(rounds + 1):
        for name in list(contestants)[:: 1 if turn % 2 else -1]:
            spent = cpu_seconds(contestants[name])
            if turn:
                seconds[name].append(spent)
    return Rounds(seconds)


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of one run, with the garbage of others collected before it."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def growth(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the exponent of growth: with 1 twice the size takes twice the time, with 2 four times.

    It is the slope of the straight line through the logarithms.
    """
    return linear_regression([math.log(n) for n in sizes], [math.log(s) for s in seconds]).slope
