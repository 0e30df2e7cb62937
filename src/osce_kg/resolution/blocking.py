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
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from osce_kg.person_names import PersonName
from osce_kg.resolution import meeting_points
from osce_kg.resolution.evidence import are_alike
from osce_kg.resolution.mention_keys import is_telling
from osce_kg.resolution.profiles import PersonProfile

_SMALL: Final = 24
"""A block of so many mentions is compared whole."""
_NEIGHBOURS: Final = 8
"""In a block that is large to the end, a mention meets so many others after it."""

_REMEMBERED: Final = 1 << 18
"""So many comparisons of two names are remembered."""

Block: TypeAlias = Sequence[int]
"""Positions of mentions, in order."""

Pairs: TypeAlias = npt.NDArray[np.int64]
"""Positions of two mentions in each row, the smaller one first."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of block: its keys, what divides a large one, and the order in which neighbours are near."""

    name: str
    keys: Callable[[PersonProfile], Iterable[Hashable]]
    divided_by: Callable[[PersonProfile], Iterable[Hashable]]
    order: Callable[[PersonProfile], Any]


def _by_day(profile: PersonProfile) -> dt.date:
    return profile.days[0] if profile.days else dt.date.max


def _by_spelling(profile: PersonProfile) -> tuple[str, ...]:
    return profile.name.parts[::-1] if profile.name else ()


_KINDS: Final = (
    _Kind("whole names", meeting_points.whole_names, meeting_points.second_facts, _by_day),
    _Kind("surnames", meeting_points.surnames, meeting_points.posts, _by_day),
    _Kind("posts", meeting_points.posts, meeting_points.first_letters, _by_spelling),
    _Kind("encounters", meeting_points.encounters, meeting_points.first_letters, _by_spelling),
)


class BlockMemory(Protocol):
    """Knows what blocks gave before."""

    def pairs(self, kind: str, block: Block, compare: Callable[[], Pairs]) -> Pairs:
        """Return the pairs of a block, from memory or from ``compare``."""
        ...


def candidate_pairs(
    profiles: Sequence[PersonProfile], keys: Sequence[int], memory: BlockMemory | None = None
) -> Pairs:
    """Return the pairs of mentions that may be one person: they meet in a block, and their names are alike.

    Args:
        profiles: mentions, in the order of their positions.
        keys: of each mention, as :func:`osce_kg.resolution.mention_keys.mention_keys` gives them.
        memory: of what blocks gave before, if there is any.

    Returns:
        a row for each pair, in order, the smaller position first.
    """
    blocking = _Blocking(profiles, keys, memory)
    blocking.gather()
    return blocking.pairs()


def is_compared_whole(block: Block) -> bool:
    """Tell whether a block is so small that everybody in it is compared with everybody."""
    return len(block) <= _SMALL


class _Blocking:
    """Gathers pairs as single numbers: a pair of Python integers would need ten times the memory."""

    def __init__(
        self, profiles: Sequence[PersonProfile], keys: Sequence[int], memory: BlockMemory | None
    ) -> None:
        self._profiles = profiles
        self._keys = keys
        self._memory = memory
        self._alike = _AlikeNames(profiles)
        self._found = array("Q")

    def pairs(self) -> Pairs:
        """Return what was gathered, in order and without repeats."""
        numbers = np.unique(np.frombuffer(self._found, np.uint64)).astype(np.int64)
        return np.stack(np.divmod(numbers, max(1, len(self._profiles))), axis=1)

    def gather(self) -> None:
        """Find the pairs of all kinds of blocks, and join each key to its first mention."""
        self._add(_rows([(key, position) for position, key in enumerate(self._keys) if key != position]))
        for kind in _KINDS:
            for block in self._blocks(range(len(self._profiles)), kind.keys):
                self._add(self._pairs_of(block, kind))

    def _pairs_of(self, block: Block, kind: _Kind) -> Pairs:
        if self._memory is None:
            return self._compared(block, kind)
        return self._memory.pairs(kind.name, block, lambda: self._compared(block, kind))

    def _compared(self, block: Block, kind: _Kind) -> Pairs:
        """Return the pairs of a block with names that are alike, the smaller position first."""
        if is_compared_whole(block):
            found = set(combinations(block, 2))
        else:
            parts = (self._reduced(part) for part in self._blocks(block, kind.divided_by))
            found = {pair for part in parts for pair in self._met(part, kind)}
        return _rows(sorted(pair for pair in found if self._alike(*pair)))

    def _blocks(
        self, mentions: Iterable[int], keys: Callable[[PersonProfile], Iterable[Hashable]]
    ) -> Iterator[Block]:
        blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
        for mention in mentions:
            for key in keys(self._profiles[mention]):
                blocks[key].append(mention)
        return (block for block in blocks.values() if len(block) > 1)

    def _reduced(self, block: Block) -> Block:
        """Return the mentions of a block, of each key the first and the last in time."""
        seen: dict[int, tuple[int, int]] = {}
        for mention in sorted(block, key=lambda mention: (_by_day(self._profiles[mention]), mention)):
            first, _ = seen.get(self._keys[mention], (mention, mention))
            seen[self._keys[mention]] = (first, mention)
        return sorted({mention for pair in seen.values() for mention in pair})

    def _met(self, block: Block, kind: _Kind) -> Iterator[tuple[int, int]]:
        """Give the pairs that meet in a part of a large block."""
        if is_compared_whole(block):
            yield from combinations(block, 2)
            return
        telling = [mention for mention in block if is_telling(self._profiles[mention])]
        if len(telling) <= _SMALL:
            yield from (_ordered(one, other) for one in telling for other in block if one != other)
        ordered = sorted(block, key=lambda mention: (kind.order(self._profiles[mention]), mention))
        for index, mention in enumerate(ordered):
            yield from (_ordered(mention, other) for other in ordered[index + 1 : index + 1 + _NEIGHBOURS])

    def _add(self, pairs: Pairs) -> None:
        numbers = pairs[:, 0] * len(self._profiles) + pairs[:, 1]
        self._found.frombytes(numbers.astype(np.uint64).tobytes())


class _AlikeNames:
    """Compares the names of mentions, and remembers what it compared last."""

    def __init__(self, profiles: Sequence[PersonProfile]) -> None:
        numbers: dict[PersonName | None, int] = {}
        self._number_of = [numbers.setdefault(profile.name, len(numbers)) for profile in profiles]
        self._names = list(numbers)
        self._known: dict[int, bool] = {}

    def __call__(self, left: int, right: int) -> bool:
        """Tell whether two mentions have names that are alike."""
        mine, theirs = self._number_of[left], self._number_of[right]
        pair = mine * len(self._names) + theirs
        known = self._known.get(pair)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[pair] = are_alike(self._names[mine], self._names[theirs])
        return known


def _rows(pairs: Sequence[tuple[int, int]]) -> Pairs:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
