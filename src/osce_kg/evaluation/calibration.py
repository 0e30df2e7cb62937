"""Learns the table of confidence from judged facts: what each grounds is worth.

Every grounds gets the share of right facts on it, drawn towards the share of the coarser grounds as if
that had been seen on ``PRIOR_WEIGHT`` facts (the mean of a Beta posterior): rare evidence is believed
little. Where weaker evidence came out better than stronger evidence, both get their common mean. What needs
a right event is learned from right events, and its confidence is the product of both.

Rules are written with some documents in view, and are right more often on these than on others. How much
more is known from documents that nobody looked at: one number for each kind of fact, its gap, by which the
odds of all its grounds are divided. It is raised until the facts with a confidence of 0.9 are right that
often, in the documents that were seen and in the others. Beyond that number the unseen documents tell
nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from osce_kg.evaluation.judging import JudgedFact
from osce_kg.evaluation.reliability import PROMISE
from osce_kg.extraction.confidence import HIGHEST, LOWEST, Calibration, ConfidenceTable
from osce_kg.extraction.grounds import STRONGEST_FIRST
from osce_kg.model.extraction import Grounds

PRIOR_WEIGHT: Final = 20
"""Facts that the coarser grounds count for beside the finer ones."""

_PRIOR: Final = 0.9
"""Share of right facts that a kind of fact is drawn towards."""

_RAISE: Final = 1.05
"""Step by which a gap is raised."""

_FOLDS: Final = 10


@dataclass(frozen=True, slots=True)
class _Count:
    """Facts that are right and wrong."""

    right: int = 0
    wrong: int = 0

    def __add__(self, other: _Count) -> _Count:
        return _Count(self.right + other.right, self.wrong + other.wrong)

    @property
    def total(self) -> int:
        return self.right + self.wrong

    def drawn_to(self, prior: float) -> float:
        """Return the share of right facts, drawn towards a prior."""
        return (self.right + PRIOR_WEIGHT * prior) / (self.total + PRIOR_WEIGHT)


_Counts = Mapping[Grounds, _Count]


def learn_table(seen: Sequence[JudgedFact], unseen: Sequence[JudgedFact]) -> ConfidenceTable:
    """Return the table that judged facts come to.

    Args:
        seen: facts of documents that may have been read while rules were written.
        unseen: facts of documents that were not; without any, the odds stay as they were seen.
    """
    counts, control = _with_coarser(_count(seen)), _with_coarser(_count(unseen))
    shares = _shares(counts)
    kinds = sorted(kind for kind, *finer in counts if not finer)
    controls = [(shares[kind,], control.get((kind,), _Count())) for kind in kinds]
    common = _common_gap(controls)
    table = ConfidenceTable({}, {})
    # Kinds that need an event come after those of events, whose confidence theirs rests on.
    needy = {fact.kind for fact in seen if len(fact.chains[0][0]) > 1}
    for kind, (share, there) in sorted(zip(kinds, controls, strict=True), key=lambda item: item[0] in needy):
        gap = _gap(share, there.drawn_to(_divided(share, common)))
        larger = _with_kind(table, kind, counts, shares, gap)
        while not all(_keeps_promise(larger, kind, facts) for facts in (seen, unseen)):
            gap = round(gap * _RAISE, 2)
            larger = _with_kind(table, kind, counts, shares, gap)
        table = larger
    return table


def cross_validated(
    seen: Sequence[JudgedFact], unseen: Sequence[JudgedFact]
) -> list[tuple[JudgedFact, float]]:
    """Return every fact with the confidence that a table learned without its fold of documents gives it."""
    fold = _folds(seen) | _folds(unseen)
    rated: list[tuple[JudgedFact, float]] = []
    for number in range(_FOLDS):
        table = learn_table(
            [fact for fact in seen if fold[fact.document] != number],
            [fact for fact in unseen if fold[fact.document] != number],
        )
        held_out = (fact for fact in (*seen, *unseen) if fold[fact.document] == number)
        rated += [(fact, rate(fact, table)) for fact in held_out]
    return rated


def rate(fact: JudgedFact, table: ConfidenceTable) -> float:
    """Return the confidence in a fact: its surest chain is as sure as the least sure of its links."""
    return max(min(table.confidence(*way) for way in chain) for chain in fact.chains)


def falling(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the closest values that never rise: neighbours that do share their weighted mean.

    (Pool-adjacent-violators; Barlow et al., Statistical Inference under Order Restrictions, 1972.)
    """
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        block = (value, weight, 1)
        while blocks and blocks[-1][0] < block[0]:
            left = blocks.pop()
            both = left[1] + block[1]
            block = ((left[0] * left[1] + block[0] * block[1]) / both, both, left[2] + block[2])
        blocks.append(block)
    return [value for value, _, size in blocks for _ in range(size)]


def _folds(facts: Iterable[JudgedFact]) -> dict[str, int]:
    documents = sorted({fact.document for fact in facts})
    return {document: number % _FOLDS for number, document in enumerate(documents)}


def _count(facts: Iterable[JudgedFact]) -> dict[Grounds, _Count]:
    """Count facts by grounds; derived facts have none of their own, a wrong event teaches nothing more."""
    counts: dict[Grounds, _Count] = defaultdict(_Count)
    for fact in facts:
        grounds = fact.chains[0][0][-1]
        if fact.has_right_event and not fact.is_derived:
            counts[grounds] += _Count(int(fact.is_right), int(not fact.is_right))
    return counts


def _with_coarser(counts: _Counts) -> dict[Grounds, _Count]:
    """Add the counts of all coarser grounds."""
    added: dict[Grounds, _Count] = defaultdict(_Count)
    for grounds, count in counts.items():
        for depth in range(1, len(grounds) + 1):
            added[grounds[:depth]] += count
    return dict(sorted(added.items()))


def _shares(counts: _Counts) -> dict[Grounds, float]:
    """Return the share of right facts on every grounds, the coarse ones first."""
    shares: dict[Grounds, float] = {(): _PRIOR}
    siblings: dict[Grounds, list[Grounds]] = defaultdict(list)
    for grounds in counts:
        siblings[grounds[:-1]].append(grounds)
    for coarse in sorted(siblings, key=len):
        finer = siblings[coarse]
        shares |= {grounds: counts[grounds].drawn_to(shares[coarse]) for grounds in finer}
        for family in STRONGEST_FIRST:
            ordered = sorted((g for g in finer if g[-1] in family), key=lambda g: family.index(g[-1]))
            sizes = [counts[grounds].total for grounds in ordered]
            shares |= dict(zip(ordered, falling([shares[g] for g in ordered], sizes), strict=True))
    del shares[()]
    return shares


def _common_gap(kinds: Sequence[tuple[float, _Count]]) -> float:
    """Return the gap of all kinds together, by their shares and what the unseen documents had."""
    total = sum((control for _, control in kinds), _Count())
    if not total.right or not total.wrong:
        return 1.0
    expected = sum(share * control.total for share, control in kinds) / total.total
    return _gap(expected, total.right / total.total)


def _gap(share: float, unseen: float) -> float:
    """Return how many times the odds of being right are lower in unseen documents; never below 1."""
    return round(max(1.0, _odds(share) / _odds(unseen)), 2)


def _with_kind(
    table: ConfidenceTable, kind: str, counts: _Counts, shares: Mapping[Grounds, float], gap: float
) -> ConfidenceTable:
    """Return the table with one more kind of fact."""
    calibrations = {
        grounds: Calibration(counts[grounds].right, counts[grounds].wrong, _divided(share, gap))
        for grounds, share in shares.items()
        if grounds[0] == kind
    }
    return ConfidenceTable({**table.calibrations, **calibrations}, {**table.gaps, kind: gap})


def _keeps_promise(table: ConfidenceTable, kind: str, facts: Iterable[JudgedFact]) -> bool:
    """Tell whether the facts of a kind that the table calls sure are right often enough."""
    sure = [fact.is_right for fact in facts if fact.kind == kind and rate(fact, table) >= PROMISE]
    return sum(sure) >= PROMISE * len(sure)


def _odds(share: float) -> float:
    return share / (1 - share)


def _divided(share: float, gap: float) -> float:
    """Return a share with its odds divided, to two digits."""
    odds = _odds(share) / gap
    return min(HIGHEST, max(LOWEST, round(odds / (1 + odds), 2)))
