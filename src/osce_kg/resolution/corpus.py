"""Resolution of a corpus: what its documents give one by one, gathered into persons and other entities."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from osce_kg.garbage import collection_paused
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import DocumentResolution, Judgement, Link
from osce_kg.resolution.kept import KeptResults
from osce_kg.resolution.ledger import Ledger
from osce_kg.resolution.local_resolution import LocalResolution
from osce_kg.resolution.mentions import Mention
from osce_kg.resolution.organizations import OrganizationTally
from osce_kg.resolution.persons import PersonResolution, Watch, resolve_persons
from osce_kg.resolution.places import PlaceTally
from osce_kg.resolution.posts import PostTally
from osce_kg.resolution.unit_results import doubted_pair


@collection_paused()
def resolve_corpus(
    locals_: Iterable[LocalResolution],
    reference: Reference,
    judgements: Iterable[Judgement] = (),
    ledger: Ledger | None = None,
    kept: KeptResults | None = None,
    watch: Watch | None = None,
) -> CorpusResolution:
    """Decide which local persons, organizations, places and posts are one entity.

    Args:
        locals_: one for each document, in any order; they are gone over once.
        reference: authority persons, by which the documents were resolved.
        judgements: human decisions; they override scores and guards.
        ledger: keys that earlier builds gave.
        kept: what is known from an earlier build; what this one finds is added. The resolution is the same.
        watch: is told all pairs that were weighed, as far as nothing was kept of them.

    Raises:
        InputError: two judgements contradict each other.
    """
    gathered = _Gathered()
    for local in locals_:
        gathered.add(local)
    persons = resolve_persons(gathered.mentions, reference, judgements, ledger, kept, watch)
    return CorpusResolution(persons, gathered)


class _Gathered:
    """What the documents of a corpus give together."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.organizations = OrganizationTally()
        self.places = PlaceTally()
        self.posts = PostTally()
        self.posts_of: dict[str, tuple[str, ...]] = {}
        self.entities: set[str] = set()

    def add(self, local: LocalResolution) -> None:
        self.mentions.extend(local.mentions)
        for organization in local.organizations:
            self.organizations.add(organization)
        for place in local.places:
            self.places.add(place)
        for post in local.posts:
            self.posts.add(post)
        self.posts_of[local.document] = tuple([post.key for post in local.posts])
        self.entities.update([link.entity for link in local.links])


class CorpusResolution:
    """What resolution of a corpus decided; what a document says alone is not held.

    Attributes:
        persons, organizations, places, posts: ordered by key.
        weighed, merged: number of pairs of mentions that were weighed, and of those that are one person.
        anchors: (anchor, key that a ledger keeps for it), sorted: the key of the person, or an older one that
            now leads to it.
        entities: number of entities that documents lead to.
    """

    def __init__(self, found: PersonResolution, gathered: _Gathered) -> None:
        self.persons = found.persons
        self.weighed, self.merged = found.weighed, found.merged
        self.anchors = found.anchors
        self.organizations = gathered.organizations.organizations()
        self.places = gathered.places.places()
        self.posts = gathered.posts.posts()
        self.entities = len(gathered.entities) + len(found.persons)
        self._doubts = found.doubts
        self._labels = {person.key: person.label for person in self.persons}
        self._posts = {post.key: post for post in self.posts}
        self._posts_of = gathered.posts_of
        self._mentions: dict[str, list[Link]] = {document: [] for document in gathered.posts_of}
        for link in found.links:
            self._mentions[link.document].append(link)

    def doubted_pairs(self) -> Iterator[str]:
        """Give the pairs on which it depends who is one person, the most doubtful first, each as JSON."""
        return map(doubted_pair, self._doubts)

    def document(self, local: LocalResolution) -> DocumentResolution:
        """Return all that was decided on a document of the corpus.

        Raises:
            KeyError: the document was not in the corpus.
        """
        mentions = self._mentions[local.document]
        links = sorted((*mentions, *local.links), key=lambda link: link.local)
        persons = sorted({link.entity for link in mentions})
        return DocumentResolution(
            local.document,
            tuple(links),
            tuple((person, self._labels[person]) for person in persons),
            tuple(self._posts[post.key] for post in local.posts),
        )

    def given(self, document: str) -> str:
        """Return a text of what the corpus decided on a document.

        What :meth:`document` returns is the same as long as this text and the local resolution are.

        Raises:
            KeyError: the document was not in the corpus.
        """
        persons = [
            (link.entity, self._labels[link.entity], link.score, *link.reasons)
            for link in self._mentions[document]
        ]
        posts = [(post.label, post.title) for post in map(self._posts.__getitem__, self._posts_of[document])]
        return json.dumps([persons, posts])

    def persons_of(self, document: str) -> tuple[str, ...]:
        """Return the keys of the persons that the mentions of a document are, in the order of the mentions.

        Raises:
            KeyError: the document was not in the corpus.
        """
        return tuple(link.entity for link in self._mentions[document])
