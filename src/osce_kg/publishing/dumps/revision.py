"""Which chunks of an earlier release stay, and what the others become."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
        # Seldom much of a chunk changes, and some are large: what every document says is in them.
        after = list(lines)
        for line in self.removed:
            position = bisect_left(after, line)
            if after[position : position + 1] != [line]:
                raise UnusableReleaseError("a statement that is said to have gone was not there")
            del after[position]
        for line in self.added:
            position = bisect_left(after, line)
            if after[position : position + 1] == [line]:
                raise UnusableReleaseError("a statement that is said to be new was there")
            after.insert(position, line)
        return after


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


def changed_groups(
    arrangement: Arrangement, read: ReadChunk, changes: dict[int, ChangedLines]
) -> Iterator[tuple[bytes, Lines, Lines]]:
    """Give each group of which a line has changed, with its lines before and after, in order.

    Args:
        arrangement: the order of the lines.
        read: gives the lines of a former chunk.
        changes: of the chunks, by number.

    Raises:
        UnusableReleaseError: a chunk cannot be read, or its change is not one of it.
    """
    for number, change in sorted(changes.items()):
        before = read(number)
        after = change.applied_to(before)
        for group in sorted(set(map(arrangement.group_of, chain(change.removed, change.added)))):
            yield group, _lines_of(group, before), _lines_of(group, after)


def _lines_of(group: bytes, lines: Lines) -> Lines:
    # After the group comes a space, and after that an exclamation mark.
    return lines[bisect_left(lines, group + b" ") : bisect_left(lines, group + b"!")]
