"""What a unit gives: its persons, how sure each mention is of its own, and the pairs that a human may doubt.

A result is a function of the mentions of the unit, of the pairs that met in blocks, and of the decisions on
them, so that it can be kept under a digest of these. Positions are those in the unit.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from osce_kg.model.resolution import CandidatePair
from osce_kg.person_names import UNNAMED
from osce_kg.resolution.candidate_file import render_pair
from osce_kg.resolution.clustering import Cluster
from osce_kg.resolution.decisions import Decisions
from osce_kg.resolution.doubts import deciding_pairs, distance
from osce_kg.resolution.evidence import MERGE_FLOOR
from osce_kg.resolution.identification import Identification, Identifier
from osce_kg.resolution.mentions import Mention
from osce_kg.resolution.profiles import PersonProfile

Grounds: TypeAlias = tuple[float, tuple[str, ...]]
"""Score of a link, and the reasons for it."""


@dataclass(frozen=True, slots=True)
class UnitPerson:
    """One person of a unit.

    Attributes:
        members: positions of the mentions, in order.
        authority: key of the authority person, or None.
        label: preferred name of the mentions, or a description.
        is_named: whether any of them has a name.
    """

    members: tuple[int, ...]
    authority: str | None
    label: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class UnitResult:
    """What a unit gives.

    Attributes:
        persons: by first mention.
        unjudged: the persons that there would be without judgements.
        grounds: of the link of each mention to its person.
        doubts: pairs on which it depends who is one person, each as :func:`doubt` gives it.
        weighed: number of pairs that were weighed.
        merged: number of those that are one person.
    """

    persons: tuple[UnitPerson, ...]
    unjudged: tuple[UnitPerson, ...]
    grounds: tuple[Grounds, ...]
    doubts: tuple[str, ...]
    weighed: int
    merged: int


def resolve_unit(
    mentions: Sequence[Mention], pairs: Iterable[tuple[int, int]], decisions: Decisions
) -> tuple[UnitResult, tuple[CandidatePair, ...]]:
    """Decide which mentions of a unit are one person; return all pairs that were weighed, too.

    Args:
        mentions: of the unit.
        pairs: those with names that are alike.
        decisions: on the mentions.
    """
    profiles = tuple(mention.profile for mention in mentions)
    identifier = Identifier(profiles, [mention.fitting for mention in mentions], pairs)
    found = identifier.identify(decisions)
    persons = _persons(found.clusters, profiles)
    weighed = (*found.pairs, *found.authority_pairs)
    result = UnitResult(
        persons=persons,
        unjudged=_persons(identifier.identify(Decisions()).clusters, profiles) if decisions else persons,
        grounds=tuple(_grounds(found, profiles, decisions)),
        doubts=tuple(_doubts(weighed, persons, profiles)),
        weighed=len(weighed),
        merged=sum(pair.merged for pair in weighed),
    )
    return result, weighed


def doubt(pair: CandidatePair) -> str:
    """Return a pair on one line that sorts as it is to be asked: how doubtful it is, anchors, JSON."""
    return f"{distance(pair):.4f}\t{pair.left}\t{pair.right}\t{render_pair(pair)}"


def doubted_pair(line: str) -> str:
    """Return the JSON of the pair from what :func:`doubt` gave."""
    return line.rpartition("\t")[2]


def encode_result(result: UnitResult) -> str:
    """Return a result as text without empty lines: JSON, then a line for each doubt."""
    grounds = {each: number for number, each in enumerate(dict.fromkeys(result.grounds))}
    record = [
        list(map(_person_record, result.persons)),
        None if result.unjudged == result.persons else list(map(_person_record, result.unjudged)),
        list(grounds),
        [grounds[each] for each in result.grounds],
        result.weighed,
        result.merged,
    ]
    return "\n".join([json.dumps(record, separators=(",", ":")), *result.doubts])


def decode_result(text: str) -> UnitResult:
    """Return the result that :func:`encode_result` wrote."""
    record, *doubts = text.split("\n")
    persons, unjudged, grounds, numbers, weighed, merged = json.loads(record)
    known = [(score, tuple(reasons)) for score, reasons in grounds]
    decoded = _decoded_persons(persons)
    return UnitResult(
        persons=decoded,
        unjudged=decoded if unjudged is None else _decoded_persons(unjudged),
        grounds=tuple([known[number] for number in numbers]),
        doubts=tuple(doubts),
        weighed=weighed,
        merged=merged,
    )


def _person_record(person: UnitPerson) -> list[object]:
    return [person.members, person.authority, person.label, person.is_named]


def _decoded_persons(records: Iterable[tuple[list[int], str | None, str, bool]]) -> tuple[UnitPerson, ...]:
    return tuple(
        [UnitPerson(tuple(members), authority, label, named) for members, authority, label, named in records]
    )


def _persons(clusters: Iterable[Cluster], profiles: Sequence[PersonProfile]) -> tuple[UnitPerson, ...]:
    persons: list[UnitPerson] = []
    for cluster in clusters:
        mentions = [profiles[position] for position in cluster.members]
        named = any(mention.name for mention in mentions)
        persons.append(
            UnitPerson(tuple(cluster.members), cluster.authority, _preferred_name(mentions), named)
        )
    return tuple(persons)


def _grounds(
    found: Identification, profiles: Sequence[PersonProfile], decisions: Decisions
) -> Iterator[Grounds]:
    """Give the best reason that there is for the link of each mention."""
    best: dict[str, CandidatePair] = {}
    for pair in sorted(found.pairs, key=lambda pair: (pair.score, pair.right, pair.left)):
        if pair.merged and pair.score >= MERGE_FLOOR:
            best[pair.left] = best[pair.right] = pair
    authority_of = {member: cluster.authority for cluster in found.clusters for member in cluster.members}
    for position, profile in enumerate(profiles):
        own = found.links.get(position)
        if own is not None and own.key == authority_of[position]:
            yield own.score, own.reasons
        elif position in decisions.reasons:
            yield 1.0, (decisions.reasons[position],)
        elif profile.anchor in best:
            yield best[profile.anchor].score, best[profile.anchor].reasons
        else:
            yield 1.0, ("the only mention of this person",)


def _doubts(
    weighed: Iterable[CandidatePair], persons: Iterable[UnitPerson], profiles: Sequence[PersonProfile]
) -> Iterator[str]:
    of_anchor: Mapping[str, str] = {
        profiles[member].anchor: person.authority or str(number)
        for number, person in enumerate(persons)
        for member in person.members
    }
    return map(doubt, deciding_pairs(weighed, of_anchor))


def _preferred_name(mentions: Sequence[PersonProfile]) -> str:
    """Return the full name with most mentions, then the longest; a description for people without a name."""
    counts: Counter[tuple[bool, str]] = Counter()
    for mention in mentions:
        if mention.name is not None:
            counts[mention.name.is_full, mention.name.text] += mention.weight
    if not counts:
        return UNNAMED + mentions[0].description
    return min(counts, key=lambda entry: (not entry[0], -counts[entry], -len(entry[1]), entry[1]))[1]
