"""What the local ids of one document stand for."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib.term import URIRef

from osce_kg.identifiers import digest, entity_iri
from osce_kg.model.extraction import Extraction
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import DocumentResolution, Link, ResolvedPost


def minted(kind: str, *parts: str) -> URIRef:
    """Return the IRI of a node that has no key of its own: ``id:KIND/x…`` over the parts that identify it."""
    return entity_iri(f"{kind}/x{digest(*parts)}")


class LocalEntities:
    """Links of one document's local ids, and what they lead to."""

    def __init__(self, extraction: Extraction, resolution: DocumentResolution, reference: Reference) -> None:
        self._links = {link.local: link for link in resolution.links}
        self._labels = dict(resolution.labels)
        self._posts = {post.key: post for post in resolution.posts}
        self._states = reference.states
        self._names = {item.id: item.name for item in extraction.organizations}
        self._names.update((group.id, group.label) for group in extraction.groups)

    def link(self, local: str) -> Link:
        """Return the link of a local id.

        Raises:
            KeyError: resolution knows nothing of it.
        """
        return self._links[local]

    def iri(self, local: str) -> URIRef:
        """Return the IRI of the entity that a local id stands for."""
        return entity_iri(self._links[local].entity)

    def iris(self, locals_: Iterable[str]) -> tuple[URIRef, ...]:
        """Return the IRIs of several local ids, each once, in the given order."""
        return tuple(dict.fromkeys(self.iri(local) for local in locals_))

    def issuers(self) -> tuple[URIRef, ...]:
        """Return who issued the document, as far as resolution knows them."""
        return self.iris(local for local in sorted(self._links) if local.startswith("issuer."))

    def name(self, local: str) -> str:
        """Return a name for labels: a person's preferred one, else the document's words."""
        if local in self._names:
            return self._names[local]
        key = self._links[local].entity
        return self._labels.get(key, key)

    def state_name(self, iso3: str) -> str:
        """Return the document's name of a State, our own where the document only implies it."""
        key = f"state/{iso3}"
        named = (name for local, name in self._names.items() if self._links[local].entity == key)
        known = (state.name for state in self._states if state.iso3 == iso3)
        return next(named, next(known, iso3))

    def post(self, person: str, role: int) -> ResolvedPost:
        """Return the post that a role claim of a local person means."""
        return self._posts[self._links[f"{person}.{role}"].entity]

    def holding(self, person: str, role: int) -> URIRef:
        """Return the IRI of the office holding that a role claim states: one per person and post."""
        link = self.link(person)
        return minted("holding", link.entity, self.link(f"{person}.{role}").entity, link.document)
