"""What the resolution stage gives: which local persons, groups, organizations and places are one thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from osce_kg.model.text import Span


@dataclass(frozen=True, slots=True)
class Link:
    """A local item of a document is this entity.

    Attributes:
        document: document key.
        local: local id in that document's extraction, e.g. ``p1``; ``p1.0`` is the post of
            the first role of ``p1``, ``issuer.0`` the first issuer of the document.
        entity: entity key, e.g. ``person/p000017``, ``state/KAZ``, ``structure/odihr``, ``organization/x…``,
            ``group/x…``, ``place/g1526384``, ``post/x…``: the tail of its IRI after ``id/``.
        score: 0 to 1, how sure the link is.
        reasons: what speaks for it, most telling first, each a short sentence.
    """

    document: str
    local: str
    entity: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResolvedPerson:
    """A person across documents; ``authority`` tells that the key comes from the reference data.

    Attributes:
        key: ``person/…``.
        label: preferred name, or a description of the post for unnamed office holders.
        is_named: False for "the Deputy Head of the Election Section of the ODIHR".
        replaced: keys that earlier ledgers gave to members of this cluster; they must keep resolving.
    """

    key: str
    label: str
    is_named: bool
    authority: bool
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedOrganization:
    """An organization across documents that the reference data does not hold."""

    key: str
    label: str
    kind: str
    state: str | None


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """A venue, region or city across documents that the reference data does not hold as a city or State."""

    key: str
    label: str
    kind: str
    state: str | None
    within: str | None


@dataclass(frozen=True, slots=True)
class ResolvedPost:
    """A post that documents give people: ``title`` in ``body``, the entity key of a State or organization."""

    key: str
    label: str
    title: str
    body: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the two of a candidate pair: what one document, or the reference data, shows of one person.

    Attributes:
        anchor: ``<document key>#<name>`` or ``reference#<key>``; judgements know the person by it.
        aliases: further anchors, one for each other form of the name.
        person: key of the person that the candidate was taken for, ``person/…``.
        names: every form of the name as written, the fullest first; a description for people without a name.
        posts: labels of the posts that the source gives the person.
        states: ISO alpha-3 codes of the States whose posts these are.
        days: first and last ISO day on which the document shows the person; None where it has no date.
        document: document key; None for the reference data.
        passages: the sentences of the document that mention the person, in order.
    """

    anchor: str
    aliases: tuple[str, ...]
    person: str
    names: tuple[str, ...]
    posts: tuple[str, ...]
    states: tuple[str, ...]
    days: tuple[str, str] | None = None
    document: str | None = None
    passages: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """Two candidates that may be one person, and why they were or were not merged; for ``review``.

    Attributes:
        left, right: anchors; if one is of the reference data, it is the right one.
        score: 0 to 1, how much speaks for one person.
        merged: whether they are one person in this build.
        reasons: what speaks for it, most telling first, each a short sentence.
        objections: what speaks against it, likewise.
    """

    left: str
    right: str
    score: float
    merged: bool
    reasons: tuple[str, ...]
    objections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A human decision, one replayable line: these two anchors are (``same``) or are not one person.

    An anchor is ``<document key>#<name form>``, which survives a change of the extractor, or
    ``reference#<key>`` for a person of the authority file.
    """

    left: str
    right: str
    same: bool
    author: str
    day: str
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentResolution:
    """What resolution decided on one document: all that the statements of the document depend on.

    Attributes:
        document: document key.
        links: of every local id, by local id.
        labels: (key, label) of the persons that they lead to, by key.
        posts: the posts that they lead to, by key.
    """

    document: str
    links: tuple[Link, ...]
    labels: tuple[tuple[str, str], ...]
    posts: tuple[ResolvedPost, ...]


class Entities(Protocol):
    """What documents share: persons, and of the rest what the reference data lacks; ordered by key."""

    @property
    def persons(self) -> tuple[ResolvedPerson, ...]:
        """Every person."""
        ...

    @property
    def organizations(self) -> tuple[ResolvedOrganization, ...]:
        """Organizations that the reference data does not hold."""
        ...

    @property
    def places(self) -> tuple[ResolvedPlace, ...]:
        """Places that the reference data does not hold, and those of its cities that documents name."""
        ...


@dataclass(frozen=True, slots=True)
class Resolution:
    """Everything resolution decided, ordered by key; links by document and local id.

    ``candidates`` are all persons of all documents, by anchor. ``anchors`` are (anchor, key that a ledger
    keeps for it), sorted: the key of the person, or an older one that now leads to it.
    """

    persons: tuple[ResolvedPerson, ...]
    organizations: tuple[ResolvedOrganization, ...]
    places: tuple[ResolvedPlace, ...]
    links: tuple[Link, ...]
    pairs: tuple[CandidatePair, ...]
    posts: tuple[ResolvedPost, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    anchors: tuple[tuple[str, str], ...] = ()

    def by_document(self) -> Iterator[DocumentResolution]:
        """Give what was decided on each document that has anything to decide on, by document key."""
        labels = {person.key: person.label for person in self.persons}
        posts = {post.key: post for post in self.posts}
        for document, links in groupby(self.links, key=attrgetter("document")):
            mine = tuple(links)
            entities = sorted({link.entity for link in mine})
            yield DocumentResolution(
                document,
                mine,
                tuple((entity, labels[entity]) for entity in entities if entity in labels),
                tuple(posts[entity] for entity in entities if entity in posts),
            )
