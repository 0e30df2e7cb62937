"""Persons of a corpus: who is one person, under which key and name, and why."""

from __future__ import annotations

import contextlib
import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from osce_kg.model.reference import Reference
from osce_kg.model.resolution import CandidatePair, Judgement, Link, ResolvedPerson
from osce_kg.person_names import UNNAMED
from osce_kg.resolution.authorities import authority_labels
from osce_kg.resolution.clustering import Cluster
from osce_kg.resolution.decisions import Decisions, decide
from osce_kg.resolution.evidence import MERGE_FLOOR
from osce_kg.resolution.identification import Identification, Identifier
from osce_kg.resolution.ledger import AssignedKey, Ledger, Owner, assign_keys, recorded_keys
from osce_kg.resolution.mentions import Mention
from osce_kg.resolution.profiles import PersonProfile


@dataclass(frozen=True, slots=True)
class PersonResolution:
    """Persons of a corpus by key, links of their mentions, weighed pairs, and what a ledger keeps."""

    persons: tuple[ResolvedPerson, ...]
    links: tuple[Link, ...]
    pairs: tuple[CandidatePair, ...]
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
    judgements: Iterable[Judgement],
    ledger: Ledger,
) -> PersonResolution:
    """Decide which mentions are one person.

    Raises:
        InputError: two judgements contradict each other.
    """
    ordered = sorted(mentions, key=lambda mention: mention.profile.order)
    profiles = tuple(mention.profile for mention in ordered)
    fitting = tuple(mention.fitting for mention in ordered)
    oldest_first = [profile.anchor for profile in profiles]
    labels = authority_labels(reference)
    decisions = decide(profiles, judgements, labels)
    identifier = Identifier(profiles, fitting, decisions.mentions)
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
    """Give each mention its link with the best reason there is for it, in the order of the mentions."""
    best: dict[str, CandidatePair] = {}
    for pair in sorted(identification.pairs, key=lambda pair: (pair.score, pair.right, pair.left)):
        if pair.merged and pair.score >= MERGE_FLOOR:
            best[pair.left] = best[pair.right] = pair
    clusters = zip(identification.clusters, keys, strict=True)
    key_of = {index: assigned.key for cluster, assigned in clusters for index in cluster.members}
    for index, profile in enumerate(profiles):
        own = identification.links.get(index)
        if own is not None and own.key == key_of[index]:
            score, reasons = own.score, own.reasons
        elif index in decisions.reasons:
            score, reasons = 1.0, (decisions.reasons[index],)
        elif profile.anchor in best:
            score, reasons = best[profile.anchor].score, best[profile.anchor].reasons
        else:
            score, reasons = 1.0, ("the only mention of this person",)
        yield Link(profile.document, profile.local, key_of[index], score, reasons)


def _preferred_name(mentions: Sequence[PersonProfile]) -> str:
    """Return the full name with most mentions, then the longest; a description for people without a name."""
    counts: Counter[tuple[bool, str]] = Counter()
    for mention in mentions:
        if mention.name is not None:
            counts[mention.name.is_full, mention.name.text] += mention.weight
    if not counts:
        return UNNAMED + mentions[0].description
    return min(counts, key=lambda entry: (not entry[0], -counts[entry], -len(entry[1]), entry[1]))[1]
