"""What resolution can tell of one document alone: everything but who is one person across documents.

It is a pure function of the document, its extraction and the reference data, so that it can be made where the
document is extracted from, and kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from osce_kg.identifiers import digest
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import Link, ResolvedPlace, ResolvedPost
from osce_kg.resolution.authorities import AuthorityFile
from osce_kg.resolution.candidate_file import render_candidate
from osce_kg.resolution.candidates import document_candidates
from osce_kg.resolution.issuers import issuer_links
from osce_kg.resolution.mentions import Mention
from osce_kg.resolution.organizations import (
    NamedOrganization,
    OrganizationKeys,
    StructureNames,
    named_organization,
)
from osce_kg.resolution.places import described_place, place_key
from osce_kg.resolution.posts import BodyNames, HeldPost, held_posts
from osce_kg.resolution.profiles import build_profiles


@dataclass(frozen=True, slots=True)
class LocalResolution:
    """What one document gives to the resolution of a corpus.

    Attributes:
        document: document key.
        mentions: its persons, by anchor.
        candidates: for each mention what a human is shown of it, as JSON on one line without the person; see
            :mod:`osce_kg.resolution.candidate_file`.
        links: of everything else than persons, by local id.
        organizations: those that the reference data does not hold, in the order of the document.
        places: likewise.
        posts: that the document gives its persons, each as the document prints it, by key.
    """

    document: str
    mentions: tuple[Mention, ...]
    candidates: tuple[str, ...]
    links: tuple[Link, ...]
    organizations: tuple[NamedOrganization, ...]
    places: tuple[ResolvedPlace, ...]
    posts: tuple[ResolvedPost, ...]


class LocalResolver:
    """Resolves documents one by one; what it needs of the reference data is prepared once."""

    def __init__(self, reference: Reference) -> None:
        self._structures = StructureNames(reference)
        self._organizations = OrganizationKeys(reference)
        self._bodies = BodyNames(reference)
        self._authorities = AuthorityFile(reference)
        self._successors = {state.iso3: state.succeeded_by for state in reference.states}

    def resolve(self, document: Document, extraction: Extraction) -> LocalResolution:
        """Return what a document gives.

        Args:
            document: for its day, its words and its issuers.
            extraction: of this document.
        """
        organization_links, organizations = self._resolve_organizations(extraction)
        organization_keys = {link.local: link.entity for link in organization_links}
        place_links, places = _resolve_places(extraction)
        held, posts = held_posts(extraction, organization_keys, self._bodies)
        profiles = sorted(
            build_profiles(document, extraction, held, organization_keys, self._successors),
            key=lambda profile: profile.anchor,
        )
        links = (
            *organization_links,
            *place_links,
            *_post_links(document.key, held),
            *_group_links(extraction),
            *issuer_links(document, self._structures),
        )
        return LocalResolution(
            document=document.key,
            mentions=tuple(Mention.of(profile, self._authorities) for profile in profiles),
            candidates=tuple(map(render_candidate, document_candidates(document, extraction, profiles))),
            links=tuple(sorted(links, key=lambda link: link.local)),
            organizations=organizations,
            places=places,
            posts=posts,
        )

    def _resolve_organizations(
        self, extraction: Extraction
    ) -> tuple[list[Link], tuple[NamedOrganization, ...]]:
        links: list[Link] = []
        named: list[NamedOrganization] = []
        for organization in extraction.organizations:
            key, reason = self._organizations.of(organization)
            links.append(Link(extraction.document, organization.id, key, 1.0, (reason,)))
            if key.startswith("organization/"):
                named.append(named_organization(key, organization))
        return links, tuple(named)


def _resolve_places(extraction: Extraction) -> tuple[list[Link], tuple[ResolvedPlace, ...]]:
    links: list[Link] = []
    described: list[ResolvedPlace] = []
    local = {place.id: place for place in extraction.places}
    for place in extraction.places:
        key, reason = place_key(place, local)
        links.append(Link(extraction.document, place.id, key, 1.0, (reason,)))
        if key.startswith("place/x"):
            described.append(described_place(key, place, local))
    return links, tuple(described)


def _post_links(document: str, held: dict[str, tuple[HeldPost, ...]]) -> Iterator[Link]:
    for person, posts in held.items():
        for index, post in enumerate(posts):
            yield Link(document, f"{person}.{index}", post.key, 1.0, ("same title in the same body",))


def _group_links(extraction: Extraction) -> Iterator[Link]:
    """Give each group a node of its own: two documents' "representatives of NGOs" are not one group."""
    for group in extraction.groups:
        key = "group/x" + digest(extraction.document, group.id)
        yield Link(extraction.document, group.id, key, 1.0, ("known only in this document",))
