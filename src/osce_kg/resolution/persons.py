"""Persons: authority file first, then human judgements, then pairs by evidence, then keys."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from osce_kg.errors import InputError
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import CandidatePair, Judgement, Link, ResolvedPerson
from osce_kg.resolution.authorities import ANCHOR_PREFIX, AuthorityFile, AuthorityLink
from osce_kg.resolution.clustering import Cluster, Clustering, ScoredPair, merge_pairs
from osce_kg.resolution.evidence import MERGE_FLOOR, weigh
from osce_kg.resolution.judgements import standing
from osce_kg.resolution.ledger import AssignedKey, Ledger, Owner, assign_keys
from osce_kg.resolution.names import skeleton
from osce_kg.resolution.profiles import PersonProfile


@dataclass(frozen=True, slots=True)
class PersonResolution:
    """Persons of a corpus by key, links and anchors of their mentions, and the pairs that were weighed."""

    persons: tuple[ResolvedPerson, ...]
    links: tuple[Link, ...]
    pairs: tuple[CandidatePair, ...]
    anchors: tuple[tuple[str, str], ...]


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
    authority_file = AuthorityFile(reference)
    decisions = _Decisions(profiles, standing(judgements))
    found = {
        index: link
        for index, profile in enumerate(profiles)
        if (link := authority_file.link(profile)) and not decisions.forbids(index, link.authority.key)
    }
    authorities = {index: link.authority.key for index, link in found.items()}
    authorities.update(decisions.authorities)
    clustering = Clustering(profiles, authorities)
    decisions.apply(clustering)
    _join_by_authority(clustering, authorities)
    pairs = merge_pairs(clustering, profiles, _candidate_pairs(profiles, authorities))
    labels = {authority.key: authority.label for authority in authority_file.persons}
    clusters = clustering.clusters()
    owners = [Owner(tuple(profiles[i].anchor for i in c.members), c.authority) for c in clusters]
    keys = assign_keys(owners, ledger)
    persons = sorted(_nodes(clusters, profiles, keys, labels), key=lambda person: person.key)
    links = tuple(_links(clusters, profiles, keys, found, pairs))
    anchors = sorted(
        (anchor, own.key) for owner, own in zip(owners, keys, strict=True) for anchor in owner.anchors
    )
    return PersonResolution(tuple(persons), links, pairs, tuple(anchors))


def _with_successors(profile: PersonProfile, successors: Mapping[str, tuple[str, ...]]) -> PersonProfile:
    """Count a post of a State that no longer exists as one of the States that followed it, too."""
    following = {later for state in profile.states for later in successors.get(state, ())}
    return replace(profile, states=profile.states | following) if following else profile


class _Decisions:
    """Judgements, with positions of mentions for anchors; anchors that the corpus lacks are left out."""

    def __init__(self, profiles: Sequence[PersonProfile], judgements: Sequence[Judgement]) -> None:
        at: dict[str, int] = {}
        for index, profile in enumerate(profiles):
            for anchor in profile.aliases:
                at.setdefault(anchor, index)
        at.update({profile.anchor: index for index, profile in enumerate(profiles)})
        self.authorities: dict[int, str] = {}
        self._forbidden: set[tuple[int, str]] = set()
        self._same: list[tuple[int, int]] = []
        self._different: list[tuple[int, int]] = []
        for judgement in judgements:
            left, right = sorted((judgement.left, judgement.right), key=lambda a: a.startswith(ANCHOR_PREFIX))
            if left not in at:
                continue
            if right.startswith(ANCHOR_PREFIX):
                person = "person/" + right.removeprefix(ANCHOR_PREFIX)
                if judgement.same:
                    self.authorities[at[left]] = person
                else:
                    self._forbidden.add((at[left], person))
            elif right in at:
                (self._same if judgement.same else self._different).append((at[left], at[right]))

    def forbids(self, mention: int, authority: str) -> bool:
        """Tell whether a human said that the mention is not, or is not this, authority person."""
        return (mention, authority) in self._forbidden or mention in self.authorities

    def apply(self, clustering: Clustering) -> None:
        """Join what is the same and bar what is different.

        Raises:
            InputError: the judgements contradict each other.
        """
        for left, right in self._same:
            clustering.join(left, right)
        for left, right in self._different:
            if clustering.together(left, right):
                raise InputError(
                    "judgements contradict each other: two mentions are said to be different and, by way of "
                    "others, the same",
                    source="judgements",
                )
            clustering.bar(left, right)


def _join_by_authority(clustering: Clustering, authorities: Mapping[int, str]) -> None:
    """Join the mentions of each authority person, except those that a human told apart."""
    members: dict[str, list[int]] = defaultdict(list)
    for index, key in sorted(authorities.items()):
        members[key].append(index)
    for first, *others in members.values():
        for other in others:
            if clustering.is_barred(first, other):
                clustering.drop_authority(other)
            else:
                clustering.join(first, other)


def _candidate_pairs(
    profiles: Sequence[PersonProfile], authorities: Mapping[int, str]
) -> Iterator[ScoredPair]:
    """Weigh the pairs that share a block; two mentions linked to the authority file are settled already."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for block in _blocks(profile):
            blocks[block].append(index)
    pairs = {pair for members in blocks.values() for pair in combinations(members, 2)}
    for left, right in sorted(pairs):
        if left in authorities and right in authorities:
            continue
        evidence = weigh(profiles[left], profiles[right])
        if evidence is not None:
            yield ScoredPair(left, right, evidence.score, evidence.reasons)


def _blocks(profile: PersonProfile) -> set[str]:
    """Return the keys under which a mention meets others.

    They are the consonants of the surname, and each post with the first consonant of either name: that
    finds spellings whose consonants differ, and names written surname first.
    """
    if profile.name is None or not profile.name.parts:
        return set()
    given, surname = skeleton(profile.name.parts[0]), skeleton(profile.name.parts[-1])
    posts = [post.key for post in profile.posts if post.body]
    in_posts = {f"{post} {letter}" for post in posts for letter in (given[:1], surname[:1])}
    return in_posts | {f"surname {surname}"}


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
    clusters: Sequence[Cluster],
    profiles: Sequence[PersonProfile],
    keys: Sequence[AssignedKey],
    found: Mapping[int, AuthorityLink],
    pairs: Iterable[CandidatePair],
) -> Iterator[Link]:
    """Give each mention its link with the best reason there is for it."""
    best: dict[str, CandidatePair] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.score, pair.right, pair.left)):
        if pair.merged and pair.score >= MERGE_FLOOR:
            best[pair.left] = best[pair.right] = pair
    for cluster, assigned in zip(clusters, keys, strict=True):
        for index in cluster.members:
            profile = profiles[index]
            if index in found and found[index].authority.key == assigned.key:
                score, reasons = found[index].score, found[index].reasons
            elif profile.anchor in best:
                score, reasons = best[profile.anchor].score, best[profile.anchor].reasons
            elif len(cluster.members) == 1 and cluster.authority is None:
                score, reasons = 1.0, ("the only mention of this person",)
            else:
                score, reasons = 1.0, ("judged to be the same person",)
            yield Link(profile.document, profile.local, assigned.key, score, reasons)


def _preferred_name(mentions: Sequence[PersonProfile]) -> str:
    """Return the full name with most mentions, then the longest; a description for people without a name."""
    counts: Counter[tuple[bool, str]] = Counter()
    for mention in mentions:
        if mention.name is not None:
            counts[mention.name.is_full, mention.name.text] += mention.weight
    if not counts:
        return f"(unnamed) {mentions[0].description}"
    return min(counts, key=lambda entry: (not entry[0], -counts[entry], -len(entry[1]), entry[1]))[1]
