"""From pairs to persons: the surest pairs first, and never two people who cannot be one in one cluster.

Plain connected components chain strangers through a shared surname; here a merge asks both clusters whole.
A cluster keeps only the distinct names, States and so on of its members, so that asking stays cheap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from osce_kg.person_names import PersonName
from osce_kg.resolution.evidence import (
    Traits,
    are_at_once,
    is_too_long,
    names_exclude,
    same_document_conflict,
    traits,
    traits_conflict,
)
from osce_kg.resolution.posts import HeldPost
from osce_kg.resolution.profiles import Days, PersonProfile

JUDGED_DIFFERENT: Final = "judged to be two people"


@dataclass(slots=True)
class Cluster:
    """Mentions of one person, and what must not contradict each other in them.

    Attributes:
        members: positions of the mentions.
        names, traits: distinct names, States and genders of the members.
        documents: document key → members in it.
        days: first and last day on which a member was seen.
        authority: key of the authority person, or None.
        terms: (title, body) of a post of a State → first and last day on which a member was seen in it.
        barred: mentions that a human said are somebody else.
        excluded: authority persons that a human said this is not.
    """

    members: list[int]
    names: set[PersonName]
    traits: set[Traits]
    documents: dict[str, list[int]]
    days: Days | None
    authority: str | None
    terms: dict[tuple[str, str], Days]
    barred: frozenset[int] = frozenset()
    excluded: frozenset[str] = frozenset()

    def absorb(self, other: Cluster) -> None:
        """Take in the members of another cluster."""
        self.members += other.members
        self.names |= other.names
        self.traits |= other.traits
        for document, members in other.documents.items():
            self.documents.setdefault(document, []).extend(members)
        if self.days and other.days:
            self.days = (min(self.days[0], other.days[0]), max(self.days[1], other.days[1]))
        else:
            self.days = self.days or other.days
        for post, days in other.terms.items():
            known = self.terms.get(post, days)
            self.terms[post] = min(known[0], days[0]), max(known[1], days[1])
        self.authority = min(filter(None, (self.authority, other.authority)), default=None)
        self.barred |= other.barred
        self.excluded |= other.excluded


class Clustering:
    """Clusters over mentions, identified by their positions in ``profiles``."""

    def __init__(self, profiles: tuple[PersonProfile, ...], authorities: Mapping[int, str]) -> None:
        """Start with one cluster for each mention.

        Args:
            profiles: mentions.
            authorities: position of a mention → key of the authority person it was linked to.
        """
        self._profiles = profiles
        self._cluster_of = {
            index: Cluster(
                members=[index],
                names={profile.name} if profile.name else set(),
                traits={traits(profile)},
                documents={profile.document: [index]},
                days=profile.days,
                authority=authorities.get(index),
                terms=_terms(profile),
            )
            for index, profile in enumerate(profiles)
        }

    def bar(self, left: int, right: int) -> None:
        """Never put these two mentions together: a human said that they are two people."""
        self._cluster_of[left].barred |= {right}
        self._cluster_of[right].barred |= {left}

    def exclude(self, mention: int, authorities: Iterable[str]) -> None:
        """Never put this mention together with one of these authority persons."""
        self._cluster_of[mention].excluded |= frozenset(authorities)

    def together(self, left: int, right: int) -> bool:
        """Tell whether two mentions are in one cluster."""
        return self._cluster_of[left] is self._cluster_of[right]

    def is_barred(self, left: int, right: int) -> bool:
        """Tell whether a human told the clusters of two mentions apart."""
        barred = self._cluster_of[left].barred
        return bool(barred) and not barred.isdisjoint(self._cluster_of[right].members)

    def authority(self, mention: int) -> str | None:
        """Return the key of the authority person that the cluster of a mention is, or None."""
        return self._cluster_of[mention].authority

    def drop_authority(self, mention: int) -> None:
        """Take the cluster of a mention away from the authority file."""
        self._cluster_of[mention].authority = None

    def join(self, left: int, right: int) -> None:
        """Put the clusters of two mentions together, whatever speaks against it."""
        kept, gone = self._cluster_of[left], self._cluster_of[right]
        if kept is gone:
            return
        if len(kept.members) < len(gone.members):
            kept, gone = gone, kept
        for index in gone.members:
            self._cluster_of[index] = kept
        kept.absorb(gone)

    def obstacle(self, left: int, right: int) -> str | None:
        """Return why the clusters of two mentions cannot be one person, or None."""
        mine, theirs = self._cluster_of[left], self._cluster_of[right]
        if mine.authority and theirs.authority and mine.authority != theirs.authority:
            return f"two persons of the authority file: {mine.authority} and {theirs.authority}"
        if (
            self.is_barred(left, right)
            or mine.authority in theirs.excluded
            or theirs.authority in mine.excluded
        ):
            return JUDGED_DIFFERENT
        if any(names_exclude(a, b) for a in mine.names for b in theirs.names):
            return "other mentions of the two have different names"
        if mine.days and theirs.days and is_too_long(mine.days, theirs.days):
            return "more than 40 years apart"
        conflicts = (traits_conflict(a, b) for a in mine.traits for b in theirs.traits)
        return next(filter(None, conflicts), None) or self._document_conflict(mine, theirs)

    def overlapping_posts(self, left: int, right: int) -> bool:
        """Tell whether the clusters of two mentions hold different posts of a State at the same time."""
        mine, theirs = self._cluster_of[left].terms, self._cluster_of[right].terms
        return any(
            post != other and are_at_once(days, others)
            for post, days in mine.items()
            for other, others in theirs.items()
        )

    def _document_conflict(self, mine: Cluster, theirs: Cluster) -> str | None:
        for document in sorted(mine.documents.keys() & theirs.documents.keys()):
            for a in mine.documents[document]:
                for b in theirs.documents[document]:
                    reason = same_document_conflict(self._profiles[a], self._profiles[b])
                    if reason:
                        return reason
        return None

    def of(self, mention: int) -> Cluster:
        """Return the cluster of a mention."""
        return self._cluster_of[mention]

    def seen_in(self, mention: int, post: HeldPost) -> Days | None:
        """Return first and last day on which the cluster of a mention is seen to hold a post."""
        days = [
            day
            for profile in (self._profiles[index] for index in self._cluster_of[mention].members)
            if profile.days and any(_is_serving(held, post) for held in profile.posts)
            for day in profile.days
        ]
        return (min(days), max(days)) if days else None

    def clusters(self) -> tuple[Cluster, ...]:
        """Return the clusters, each with its members in order, by first member."""
        distinct = {id(cluster): cluster for cluster in self._cluster_of.values()}
        for cluster in distinct.values():
            cluster.members.sort()
        return tuple(sorted(distinct.values(), key=lambda cluster: cluster.members[0]))


def _is_serving(held: HeldPost, post: HeldPost) -> bool:
    return (held.title, held.body) == (post.title, post.body) and not held.tenure.startswith("former")


def _terms(profile: PersonProfile) -> dict[tuple[str, str], Days]:
    """Return the days on which a mention shows somebody in posts of States."""
    days = profile.days
    if days is None:
        return {}
    serving = (post for post in profile.posts if post.state and not post.tenure.startswith("former"))
    return {(post.title, post.body): days for post in serving}
