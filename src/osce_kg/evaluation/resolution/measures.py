"""Measures of agreement between two clusterings of the same mentions.

* **Pairwise**: a hit is a pair of mentions that both clusterings put together.
* **B-cubed** (Amit Bagga and Breck Baldwin, "Algorithms for Scoring Coreference Chains", LREC Workshop on
  Linguistics Coreference, 1998): the precision of a mention is the share of its found cluster that belongs to
  its gold cluster, its recall the share of its gold cluster that is in its found cluster; both are averaged
  over mentions. Pairs weigh large clusters more, B-cubed every mention alike, also those that stand alone.

Clusterings are sequences of labels, one for each mention; only equality of labels counts. A mention that was
not found has the label None. It takes part in recall only, where it is worth 0 (the measure B-cubed-0 of
Stoyanov, Gilbert, Cardie and Riloff, "Conundrums in Noun Phrase Coreference Resolution", ACL 2009).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

from osce_kg.evaluation.tallies import Tally, harmonic_mean

Labels = Sequence[str | None]
"""Label of the cluster of each mention; None where it was not found."""


@dataclass(frozen=True, slots=True)
class BCubed:
    """B-cubed precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Both measures of one clustering."""

    pairs: Tally
    b_cubed: BCubed


def agreement(gold: Sequence[str], found: Labels, chosen: Collection[int] | None = None) -> Agreement:
    """Compare a clustering with the gold.

    Args:
        gold: label of each mention in the gold.
        found: label of each mention in what was found.
        chosen: positions of the mentions that count: pairs in which one of them is, and averages over them.
            By default all.
    """
    counted = range(len(gold)) if chosen is None else sorted(chosen)
    return Agreement(_pairwise(gold, found, set(counted)), _b_cubed(gold, found, counted))


def wrong_pairs(gold: Sequence[str], found: Labels) -> Iterator[tuple[int, int, bool]]:
    """Yield the pairs of found mentions on which a clustering is wrong; True where it wrongly joins them."""
    for left, right in combinations(range(len(gold)), 2):
        if found[left] is not None and found[right] is not None:
            joined = found[left] == found[right]
            if joined != (gold[left] == gold[right]):
                yield left, right, joined


def _pairwise(gold: Sequence[str], found: Labels, chosen: Collection[int]) -> Tally:
    """Count pairs by the sizes of groups: pairs of all mentions without those of mentions not chosen."""
    others = [index for index in range(len(gold)) if index not in chosen]
    every, none = (_tally(gold, found, some) for some in (range(len(gold)), others))
    return Tally(every.hits - none.hits, every.spurious - none.spurious, every.missed - none.missed)


def _tally(gold: Sequence[str], found: Labels, positions: Iterable[int]) -> Tally:
    positions = list(positions)
    in_gold = _pairs(Counter(gold[index] for index in positions))
    joined = [(gold[index], found[index]) for index in positions if found[index] is not None]
    in_found, hits = _pairs(Counter(label for _, label in joined)), _pairs(Counter(joined))
    return Tally(hits, in_found - hits, in_gold - hits)


def _pairs(sizes: Counter[Any]) -> int:
    return sum(comb(size, 2) for size in sizes.values())


def _b_cubed(gold: Sequence[str], found: Labels, chosen: Iterable[int]) -> BCubed:
    in_gold = Counter(gold)
    in_found = Counter(found)
    in_both = Counter(zip(gold, found, strict=True))
    precisions: list[float] = []
    recalls: list[float] = []
    for index in chosen:
        label = found[index]
        if label is None:
            recalls.append(0.0)
            continue
        shared = in_both[gold[index], label]
        precisions.append(shared / in_found[label])
        recalls.append(shared / in_gold[gold[index]])
    return BCubed(_mean(precisions), _mean(recalls))


def _mean(values: Sequence[float]) -> float:
    """Return the mean; 1 of nothing, as nothing was wrong."""
    return sum(values) / len(values) if values else 1.0
