"""Persons of a corpus: who is one person, under which key and name, and why."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from osce_kg.model.reference import Reference
from osce_kg.model.resolution import CandidatePair, Judgement, Link, ResolvedPerson
from osce_kg.resolution.authorities import authority_labels
from osce_kg.resolution.decisions import decide
from osce_kg.resolution.kept import KeptResults
from osce_kg.resolution.ledger import AssignedKey, Ledger, Owner, assign_keys, recorded_keys
from osce_kg.resolution.mentions import Mention
from osce_kg.resolution.unit_results import (
    UnitPerson,
    UnitResult,
    decode_result,
    encode_result,
    resolve_unit,
)
from osce_kg.resolution.units import Unit, cut_into_units

Watch = Callable[[Iterable[CandidatePair]], None]
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


@contextlib.contextmanager
def collection_paused() -> Iterator[None]:
    """Keep Python from looking for cycles: there are none in millions of pairs, and looking takes as long."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


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
    labels = authority_labels(reference)
    decisions = decide(profiles, judgements, labels)
    units = [(unit, _result(unit, ordered, kept, watch)) for unit in cut_into_units(ordered, decisions, kept)]
    oldest_first = [profile.anchor for profile in profiles]
    ledger = ledger or Ledger.empty()
    if decisions:
        # The keys that there would be without judgements count as given: with the ledger of an earlier build
        # and without, a merge leads on from both keys, and a split leaves the key where it was.
        unjudged = _owners(_in_corpus((unit, result.unjudged) for unit, result in units), oldest_first)
        given = assign_keys(unjudged, oldest_first, ledger, labels)
        ledger = ledger.implying(recorded_keys(unjudged, given, ledger))
    found = _in_corpus((unit, result.persons) for unit, result in units)
    owners = _owners(found, oldest_first)
    keys = assign_keys(owners, oldest_first, ledger, labels)
    key_of = {member: key.key for (members, _), key in zip(found, keys, strict=True) for member in members}
    grounds = {
        position: each
        for unit, result in units
        for position, each in zip(unit.positions, result.grounds, strict=True)
    }
    return PersonResolution(
        persons=tuple(sorted(_nodes(found, keys, labels), key=lambda person: person.key)),
        links=tuple(
            Link(profile.document, profile.local, key_of[position], *grounds[position])
            for position, profile in enumerate(profiles)
        ),
        doubts=tuple(sorted(doubt for _, result in units for doubt in result.doubts)),
        weighed=sum(result.weighed for _, result in units),
        merged=sum(result.merged for _, result in units),
        anchors=tuple(sorted(recorded_keys(owners, keys, ledger))),
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


def _in_corpus(
    units: Iterable[tuple[Unit, Sequence[UnitPerson]]],
) -> list[tuple[tuple[int, ...], UnitPerson]]:
    """Return the persons of all units, with the positions of their mentions in the corpus, in order."""
    found = [
        (tuple([unit.positions[member] for member in person.members]), person)
        for unit, persons in units
        for person in persons
    ]
    return sorted(found, key=lambda each: each[0][0])


def _owners(persons: Iterable[tuple[tuple[int, ...], UnitPerson]], anchors: Sequence[str]) -> list[Owner]:
    return [
        Owner(tuple([anchors[member] for member in members]), person.authority) for members, person in persons
    ]


def _nodes(
    persons: Iterable[tuple[tuple[int, ...], UnitPerson]],
    keys: Iterable[AssignedKey],
    authority_labels: Mapping[str, str],
) -> Iterator[ResolvedPerson]:
    for (_, person), assigned in zip(persons, keys, strict=True):
        known = person.authority is not None
        label = authority_labels.get(assigned.key) or person.label
        yield ResolvedPerson(assigned.key, label, person.is_named or known, known, assigned.replaced)
