"""Merging what the pairs say: full names first, then surnames alone, the surest first in each round.

Two posts of one State, one after the other, may be a career, and they may be two people of one name. Where a
third post would go on from one of them just as well, and cannot be that of the other (it is held at the same
time, they lie too far apart, a human told them apart), the name is known to be that of several people there:
then no career is read from it.

A surname alone ("President Aliyev") says nothing of its own. It belongs to who is known by full name in the
same post nearest in time: between two days on which one person is seen in the post, that is this person. If
two people of the surname are about equally near, such as a father and a son around the day of the handover,
it is merged with neither.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from osce_kg.model.resolution import CandidatePair
from osce_kg.resolution.clustering import Cluster, Clustering
from osce_kg.resolution.evidence import (
    MERGE_FLOOR,
    Evidence,
    gap_between,
    names_exclude,
    surname_evidence,
)
from osce_kg.resolution.profiles import Days, PersonProfile

_NEARER: Final = dt.timedelta(days=365)
"""How much nearer than everybody else of the surname somebody must be."""


@dataclass(frozen=True, slots=True)
class WeighedPair:
    """Two mentions by position, with the evidence."""

    left: int
    right: int
    evidence: Evidence


def merge_pairs(
    clustering: Clustering, profiles: tuple[PersonProfile, ...], pairs: Iterable[WeighedPair]
) -> tuple[CandidatePair, ...]:
    """Merge what the pairs say, and report every pair with what became of it.

    Args:
        clustering: changed in place.
        profiles: the mentions.
        pairs: every pair that was weighed.
    """
    return _Merging(clustering, profiles).run(tuple(pairs))


class _Merging:
    """The rounds of merging; what is remembered of days holds from the end of the first round on."""

    def __init__(self, clustering: Clustering, profiles: tuple[PersonProfile, ...]) -> None:
        self._clustering = clustering
        self._profiles = profiles
        self._torn: frozenset[int] = frozenset()
        self._torn_careers: frozenset[tuple[int, int]] = frozenset()
        self._seen: dict[tuple[int, str, str], Days | None] = {}

    def run(self, pairs: tuple[WeighedPair, ...]) -> tuple[CandidatePair, ...]:
        full = [pair for pair in pairs if pair.evidence.post is None]
        by_surname = [pair for pair in pairs if pair.evidence.post is not None]
        careers = [pair for pair in full if pair.evidence.is_career]
        outcome = self._settle(pair for pair in full if not pair.evidence.is_career)
        self._torn_careers = self._find_torn_careers(careers)
        outcome += self._settle(careers)
        anchored = [self._dated(pair) for pair in by_surname if self._is_anchored(pair)]
        self._torn = self._torn_mentions(anchored)
        outcome += self._settle(anchored)
        outcome += self._settle(pair for pair in by_surname if not self._is_anchored(pair))
        return tuple(sorted(outcome, key=lambda pair: (pair.left, pair.right)))

    def _settle(self, pairs: Iterable[WeighedPair]) -> list[CandidatePair]:
        """Merge one round of pairs, the surest first."""
        ranked = sorted(pairs, key=lambda pair: (-pair.evidence.score, pair.left, pair.right))
        return [self._decide(pair) for pair in ranked]

    def _decide(self, pair: WeighedPair) -> CandidatePair:
        clustering, score = self._clustering, pair.evidence.score
        reasons, objections = pair.evidence.reasons, pair.evidence.objections
        if score >= MERGE_FLOOR and not clustering.together(pair.left, pair.right):
            obstacle = clustering.obstacle(pair.left, pair.right) or self._no_career(pair)
            if obstacle is None and self._torn.isdisjoint((pair.left, pair.right)):
                clustering.join(pair.left, pair.right)
            else:
                objections = (obstacle or "the surname alone fits more than one person", *objections)
        merged = clustering.together(pair.left, pair.right)
        if merged and score < MERGE_FLOOR:
            reasons = ("one person by a judgement or by way of other mentions", *reasons)
        left, right = sorted((self._profiles[pair.left].anchor, self._profiles[pair.right].anchor))
        return CandidatePair(left, right, score, merged, reasons, objections)

    def _no_career(self, pair: WeighedPair) -> str | None:
        """Return why one of the two did not hold the other's posts before or after the own ones, or None."""
        if not pair.evidence.is_career:
            return None
        if (pair.left, pair.right) in self._torn_careers:
            return "posts of the same State, but the name is that of more than one person there"
        if self._clustering.overlapping_posts(pair.left, pair.right):
            return "different posts of the same State at the same time"
        return None

    def _find_torn_careers(self, careers: Iterable[WeighedPair]) -> frozenset[tuple[int, int]]:
        """Find the careers where another would begin or end with the same person, and both cannot be."""
        possible = [pair for pair in careers if self._may_be_career(pair)]
        others: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for pair in possible:
            for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
                others[id(self._clustering.of(one))][id(self._clustering.of(other))] = other
        return frozenset(
            (pair.left, pair.right)
            for pair in possible
            for one, other in ((pair.left, pair.right), (pair.right, pair.left))
            if any(self._are_apart(other, third) for third in others[id(self._clustering.of(one))].values())
        )

    def _may_be_career(self, pair: WeighedPair) -> bool:
        is_sure = pair.evidence.score >= MERGE_FLOOR
        return is_sure and not self._are_apart(pair.left, pair.right)

    def _are_apart(self, left: int, right: int) -> bool:
        """Tell whether two mentions are of two people, as far as is known by now."""
        clustering = self._clustering
        if clustering.together(left, right):
            return False
        return clustering.obstacle(left, right) is not None or clustering.overlapping_posts(left, right)

    def _is_anchored(self, pair: WeighedPair) -> bool:
        """Tell whether exactly one of the two has a full name."""
        left, right = (self._profiles[index].name for index in (pair.left, pair.right))
        return left is not None and right is not None and left.is_full != right.is_full

    def _bare_and_named(self, pair: WeighedPair) -> tuple[int, int]:
        """Return the mentions of an anchored pair, the one with the surname or initial alone first."""
        name = self._profiles[pair.left].name
        return (pair.right, pair.left) if name is not None and name.is_full else (pair.left, pair.right)

    def _dated(self, pair: WeighedPair) -> WeighedPair:
        """Weigh a pair anew by all days on which the person with the full name is seen in the post."""
        evidence = pair.evidence
        if evidence.post is None:
            return pair
        again = surname_evidence(evidence.match, evidence.post, self._gap(pair))
        return replace(pair, evidence=again)

    def _gap(self, pair: WeighedPair) -> dt.timedelta | None:
        """Return the time between a surname alone and the days on which the other is seen in the post."""
        bare, named = self._bare_and_named(pair)
        post = pair.evidence.post
        if post is None:
            return None
        key = (id(self._clustering.of(named)), post.title, post.body)
        if key not in self._seen:
            self._seen[key] = self._clustering.seen_in(named, post)
        return gap_between(self._profiles[bare].days, self._seen[key])

    def _torn_mentions(self, pairs: Iterable[WeighedPair]) -> frozenset[int]:
        """Find mentions for which two differently named people are about equally near.

        Whom a human ruled out does not count.
        """
        near: dict[int, dict[int, tuple[dt.timedelta, Cluster]]] = defaultdict(dict)
        for pair in pairs:
            bare, named = self._bare_and_named(pair)
            gap = self._gap(pair)
            ruled_out = self._clustering.is_barred(pair.left, pair.right)
            if gap is not None and pair.evidence.score >= MERGE_FLOOR and not ruled_out:
                cluster = self._clustering.of(named)
                known = near[bare].get(id(cluster), (gap, cluster))
                near[bare][id(cluster)] = (min(gap, known[0]), cluster)
        return frozenset(bare for bare, candidates in near.items() if _is_torn([*candidates.values()]))


def _is_torn(candidates: list[tuple[dt.timedelta, Cluster]]) -> bool:
    nearest, chosen = min(candidates, key=lambda candidate: candidate[0])
    return any(
        names_exclude(mine, theirs)
        for gap, other in candidates
        if other is not chosen and gap - nearest < _NEARER
        for mine in chosen.names
        for theirs in other.names
    )
