"""What judgements say together: also by way of third people, and where they contradict each other."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable

from osce_kg.model.resolution import Judgement
from osce_kg.resolution.anchors import referenced_person


class Verdicts:
    """The closure of some judgements: who is the same as who, who is different from who.

    A later judgement about the same two replaces an earlier one. Two persons of the authority file are two
    people without anybody saying so.
    """

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._neighbours: defaultdict[str, dict[str, Judgement]] = defaultdict(dict)
        self._apart: list[Judgement] = []
        for judgement in standing(judgements):
            if judgement.same:
                self._neighbours[judgement.left][judgement.right] = judgement
                self._neighbours[judgement.right][judgement.left] = judgement
            else:
                self._apart.append(judgement)
        self._group_of: dict[str, str] = {}
        for anchor in sorted(self._neighbours):
            if anchor not in self._group_of:
                self._group_of |= dict.fromkeys(self._reachable(anchor), anchor)
        self._apart_groups = {
            frozenset((self._group(judgement.left), self._group(judgement.right)))
            for judgement in self._apart
        }
        self._referenced = {self._group_of[anchor] for anchor in self._group_of if referenced_person(anchor)}

    def decision(self, left: str, right: str) -> bool | None:
        """Tell whether two anchors are judged to be the same (True) or different (False); None if neither."""
        mine, theirs = self._group(left), self._group(right)
        if mine == theirs:
            return True
        if frozenset((mine, theirs)) in self._apart_groups:
            return False
        return False if self._is_referenced(mine) and self._is_referenced(theirs) else None

    def same(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of anchors that are judged to be one person, each sorted, in order."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for anchor in sorted(self._group_of):
            groups[self._group_of[anchor]].append(anchor)
        return tuple(tuple(groups[first]) for first in sorted(groups))

    def different(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """Return the pairs of groups that somebody judged to be two people; a group may be one anchor."""
        members = {group[0]: group for group in self.same()}
        pairs = sorted(tuple(sorted(pair)) for pair in self._apart_groups if len(pair) == 2)
        return tuple((members.get(one, (one,)), members.get(other, (other,))) for one, other in pairs)

    def reason(self, anchor: str) -> str:
        """Return who judged an anchor of :meth:`same` to be the same as another, when and why."""
        _, judgement = min(self._neighbours[anchor].items())
        why = f": {judgement.reason}" if judgement.reason else ""
        return f"judged to be one person by {judgement.author} on {judgement.day}{why}"

    def between(self, left: str, right: str) -> tuple[Judgement, ...]:
        """Return the judgements by way of which two anchors are the same, the shortest way; () if none is."""
        came_from: dict[str, str] = {left: left}
        waiting = deque([left])
        while waiting and right not in came_from:
            here = waiting.popleft()
            for there in sorted(self._neighbours[here].keys() - came_from.keys()):
                came_from[there] = here
                waiting.append(there)
        if right not in came_from:
            return ()
        way: list[Judgement] = []
        while right != left:
            way.append(self._neighbours[came_from[right]][right])
            right = came_from[right]
        return tuple(reversed(way))

    def contradiction(self) -> str | None:
        """Return how two anchors are judged to be one person and to be two; None if none are."""
        for judgement in self._apart:
            if self._group(judgement.left) == self._group(judgement.right):
                pair = judgement.left, judgement.right
                return f"{_told(judgement)}, but by way of others the same: {self._way(*pair)}"
        for group in self.same():
            referenced = [anchor for anchor in group if referenced_person(anchor)]
            if len(referenced) > 1:
                left, right = referenced[:2]
                return f"{left} and {right} are two persons of the reference data: {self._way(left, right)}"
        return None

    def _way(self, left: str, right: str) -> str:
        return "; ".join(map(_told, self.between(left, right)))

    def _group(self, anchor: str) -> str:
        return self._group_of.get(anchor, anchor)

    def _is_referenced(self, group: str) -> bool:
        return group in self._referenced or referenced_person(group) is not None

    def _reachable(self, anchor: str) -> set[str]:
        found, waiting = {anchor}, [anchor]
        while waiting:
            new = self._neighbours[waiting.pop()].keys() - found
            found |= new
            waiting += new
        return found


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements without those that a later one about the same anchors replaces.

    One about two names of the same person says nothing, or nothing that could hold.
    """
    latest = {frozenset((judgement.left, judgement.right)): judgement for judgement in judgements}
    return tuple(judgement for pair, judgement in latest.items() if len(pair) > 1)


def _told(judgement: Judgement) -> str:
    verb = "is" if judgement.same else "is not"
    return f"{judgement.left} {verb} {judgement.right} ({judgement.author}, {judgement.day})"
