"""Which chunks of an earlier release stay, and what the others become."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from osce_kg.publishing.dumps.arrangements import Arrangement
from osce_kg.publishing.dumps.former import UnusableReleaseError

Lines: TypeAlias = list[bytes]
ReadChunk: TypeAlias = Callable[[int], Lines]


@dataclass(frozen=True, slots=True)
class Kept:
    """A chunk that stays as it is: its number among the former ones."""

    number: int


@dataclass(frozen=True, slots=True)
class Made:
    """A chunk that is made: its lines."""

    lines: Lines


@dataclass(slots=True)
class ChangedLines:
    """Lines that are removed from a chunk and added to it."""

    removed: Lines = field(default_factory=list)
    added: Lines = field(default_factory=list)

    def applied_to(self, lines: Lines) -> Lines:
        """Return the sorted lines after the change.

        Raises:
            UnusableReleaseError: it cannot be the change of these lines.
        """
        after = set(lines)
        size = len(after) - len(self.removed) + len(self.added)
        after.difference_update(self.removed)
        after.update(self.added)
        if len(after) != size:
            raise UnusableReleaseError("what is said to have changed is not what differs from the release")
        return sorted(after)


def assign(
    arrangement: Arrangement, groups: Sequence[bytes], removed: Iterable[bytes], added: Iterable[bytes]
) -> dict[int, ChangedLines]:
    """Return the changed lines of each chunk that changes, by its number.

    Args:
        arrangement: the order of the lines.
        groups: the first group of each chunk; at least one.
        removed, added: lines.
    """
    changes: defaultdict[int, ChangedLines] = defaultdict(ChangedLines)

    def chunk_of(line: bytes) -> int:
        # What comes before the first chunk belongs to it.
        return max(0, bisect_right(groups, arrangement.group_of(line)) - 1)

    for line in removed:
        changes[chunk_of(line)].removed.append(line)
    for line in added:
        changes[chunk_of(line)].added.append(line)
    return changes


def revise(
    arrangement: Arrangement, count: int, read: ReadChunk, changes: dict[int, ChangedLines]
) -> Iterator[Kept | Made]:
    """Give the chunks after a change, the same as would be cut from all lines.

    Args:
        arrangement: the order of the lines.
        count: number of former chunks.
        read: gives the lines of a former chunk.
        changes: of the chunks, by number.

    Raises:
        UnusableReleaseError: a chunk cannot be read, or its change is not one of it.
    """
    last: Kept | Made | None = None
    for number in range(count):
        if number not in changes:
            if last is not None:
                yield last
            last = Kept(number)
            continue
        lines = changes[number].applied_to(read(number))
        if lines and last is not None and not arrangement.begins_chunk(arrangement.group_of(lines[0])):
            # What this chunk began with is gone: the rest belongs to the one before.
            lines = list(chain(read(last.number) if isinstance(last, Kept) else last.lines, lines))
            last = None
        for chunk in arrangement.cut(lines):
            if last is not None:
                yield last
            last = Made(chunk)
    if last is not None:
        yield last


def changed_triples(
    read: ReadChunk, changes: dict[int, ChangedLines], triple_of: Callable[[bytes], bytes]
) -> tuple[Lines, Lines]:
    """Return the triples that no graph has any more, and those that none had: sorted N-Triples lines.

    Args:
        read: gives the N-Quads lines of a chunk, which has all those of its triples.
        changes: of these chunks.
        triple_of: gives the triple of a quad.
    """
    removed: set[bytes] = set()
    added: set[bytes] = set()
    for number, change in changes.items():
        lines = read(number)
        before = set(map(triple_of, lines))
        after = set(map(triple_of, change.applied_to(lines)))
        removed |= before - after
        added |= after - before
    return sorted(removed), sorted(added)
