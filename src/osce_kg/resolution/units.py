"""Units: mentions that can be resolved without a look at any others.

Two mentions are in one unit if their names are alike and they met, if they may be the same authority person,
or if a decision is about both. Being in one unit says nothing about being one person: it only says that
whoever decides on one has to look at the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from osce_kg.resolution.authorities import only_best
from osce_kg.resolution.blocking import Pairs, candidate_pairs
from osce_kg.resolution.decisions import Decisions
from osce_kg.resolution.kept import KeptResults, digest_of
from osce_kg.resolution.kept_blocks import KeptBlocks
from osce_kg.resolution.mention_keys import mention_keys
from osce_kg.resolution.mentions import Mention


@dataclass(frozen=True, slots=True)
class Unit:
    """Mentions that are resolved together.

    Attributes:
        positions: of the mentions in the corpus, in order.
        pairs: those with names that are alike, a row each, by number within the unit, in order.
        decisions: on these mentions, by number within the unit.
    """

    positions: tuple[int, ...]
    pairs: Pairs
    decisions: Decisions

    def digest(self, mentions: Iterable[Mention]) -> str:
        """Return the digest of all that the result of a unit with these mentions follows from."""
        tokens = b"".join([mention.digest for mention in mentions])
        pairs = self.pairs.astype("<u4").tobytes()
        size = f"{len(self.positions)} {len(self.pairs)}"
        decided = self.decisions.as_text() if self.decisions else ""
        return digest_of(f"unit {size}", [tokens, pairs, decided.encode()])


def cut_into_units(
    mentions: Sequence[Mention], decisions: Decisions, kept: KeptResults | None
) -> Iterator[Unit]:
    """Give the units of a corpus, by first mention.

    Args:
        mentions: of the corpus, in order.
        decisions: on them, by position.
        kept: what blocks gave before.
    """
    if not mentions:
        return
    pairs = _open_pairs(mentions, decisions.mentions, kept)
    unit_of = _connected(mentions, pairs, decisions)
    order = np.argsort(unit_of, kind="stable")
    starts = np.flatnonzero(np.diff(unit_of[order], prepend=-1))
    number = np.empty_like(order)
    number[order] = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    pairs = pairs[np.argsort(unit_of[pairs[:, 0]], kind="stable")]
    starts_of_pairs = np.searchsorted(unit_of[pairs[:, 0]], unit_of[order[starts]])
    members, own_pairs = np.split(order, starts[1:]), np.split(number[pairs], starts_of_pairs[1:])
    decided = decisions.by_unit(unit_of.tolist(), number.tolist()) if decisions else {}
    for positions, inner in zip(members, own_pairs, strict=True):
        yield Unit(tuple(positions.tolist()), inner, decided.get(int(positions[0]), Decisions()))


def _open_pairs(mentions: Sequence[Mention], judged: Collection[int], kept: KeptResults | None) -> Pairs:
    """Find the pairs of mentions with names that are alike; two in the authority file are settled already."""
    best = {
        position: only_best(mention.fitting) for position, mention in enumerate(mentions) if mention.fitting
    }
    linked = {position: link.key for position, link in best.items() if link is not None}
    profiles = [mention.profile for mention in mentions]
    keys = mention_keys(profiles, linked, judged)
    memory = KeptBlocks(mentions, keys, kept) if kept is not None else None
    pairs = candidate_pairs(profiles, keys, memory)
    settled = np.zeros(len(mentions), dtype=bool)
    settled[[position for position in linked if position not in judged]] = True
    return pairs[~settled[pairs].all(axis=1)]


def _connected(mentions: Sequence[Mention], pairs: Pairs, decisions: Decisions) -> npt.NDArray[np.int64]:
    """Return for each mention the first mention of its unit."""
    links = [(link.key, position) for position, mention in enumerate(mentions) for link in mention.fitting]
    links += [(key, position) for position, key in decisions.authorities.items()]
    holders: dict[str, int] = {}
    joined = [(holders.setdefault(key, position), position) for key, position in links]
    joined += [(group[0], other) for group in (*decisions.groups, *decisions.apart) for other in group[1:]]
    edges = np.concatenate((pairs, np.array(joined, dtype=np.int64).reshape(-1, 2)))
    first = np.arange(len(mentions))
    while True:
        ends = first[edges]
        smaller = ends.min(axis=1)
        if (ends == smaller[:, None]).all():
            return first
        for end in ends.T:
            np.minimum.at(first, end, smaller)
        while (first != (shorter := first[first])).any():
            first = shorter
