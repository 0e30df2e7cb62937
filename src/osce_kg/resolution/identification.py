"""Which mentions are one person: the authority file, then human judgements, then pairs by evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from osce_kg.model.resolution import CandidatePair
from osce_kg.resolution.anchors import reference_anchor
from osce_kg.resolution.authorities import AuthorityLink, only_best
from osce_kg.resolution.clustering import JUDGED_DIFFERENT, Cluster, Clustering
from osce_kg.resolution.decisions import Decisions
from osce_kg.resolution.evidence import weigh
from osce_kg.resolution.merging import WeighedPair, merge_pairs
from osce_kg.resolution.profiles import PersonProfile

_TIED: Final = "more than one person of the reference data fits"
_SURPASSED: Final = "another person of the reference data fits better"


@dataclass(frozen=True, slots=True)
class Identification:
    """Who is who among the mentions of a unit; positions are those in the unit.

    Attributes:
        clusters: one for each person, by first mention.
        links: mention → its own link to the authority file, where that holds.
        pairs: pairs of mentions that were weighed.
        authority_pairs: mentions with the authority persons that they may be.
    """

    clusters: tuple[Cluster, ...]
    links: Mapping[int, AuthorityLink]
    pairs: tuple[CandidatePair, ...]
    authority_pairs: tuple[CandidatePair, ...]


class Identifier:
    """Identifies the mentions of a unit, under any decisions; what names and posts say is weighed once."""

    def __init__(
        self,
        profiles: tuple[PersonProfile, ...],
        fitting: Sequence[Sequence[AuthorityLink]],
        pairs: Iterable[tuple[int, int]],
    ) -> None:
        """Weigh who is alike.

        Args:
            profiles: mentions.
            fitting: of each mention the authority persons that it may be, the surest first.
            pairs: mentions with names that are alike.
        """
        self._profiles = profiles
        self._fitting = fitting
        self._alike = tuple(
            WeighedPair(left, right, evidence)
            for left, right in pairs
            if (evidence := weigh(profiles[left], profiles[right])) is not None
        )

    def identify(self, decisions: Decisions) -> Identification:
        """Decide which mentions are one person; what humans decided comes before scores and guards."""
        links = _accepted_links(self._fitting, decisions)
        own = {mention: link.key for mention, link in links.items()}
        clustering = Clustering(self._profiles, own | dict(decisions.authorities))
        for first, *others in decisions.groups:
            for other in others:
                clustering.join(first, other)
        for left, right in decisions.apart:
            clustering.bar(left, right)
        for mention, authorities in decisions.excluded.items():
            clustering.exclude(mention, authorities)
        _join_by_authority(clustering, links, decisions)
        pairs = merge_pairs(clustering, self._profiles, self._open_pairs(clustering))
        return Identification(clustering.clusters(), links, pairs, tuple(self._authority_pairs(clustering)))

    def _open_pairs(self, clustering: Clustering) -> Iterator[WeighedPair]:
        """Give the pairs with names that are alike; two in the authority file are settled already."""
        for pair in self._alike:
            if not (clustering.authority(pair.left) and clustering.authority(pair.right)):
                yield pair

    def _authority_pairs(self, clustering: Clustering) -> Iterator[CandidatePair]:
        for mention, fitting in enumerate(self._fitting):
            profile = self._profiles[mention]
            for link in fitting:
                key = link.key
                merged = clustering.authority(mention) == key
                if merged or profile.name is not None:  # nobody can tell which co-chair had no name
                    objections = () if merged else (_objection(clustering, mention, fitting),)
                    yield CandidatePair(
                        profile.anchor, reference_anchor(key), link.score, merged, link.reasons, objections
                    )


def _accepted_links(
    fitting: Sequence[Sequence[AuthorityLink]], decisions: Decisions
) -> dict[int, AuthorityLink]:
    """Link each mention to the one authority person that it can be; a judged group has one at most."""
    links: dict[int, AuthorityLink] = {}
    for mention, candidates in enumerate(fitting):
        excluded = decisions.excluded.get(mention, frozenset())
        link = only_best([link for link in candidates if link.key not in excluded])
        if link is not None and decisions.authorities.get(mention, link.key) == link.key:
            links[mention] = link
    for group in decisions.groups:
        linked = [mention for mention in group if mention in links]
        surest = min(linked, key=lambda mention: (-links[mention].score, mention), default=None)
        for mention in linked:
            if surest is not None and links[mention].key != links[surest].key:
                del links[mention]
    return links


def _join_by_authority(
    clustering: Clustering, links: Mapping[int, AuthorityLink], decisions: Decisions
) -> None:
    """Join the mentions of each authority person; of those that a human told apart the surest stays it."""
    members: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for mention, link in links.items():
        members[link.key].append((-link.score, mention))
    for mention, key in decisions.authorities.items():
        members[key].append((-2.0, mention))  # before all that is merely scored
    for ranked in members.values():
        (_, first), *others = sorted(ranked)
        for _, other in others:
            if clustering.is_barred(first, other):
                clustering.drop_authority(other)
            else:
                clustering.join(first, other)


def _objection(clustering: Clustering, mention: int, fitting: Sequence[AuthorityLink]) -> str:
    """Return why a mention that may be an authority person was not linked to it."""
    if clustering.authority(mention):
        return _SURPASSED
    return _TIED if len(fitting) > 1 and only_best(fitting) is None else JUDGED_DIFFERENT
