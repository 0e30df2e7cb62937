"""Persons of a corpus: who is one person, under which key and name, and why."""

from __future__ import annotations

import contextlib
import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from osce_kg.model.reference import Reference
from osce_kg.model.resolution import CandidatePair, Judgement, Link, ResolvedPerson
from osce_kg.person_names import UNNAMED
from osce_kg.resolution.authorities import AuthorityFile
from osce_kg.resolution.clustering import Cluster
from osce_kg.resolution.decisions import Decisions, decide
from osce_kg.resolution.evidence import MERGE_FLOOR
from osce_kg.resolution.identification import Identification, Identifier
from osce_kg.resolution.ledger import AssignedKey, Ledger, Owner, assign_keys, recorded_keys
from osce_kg.resolution.profiles import PersonProfile


@dataclass(frozen=True, slots=True)
class PersonResolution:
    """Persons of a corpus by key, links of their mentions, weighed pairs, and what a ledger keeps."""

    persons: tuple[ResolvedPerson, ...]
    links: tuple[Link, ...]
    pairs: tuple[CandidatePair, ...]
    anchors: tuple[tuple[str, str], ...]


@contextlib.contextmanager
def _collection_paused() -> Iterator[None]:
    """Keep Python from looking for cycles: there are none in millions of pairs, and looking takes as long."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_collection_paused()
def resolve_persons(
    mentions: Iterable[PersonProfile],
    reference: Reference,
    judgements: Iterable[Judgement],
    ledger: Ledger,
) -> PersonResolution:
    """Decide which mentions are one person.

    Raises:
        InputError: two judgements contradict each other.
    """
    successors = {state.iso3: state.succeeded_by for state in reference.states if state.succeeded_by}
    with_successors = (_with_successors(mention, successors) for mention in mentions)
    profiles = tuple(sorted(with_successors, key=lambda profile: profile.order))
    oldest_first = [profile.anchor for profile in profiles]
    authority_file = AuthorityFile(reference)
    labels = {authority.key: authority.label for authority in authority_file.persons}
    decisions = decide(profiles, judgements, labels)
    identifier = Identifier(profiles, authority_file, decisions.mentions)
    if decisions:
        # The keys that there would be without judgements count as given: with the ledger of an earlier build
        # and without, a merge leads on from both keys, and a split leaves the key where it was.
        unjudged = _owners(identifier.identify(Decisions()).clusters, profiles)
        given = assign_keys(unjudged, oldest_first, ledger, labels)
        ledger = ledger.implying(recorded_keys(unjudged, given, ledger))
    identification = identifier.identify(decisions)
    owners = _owners(identification.clusters, profiles)
    keys = assign_keys(owners, oldest_first, ledger, labels)
    persons = sorted(_nodes(identification.clusters, profiles, keys, labels), key=lambda person: person.key)
    pairs = sorted(
        (*identification.pairs, *identification.authority_pairs), key=lambda pair: (pair.left, pair.right)
    )
    return PersonResolution(
        persons=tuple(persons),
        links=tuple(_links(identification, profiles, keys, decisions)),
        pairs=tuple(pairs),
        anchors=tuple(sorted(recorded_keys(owners, keys, ledger))),
    )


def _with_successors(profile: PersonProfile, successors: Mapping[str, tuple[str, ...]]) -> PersonProfile:
    """Count a post of a State that no longer exists as one of the States that followed it, too."""

    def extended(states: frozenset[str]) -> frozenset[str]:
        return states | {later for state in states for later in successors.get(state, ())}

    return replace(profile, states=extended(profile.states), stated=extended(profile.stated))


def _owners(clusters: Iterable[Cluster], profiles: Sequence[PersonProfile]) -> tuple[Owner, ...]:
    return tuple(
        Owner(tuple(profiles[mention].anchor for mention in cluster.members), cluster.authority)
        for cluster in clusters
    )


def _nodes(
    clusters: Sequence[Cluster],
    profiles: Sequence[PersonProfile],
    keys: Sequence[AssignedKey],
    authority_labels: Mapping[str, str],
) -> Iterator[ResolvedPerson]:
    for cluster, assigned in zip(clusters, keys, strict=True):
        mentions = [profiles[index] for index in cluster.members]
        known = cluster.authority is not None
        label = authority_labels.get(assigned.key) or _preferred_name(mentions)
        named = known or any(mention.name for mention in mentions)
        yield ResolvedPerson(assigned.key, label, named, known, assigned.replaced)


def _links(
    identification: Identification,
    profiles: Sequence[PersonProfile],
    keys: Sequence[AssignedKey],
    decisions: Decisions,
) -> Iterator[Link]:
    """Give each mention its link with the best reason there is for it."""
    best: dict[str, CandidatePair] = {}
    for pair in sorted(identification.pairs, key=lambda pair: (pair.score, pair.right, pair.left)):
        if pair.merged and pair.score >= MERGE_FLOOR:
            best[pair.left] = best[pair.right] = pair
    for cluster, assigned in zip(identification.clusters, keys, strict=True):
        for index in cluster.members:
            profile, own = profiles[index], identification.links.get(index)
            if own is not None and own.authority.key == assigned.key:
                score, reasons = own.score, own.reasons
            elif index in decisions.reasons:
                score, reasons = 1.0, (decisions.reasons[index],)
            elif profile.anchor in best:
                score, reasons = best[profile.anchor].score, best[profile.anchor].reasons
            else:
                score, reasons = 1.0, ("the only mention of this person",)
            yield Link(profile.document, profile.local, assigned.key, score, reasons)


def _preferred_name(mentions: Sequence[PersonProfile]) -> str:
    """Return the full name with most mentions, then the longest; a description for people without a name."""
    counts: Counter[tuple[bool, str]] = Counter()
    for mention in mentions:
        if mention.name is not None:
            counts[mention.name.is_full, mention.name.text] += mention.weight
    if not counts:
        return UNNAMED + mentions[0].description
    return min(counts, key=lambda entry: (not entry[0], -counts[entry], -len(entry[1]), entry[1]))[1]
