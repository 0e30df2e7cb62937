"""What the local ids of one document stand for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import attrgetter
from typing import TypeVar

from rdflib.term import URIRef

from osce_kg.identifiers import digest, entity_iri
from osce_kg.model.extraction import Extraction
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import Link, Resolution, ResolvedPost

_T = TypeVar("_T")


def minted(kind: str, *parts: str) -> URIRef:
    """Return the IRI of a node that has no key of its own: ``id:KIND/x…`` over the parts that identify it."""
    return entity_iri(f"{kind}/x{digest(*parts)}")


class LocalEntities:
    """Links of one document's local ids, looked up without walking through the whole resolution."""

    def __init__(self, extraction: Extraction, resolution: Resolution, reference: Reference) -> None:
        key, by_document = extraction.document, attrgetter("document")
        first = bisect_left(resolution.links, key, key=by_document)
        last = bisect_right(resolution.links, key, key=by_document)
        self._links = {link.local: link for link in resolution.links[first:last]}
        self._resolution = resolution
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
        person = _find(self._resolution.persons, key)
        return person.label if person is not None else key

    def state_name(self, iso3: str) -> str:
        """Return the document's name of a State, our own where the document only implies it."""
        key = f"state/{iso3}"
        named = (name for local, name in self._names.items() if self._links[local].entity == key)
        known = (state.name for state in self._states if state.iso3 == iso3)
        return next(named, next(known, iso3))

    def post(self, person: str, role: int) -> ResolvedPost:
        """Return the post that a role claim of a local person means."""
        key = self._links[f"{person}.{role}"].entity
        post = _find(self._resolution.posts, key)
        if post is None:
            raise KeyError(key)
        return post

    def holding(self, person: str, role: int) -> URIRef:
        """Return the IRI of the office holding that a role claim states: one per person and post."""
        link = self.link(person)
        return minted("holding", link.entity, self.link(f"{person}.{role}").entity, link.document)


def _find(items: tuple[_T, ...], key: str) -> _T | None:
    """Find the item with this key among items ordered by key."""
    by_key = attrgetter("key")
    index = bisect_left(items, key, key=by_key)
    return items[index] if index < len(items) and by_key(items[index]) == key else None
