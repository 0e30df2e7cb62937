"""RESOLVE: from the local items of every document to entities, with scores and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter

from osce_kg.identifiers import digest
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import Candidate, Judgement, Link, Resolution
from osce_kg.resolution.candidates import document_candidates
from osce_kg.resolution.issuers import resolve_issuers
from osce_kg.resolution.ledger import Ledger
from osce_kg.resolution.organizations import resolve_organizations
from osce_kg.resolution.persons import PersonResolution, resolve_persons
from osce_kg.resolution.places import resolve_places
from osce_kg.resolution.posts import HeldPost, resolve_posts
from osce_kg.resolution.profiles import PersonProfile, build_profiles


def resolve_mentions(
    documents: Iterable[Document],
    extractions: Iterable[Extraction],
    reference: Reference,
    judgements: Iterable[Judgement] = (),
    ledger: Ledger | None = None,
) -> Resolution:
    """Decide which local persons, groups, organizations, places and posts are one entity.

    The order of the documents and extractions does not matter.

    Args:
        documents: every document that has an extraction, and maybe others.
        extractions: one for each document.
        reference: authority persons with their tenures, States and structures.
        judgements: human decisions; they override scores and guards.
        ledger: keys that earlier builds gave.

    Raises:
        InputError: two judgements contradict each other.
        KeyError: an extraction belongs to no document.
    """
    texts = {document.key: document for document in documents}
    ordered = sorted(extractions, key=lambda extraction: extraction.document)
    organizations = resolve_organizations(ordered, reference)
    organization_keys = {(link.document, link.local): link.entity for link in organizations.links}
    posts = resolve_posts(ordered, organization_keys, reference)
    places = resolve_places(ordered)
    profiles = {
        extraction.document: tuple(
            build_profiles(texts[extraction.document], extraction, posts.held, organization_keys)
        )
        for extraction in ordered
    }
    mentions = chain.from_iterable(profiles.values())
    persons = resolve_persons(mentions, reference, judgements, ledger or Ledger.empty())
    links = (
        *persons.links,
        *organizations.links,
        *places.links,
        *_post_links(posts.held),
        *_group_links(ordered),
        *resolve_issuers((texts[extraction.document] for extraction in ordered), reference),
    )
    return Resolution(
        persons=persons.persons,
        organizations=organizations.organizations,
        places=places.places,
        links=tuple(sorted(links, key=lambda link: (link.document, link.local))),
        pairs=persons.pairs,
        posts=posts.posts,
        candidates=tuple(sorted(_candidates(texts, ordered, profiles, persons), key=attrgetter("anchor"))),
        anchors=persons.anchors,
    )


def _candidates(
    texts: Mapping[str, Document],
    extractions: Iterable[Extraction],
    profiles: Mapping[str, tuple[PersonProfile, ...]],
    persons: PersonResolution,
) -> Iterator[Candidate]:
    keys = {(link.document, link.local): link.entity for link in persons.links}
    for extraction in extractions:
        key = extraction.document
        yield from document_candidates(texts[key], extraction, profiles[key], keys)


def _post_links(held: Mapping[tuple[str, str], tuple[HeldPost, ...]]) -> Iterator[Link]:
    for (document, person), posts in held.items():
        for index, post in enumerate(posts):
            yield Link(document, f"{person}.{index}", post.key, 1.0, ("same title in the same body",))


def _group_links(extractions: Iterable[Extraction]) -> Iterator[Link]:
    """Give each group a node of its own: two documents' "representatives of NGOs" are not one group."""
    for extraction in extractions:
        for group in extraction.groups:
            key = "group/x" + digest(extraction.document, group.id)
            yield Link(extraction.document, group.id, key, 1.0, ("known only in this document",))
