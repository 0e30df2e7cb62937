"""Which pairs a human should look at, the most doubtful first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from osce_kg.model.resolution import CandidatePair
from osce_kg.resolution.anchors import referenced_person
from osce_kg.resolution.evidence import MERGE_FLOOR


def distance(pair: CandidatePair) -> float:
    """Return how far a pair is from being decided otherwise: 0 where score and outcome disagree already."""
    if pair.merged != (pair.score >= MERGE_FLOOR):
        return 0.0
    return round(abs(pair.score - MERGE_FLOOR), 4)


def deciding_pairs(pairs: Iterable[CandidatePair], persons: Mapping[str, str]) -> tuple[CandidatePair, ...]:
    """Return the pairs on which it depends who is one person, the most doubtful first.

    Of pairs that were merged, those that surer pairs make one anyhow are left out; of those that were not,
    all but the surest of any two persons.

    Args:
        pairs: all that were weighed.
        persons: keys of the persons that the anchors of documents stand for.
    """
    ranked = sorted(pairs, key=lambda pair: (-pair.score, pair.left, pair.right))
    deciding = (*_joining(ranked), *_dividing(ranked, persons))
    return tuple(sorted(deciding, key=lambda pair: (distance(pair), pair.left, pair.right)))


def _joining(ranked: Iterable[CandidatePair]) -> Iterator[CandidatePair]:
    """Give the merged pairs that join what no surer pair has joined."""
    group_of: dict[str, set[str]] = {}
    for pair in ranked:
        mine, theirs = (group_of.setdefault(anchor, {anchor}) for anchor in (pair.left, pair.right))
        if pair.merged and mine is not theirs:
            smaller, larger = sorted((mine, theirs), key=len)
            larger |= smaller
            group_of |= dict.fromkeys(smaller, larger)
            yield pair


def _dividing(ranked: Iterable[CandidatePair], persons: Mapping[str, str]) -> Iterator[CandidatePair]:
    """Give the surest of the pairs that were not merged, for each two persons."""
    seen: set[frozenset[str]] = set()
    for pair in ranked:
        sides = frozenset(referenced_person(anchor) or persons[anchor] for anchor in (pair.left, pair.right))
        if not pair.merged and sides not in seen:
            seen.add(sides)
            yield pair
