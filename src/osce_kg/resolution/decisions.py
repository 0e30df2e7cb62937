"""Judgements as they bear on the mentions of one corpus, by position."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from osce_kg.errors import InputError
from osce_kg.model.resolution import Judgement
from osce_kg.resolution.anchors import canonical_anchors, canonical_judgements, referenced_person
from osce_kg.resolution.profiles import PersonProfile
from osce_kg.resolution.verdicts import Verdicts

_Said = TypeVar("_Said")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What humans decided on the mentions of a corpus; positions are those of the mentions.

    Attributes:
        groups: mentions that are one person, two or more.
        authorities: mention → key of the authority person that it is.
        apart: two mentions that are two people.
        excluded: mention → keys of the authority persons that it is not.
        reasons: mention → why it is in its group or is its authority person, as a sentence.
    """

    groups: tuple[tuple[int, ...], ...] = ()
    authorities: Mapping[int, str] = field(default_factory=dict)
    apart: tuple[tuple[int, int], ...] = ()
    excluded: Mapping[int, frozenset[str]] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)

    @property
    def mentions(self) -> frozenset[int]:
        """Every mention that a decision is about."""
        return frozenset(
            (*chain(*self.groups), *self.authorities, *chain(*self.apart), *self.excluded, *self.reasons)
        )

    def __bool__(self) -> bool:
        return bool(self.groups or self.authorities or self.apart or self.excluded)

    def as_text(self) -> str:
        """Return a text that is the same for the same decisions."""
        excluded = [(mention, sorted(persons)) for mention, persons in sorted(self.excluded.items())]
        by_mention = [sorted(self.authorities.items()), excluded, sorted(self.reasons.items())]
        return json.dumps([self.groups, self.apart, *by_mention])

    def by_unit(self, unit_of: Sequence[int], number: Sequence[int]) -> dict[int, Decisions]:
        """Return the decisions on each unit of mentions that has any.

        Args:
            unit_of: of each mention its unit; no decision is about mentions of two.
            number: of each mention its position in the unit, which takes the place of that in the corpus.
        """
        groups: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
        apart: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for group in self.groups:
            groups[unit_of[group[0]]].append(tuple(number[mention] for mention in group))
        for left, right in self.apart:
            apart[unit_of[left]].append((number[left], number[right]))
        authorities = _by_unit(self.authorities, unit_of, number)
        excluded = _by_unit(self.excluded, unit_of, number)
        reasons = _by_unit(self.reasons, unit_of, number)
        return {
            unit: Decisions(
                tuple(groups[unit]), authorities[unit], tuple(apart[unit]), excluded[unit], reasons[unit]
            )
            for unit in {unit_of[mention] for mention in self.mentions}
        }


def _by_unit(
    said: Mapping[int, _Said], unit_of: Sequence[int], number: Sequence[int]
) -> defaultdict[int, dict[int, _Said]]:
    """Return what is said of mentions by unit, and there by number."""
    parts: defaultdict[int, dict[int, _Said]] = defaultdict(dict)
    for mention, value in said.items():
        parts[unit_of[mention]][number[mention]] = value
    return parts


def decide(
    profiles: Sequence[PersonProfile], judgements: Iterable[Judgement], authorities: Collection[str]
) -> Decisions:
    """Bring judgements to bear on mentions; what they say of people who are not there is passed over.

    Args:
        profiles: mentions, in the order of their positions.
        judgements: in the order in which they were made.
        authorities: keys of the persons of the authority file.

    Raises:
        InputError: the judgements contradict each other.
    """
    judgements = tuple(judgements)
    if not judgements:
        return Decisions()
    about = canonical_judgements(judgements, canonical_anchors(profiles), authorities)
    verdicts = Verdicts(about)
    contradiction = verdicts.contradiction()
    if contradiction is not None:
        raise InputError(f"judgements contradict each other: {contradiction}")
    at = {profile.anchor: index for index, profile in enumerate(profiles)}
    groups = [_Group.of(anchors, at) for anchors in verdicts.same()]
    excluded: defaultdict[int, set[str]] = defaultdict(set)
    apart: list[tuple[int, int]] = []
    for one, other in ((_Group.of(left, at), _Group.of(right, at)) for left, right in verdicts.different()):
        if one.mentions and other.mentions:
            apart.append((one.mentions[0], other.mentions[0]))
        for mine, theirs in ((one, other), (other, one)):
            for mention in mine.mentions if theirs.authority else ():
                excluded[mention].add(theirs.authority)
    judged = [mention for group in groups for mention in group.mentions if group.is_telling]
    return Decisions(
        groups=tuple(group.mentions for group in groups if len(group.mentions) > 1),
        authorities={m: group.authority for group in groups if group.authority for m in group.mentions},
        apart=tuple(apart),
        excluded={mention: frozenset(persons) for mention, persons in excluded.items()},
        reasons={mention: verdicts.reason(profiles[mention].anchor) for mention in judged},
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Anchors that are one person: positions of their mentions, and the key of the authority person or ""."""

    mentions: tuple[int, ...]
    authority: str

    @property
    def is_telling(self) -> bool:
        """The group says something of this corpus: its other members may all be missing."""
        return len(self.mentions) > 1 or bool(self.authority)

    @classmethod
    def of(cls, anchors: Iterable[str], at: Mapping[str, int]) -> _Group:
        mentions = sorted(at[anchor] for anchor in anchors if anchor in at)
        return cls(tuple(mentions), next(filter(None, map(referenced_person, anchors)), ""))
