"""Which post a role claim of a document means: a normal title in a body or State."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from osce_kg.model.extraction import Extraction, LocalOrganization, RoleClaim
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import ResolvedPost
from osce_kg.resolution.organizations import INTERNATIONAL_KINDS
from osce_kg.titles import canonical_title, fold, normal_title, post_key, post_label

_OSCE_OFFICES: Final[Mapping[str, str]] = {
    "chairperson in office": "structure/osce",
    "high commissioner on national minorities": "structure/osce",
    "representative on freedom of the media": "structure/osce",
}
"""Offices that documents place now in the OSCE, now in the institution that the office is."""

_OSCE: Final = ("OSCE",)
"""Name of the body in titles such as "OSCE Secretary General", for which no organization is given."""


@dataclass(frozen=True, slots=True, order=True)
class HeldPost:
    """A post that a document gives a person.

    Attributes:
        key: ``post/x…``.
        title: normal title.
        body: entity key of the body or State, or "" where it is unknown.
        state: ISO alpha-3 of the State whose post it is; "" for international posts and where unknown.
        tenure: concept of the tenure-status vocabulary.
        label: for reasons that people read.
        organization: entity key of the organization that the body is a unit of, e.g. ``structure/osce``; ""
            where the reference data does not say.
        inferred: the document does not say whose post it is; the body is a guess from the context.
    """

    key: str
    title: str
    body: str
    state: str
    tenure: str
    label: str
    organization: str = ""
    inferred: bool = False

    def __hash__(self) -> int:
        # Of posts with one key few differ in the rest, and posts are looked up by the million.
        return hash(self.key)


class BodyNames:
    """What the reference data says of bodies: names for labels and titles, State and organization."""

    def __init__(self, reference: Reference) -> None:
        self._labels: dict[str, str] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        for state in reference.states:
            key = f"state/{state.iso3}"
            self._labels[key] = state.name
            self._names[key] = (state.name, state.formal_name, *state.aliases, *state.demonyms)
        for structure in reference.structures:
            key = f"structure/{structure.key}"
            self._labels[key] = structure.short_name
            self._names[key] = (*structure.abbreviations, *(dated.name for dated in structure.names))
        self._parents = {
            f"structure/{structure.key}": f"structure/{structure.parent}"
            for structure in reference.structures
            if structure.parent
        }
        cities: dict[str, set[str]] = defaultdict(set)
        for city in reference.cities:
            for name in (city.name, *city.aliases):
                cities[fold(name)].add(city.iso3)
        self._city_states = {name: min(states) for name, states in cities.items() if len(states) == 1}

    def label(self, key: str, local_name: str) -> str:
        """Return the name for labels: the reference data's, else the document's."""
        return self._labels.get(key, local_name)

    def organization(self, key: str) -> str:
        """Return the organization that a body is a unit of, "" where nothing is known of it."""
        if key not in self._parents:
            return ""
        while key in self._parents:
            key = self._parents[key]
        return key

    def state(self, organization: LocalOrganization | None) -> str:
        """Return the State whose body it is, "" for international bodies and where that is unknown.

        The administration of a city goes by the name of the city.
        """
        if organization is None or organization.kind in INTERNATIONAL_KINDS:
            return ""
        if organization.kind == "government-body" and not organization.state:
            return self._city_states.get(fold(organization.name), "")
        return organization.state or ""

    def names(self, key: str, local_name: str) -> tuple[str, ...]:
        """Return every name under which a title may carry the body, without empty ones."""
        return tuple(dict.fromkeys(name for name in (*self._names.get(key, ()), local_name) if name))


class PostTally:
    """Chooses between the ways in which documents print each post."""

    def __init__(self) -> None:
        self._nodes: dict[str, ResolvedPost] = {}

    def add(self, node: ResolvedPost) -> None:
        """Take in how one document prints a post."""
        known = self._nodes.setdefault(node.key, node)
        if known is not node and _spelling(node) < _spelling(known):
            self._nodes[node.key] = node

    def posts(self) -> tuple[ResolvedPost, ...]:
        """Return the posts by key."""
        return tuple(self._nodes[key] for key in sorted(self._nodes))


def held_posts(
    extraction: Extraction, organizations: Mapping[str, str], bodies: BodyNames
) -> tuple[dict[str, tuple[HeldPost, ...]], tuple[ResolvedPost, ...]]:
    """Give every role claim of a document its post.

    Args:
        extraction: of the document.
        organizations: entity keys by local organization id.
        bodies: names of States and structures.

    Returns:
        posts by local person id, in the order of the claims, and the same posts as nodes, each once, by key.
    """
    local = {organization.id: organization for organization in extraction.organizations}
    held: dict[str, tuple[HeldPost, ...]] = {}
    nodes: set[ResolvedPost] = set()
    for person in extraction.persons:
        posts: list[HeldPost] = []
        for claim in person.roles:
            body = claim.organization or ""
            post, node = _resolve_claim(claim, local.get(body), organizations.get(body), bodies)
            posts.append(post)
            nodes.add(node)
        held[person.id] = tuple(posts)
    return held, tuple(sorted(nodes, key=lambda node: (node.key, *_spelling(node))))


def _resolve_claim(
    claim: RoleClaim, organization: LocalOrganization | None, key: str | None, bodies: BodyNames
) -> tuple[HeldPost, ResolvedPost]:
    state = bodies.state(organization)
    local_name = organization.name if organization is not None else ""
    if key is None and canonical_title(claim.title, _OSCE) != canonical_title(claim.title):
        key = "structure/osce"
    names = bodies.names(key or "", local_name)
    title = canonical_title(claim.title, names)
    normal = normal_title(claim.title, names)
    body = _OSCE_OFFICES.get(normal, key or "")
    if state and "minister" in normal.split() and _is_government(organization):
        # A minister is an office of the State, whether the text names the ministry or the country; the Prime
        # Minister of a canton is none.
        body = f"state/{state}"
    name = bodies.label(body, local_name)
    if _any_of(names).search(title):
        # "Speaker of the Austrian Parliament" says whose it is.
        name = ""
    label = post_label(title, body, name or None)
    post = post_key(title, body)
    held = HeldPost(
        post, normal, body, state, claim.tenure, label, bodies.organization(body), claim.organization_inferred
    )
    return held, ResolvedPost(post, label, title, body or None)


@lru_cache(maxsize=4096)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names) or "(?!)")


def _is_government(organization: LocalOrganization | None) -> bool:
    return organization is not None and organization.kind in ("state", "government-body")


def _spelling(node: ResolvedPost) -> tuple[str, str]:
    return node.label, node.title
