"""Persons of a corpus: who is one person, under which key and name, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from osce_kg.garbage import collection_paused
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import CandidatePair, Judgement, Link, ResolvedPerson
from osce_kg.resolution.authorities import authority_labels
from osce_kg.resolution.decisions import decide
from osce_kg.resolution.kept import KeptResults
from osce_kg.resolution.ledger import AssignedKey, Ledger, Owner, assign_keys, recorded_keys
from osce_kg.resolution.mentions import Mention
from osce_kg.resolution.profiles import PersonProfile
from osce_kg.resolution.unit_results import (
    UnitPerson,
    UnitResult,
    decode_result,
    encode_result,
    resolve_unit,
)
from osce_kg.resolution.units import Unit, cut_into_units

Positions: TypeAlias = tuple[int, ...]
"""Of mentions in the corpus, in order."""

_Person: TypeAlias = tuple[Positions, UnitPerson]
"""A person, with the positions of the mentions in the corpus."""

Watch: TypeAlias = Callable[[Iterable[CandidatePair]], None]
"""Is told all pairs that were weighed in a unit; not of units whose results were kept."""


@dataclass(frozen=True, slots=True)
class PersonResolution:
    """Persons of a corpus.

    Attributes:
        persons: by key.
        links: one for each mention, in the order of documents by day and key.
        doubts: pairs on which it depends who is one person, the most doubtful first, as
            :func:`osce_kg.resolution.unit_results.doubt` gives them.
        weighed, merged: number of pairs that were weighed, and of those that are one person.
        anchors: (anchor, key that a ledger keeps for it), sorted.
    """

    persons: tuple[ResolvedPerson, ...]
    links: tuple[Link, ...]
    doubts: tuple[str, ...]
    weighed: int
    merged: int
    anchors: tuple[tuple[str, str], ...]


@collection_paused()
def resolve_persons(
    mentions: Iterable[Mention],
    reference: Reference,
    judgements: Iterable[Judgement] = (),
    ledger: Ledger | None = None,
    kept: KeptResults | None = None,
    watch: Watch | None = None,
) -> PersonResolution:
    """Decide which mentions are one person.

    Args:
        mentions: of the corpus, in any order.
        reference: authority persons.
        judgements: human decisions; they override scores and guards.
        ledger: keys that earlier builds gave.
        kept: what is known from an earlier build; what this one finds is added.
        watch: is told all pairs.

    Raises:
        InputError: two judgements contradict each other.
    """
    ordered = sorted(mentions, key=lambda mention: mention.profile.order)
    profiles = [mention.profile for mention in ordered]
    authorities = authority_labels(reference)
    decisions = decide(profiles, judgements, authorities)
    results = [
        (unit.positions, _result(unit, ordered, kept, watch))
        for unit in cut_into_units(ordered, decisions, kept)
    ]
    keys = _Keys([profile.anchor for profile in profiles], authorities)
    ledger = ledger or Ledger.empty()
    if decisions:
        # The keys that there would be without judgements count as given: with the ledger of an earlier build
        # and without, a merge leads on from both keys, and a split leaves the key where it was.
        unjudged = _in_corpus((positions, result.unjudged) for positions, result in results)
        ledger = ledger.implying(keys.assign(unjudged, ledger).anchors)
    persons = _in_corpus((positions, result.persons) for positions, result in results)
    assigned = keys.assign(persons, ledger)
    return PersonResolution(
        persons=tuple(sorted(_nodes(persons, assigned.keys, authorities), key=lambda person: person.key)),
        links=tuple(_links(profiles, results, persons, assigned.keys)),
        doubts=tuple(sorted(doubt for _, result in results for doubt in result.doubts)),
        weighed=sum(result.weighed for _, result in results),
        merged=sum(result.merged for _, result in results),
        anchors=tuple(sorted(assigned.anchors)),
    )


def _result(
    unit: Unit, mentions: Sequence[Mention], kept: KeptResults | None, watch: Watch | None
) -> UnitResult:
    """Return what a unit gives, from what is kept or worked out."""
    members = [mentions[position] for position in unit.positions]
    key = unit.digest(members) if kept is not None else ""
    known = kept.find(key) if kept is not None else None
    if known is not None:
        return decode_result(known)
    result, weighed = resolve_unit(members, map(tuple, unit.pairs.tolist()), unit.decisions)
    if kept is not None:
        kept.add(key, encode_result(result))
    if watch is not None:
        watch(weighed)
    return result


def _in_corpus(units: Iterable[tuple[Positions, Sequence[UnitPerson]]]) -> list[_Person]:
    """Return the persons of all units, with the positions of their mentions in the corpus, in order."""
    found = [
        (tuple([positions[member] for member in person.members]), person)
        for positions, persons in units
        for person in persons
    ]
    return sorted(found, key=lambda each: each[0][0])


@dataclass(frozen=True, slots=True)
class _Assigned:
    """Keys of persons, in their order, and what a ledger keeps for each anchor."""

    keys: tuple[AssignedKey, ...]
    anchors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Keys:
    """Gives persons their keys.

    Attributes:
        anchors: of all mentions, oldest first.
        authorities: names of the authority persons by key.
    """

    anchors: Sequence[str]
    authorities: Mapping[str, str]

    def assign(self, persons: Iterable[_Person], ledger: Ledger) -> _Assigned:
        """Return the keys that persons have after those of a ledger."""
        owners = [
            Owner(tuple([self.anchors[member] for member in members]), person.authority)
            for members, person in persons
        ]
        keys = assign_keys(owners, self.anchors, ledger, self.authorities)
        return _Assigned(keys, tuple(recorded_keys(owners, keys, ledger)))


def _nodes(
    persons: Iterable[_Person], keys: Iterable[AssignedKey], authorities: Mapping[str, str]
) -> Iterator[ResolvedPerson]:
    for (_, person), assigned in zip(persons, keys, strict=True):
        known = person.authority is not None
        label = authorities.get(assigned.key) or person.label
        yield ResolvedPerson(assigned.key, label, person.is_named or known, known, assigned.replaced)


def _links(
    profiles: Iterable[PersonProfile],
    results: Iterable[tuple[Positions, UnitResult]],
    persons: Iterable[_Person],
    keys: Iterable[AssignedKey],
) -> Iterator[Link]:
    """Give each mention its link, with the grounds for it, in the order of the mentions."""
    key_of = {member: key.key for (members, _), key in zip(persons, keys, strict=True) for member in members}
    grounds = dict(
        chain.from_iterable(zip(positions, result.grounds, strict=True) for positions, result in results)
    )
    for position, profile in enumerate(profiles):
        yield Link(profile.document, profile.local, key_of[position], *grounds[position])
