"""Candidate pairs: which mentions are compared at all, at a cost that grows with the mentions alone.

Mentions meet in blocks. A small block is compared whole. A large one (a common name, an office that everybody
writes about) is divided by what else must agree, and the mentions of one key are compared as two, the first
and the last. What is still large then has no more to tell: everybody meets those of whom most is known, if
they are few, and the nearest neighbours.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, TypeAlias

import numpy as np

from osce_kg.resolution import meeting_points
from osce_kg.resolution.mention_keys import is_telling
from osce_kg.resolution.profiles import PersonProfile

_SMALL: Final = 24
"""A block of so many mentions is compared whole."""
_NEIGHBOURS: Final = 8
"""In a block that is large to the end, a mention meets so many others after it."""

_Block: TypeAlias = Sequence[int]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of block: its keys, what divides a large one, and the order in which neighbours are near."""

    keys: Callable[[PersonProfile], Iterable[Hashable]]
    divided_by: Callable[[PersonProfile], Iterable[Hashable]]
    order: Callable[[PersonProfile], Any]


def _by_day(profile: PersonProfile) -> dt.date:
    return profile.days[0] if profile.days else dt.date.max


def _by_spelling(profile: PersonProfile) -> tuple[str, ...]:
    return profile.name.parts[::-1] if profile.name else ()


_KINDS: Final = (
    _Kind(meeting_points.whole_names, meeting_points.second_facts, _by_day),
    _Kind(meeting_points.surnames, meeting_points.posts, _by_day),
    _Kind(meeting_points.posts, meeting_points.first_letters, _by_spelling),
    _Kind(meeting_points.encounters, meeting_points.first_letters, _by_spelling),
)


def candidate_pairs(profiles: Sequence[PersonProfile], keys: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the pairs of mentions that may be one person, each once, in order, the smaller position first.

    Args:
        profiles: mentions, in the order of their positions.
        keys: of each mention, as :func:`osce_kg.resolution.mention_keys.mention_keys` gives them.
    """
    blocking = _Blocking(profiles, keys)
    blocking.gather()
    return blocking.pairs()


class _Blocking:
    """Gathers pairs as single numbers: a pair of Python integers would need ten times the memory."""

    def __init__(self, profiles: Sequence[PersonProfile], keys: Sequence[int]) -> None:
        self._profiles = profiles
        self._keys = keys
        self._found = array("Q")

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Give what was gathered, in order and without repeats."""
        count = len(self._profiles)
        return (divmod(int(number), count) for number in np.unique(np.frombuffer(self._found, np.uint64)))

    def gather(self) -> None:
        """Find the pairs of all kinds of blocks, and join each key to its first mention."""
        self._add((key, position) for position, key in enumerate(self._keys) if key != position)
        everybody = range(len(self._profiles))
        for kind in _KINDS:
            for block in self._blocks(everybody, kind.keys):
                if len(block) <= _SMALL:
                    self._add(combinations(block, 2))
                else:
                    for part in self._blocks(block, kind.divided_by):
                        self._compare(self._reduced(part), kind)

    def _blocks(
        self, mentions: Iterable[int], keys: Callable[[PersonProfile], Iterable[Hashable]]
    ) -> Iterator[_Block]:
        blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
        for mention in mentions:
            for key in keys(self._profiles[mention]):
                blocks[key].append(mention)
        return (block for block in blocks.values() if len(block) > 1)

    def _reduced(self, block: _Block) -> _Block:
        """Return the mentions of a block, of each key the first and the last in time."""
        seen: dict[int, tuple[int, int]] = {}
        for mention in sorted(block, key=lambda mention: (_by_day(self._profiles[mention]), mention)):
            first, _ = seen.get(self._keys[mention], (mention, mention))
            seen[self._keys[mention]] = (first, mention)
        return sorted({mention for pair in seen.values() for mention in pair})

    def _compare(self, block: _Block, kind: _Kind) -> None:
        if len(block) <= _SMALL:
            self._add(combinations(block, 2))
            return
        telling = [mention for mention in block if is_telling(self._profiles[mention])]
        if len(telling) <= _SMALL:
            self._add((one, other) for one in telling for other in block if one != other)
        ordered = sorted(block, key=lambda mention: (kind.order(self._profiles[mention]), mention))
        for index, mention in enumerate(ordered):
            self._add((mention, other) for other in ordered[index + 1 : index + 1 + _NEIGHBOURS])

    def _add(self, pairs: Iterable[tuple[int, int]]) -> None:
        count = len(self._profiles)
        self._found.extend(
            one * count + other if one < other else other * count + one for one, other in pairs
        )
