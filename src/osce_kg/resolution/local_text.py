"""The resolution of one document as text and back: compact, quick to read, and nothing in it is ever run.

The first line is a JSON array of what the resolution of a corpus goes through, by position. Each further line
is what a human is shown of one mention, which is not read again until somebody asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from sys import intern

from osce_kg.model.resolution import Link, ResolvedPlace, ResolvedPost
from osce_kg.resolution.local_resolution import LocalResolution
from osce_kg.resolution.mentions import Record, SharedFacts, decoded_mention, mention_record
from osce_kg.resolution.organizations import NamedOrganization


def encode_local(local: LocalResolution) -> str:
    """Return the text of the resolution of a document, in ASCII, so that each line is one of any reader."""
    shared = SharedFacts.of(local.document, local.mentions)
    record = [
        local.document,
        sorted(shared.companions),
        sorted(shared.surroundings),
        [mention_record(mention, shared) for mention in local.mentions],
        [[link.local, link.entity, link.score, *link.reasons] for link in local.links],
        [[each.key, each.name, each.kind, each.state, each.mentions] for each in local.organizations],
        [[place.key, place.label, place.kind, place.state, place.within] for place in local.places],
        [json.dumps([post.key, post.label, post.title, post.body]) for post in local.posts],
    ]
    return "\n".join([json.dumps(record, separators=(",", ":")), *local.candidates])


def decode_local(text: str) -> LocalResolution:
    """Return the resolution of a document that :func:`encode_local` wrote.

    Raises:
        TypeError, ValueError: the text is that of something else.
    """
    record, *candidates = text.split("\n")
    document, companions, surroundings, mentions, links, organizations, places, posts = json.loads(record)
    shared = SharedFacts(document, frozenset(map(intern, companions)), frozenset(map(intern, surroundings)))
    return LocalResolution(
        document,
        tuple([decoded_mention(mention, shared) for mention in mentions]),
        tuple(candidates),
        _links(document, links),
        tuple([NamedOrganization(intern(key), *rest) for key, *rest in organizations]),
        tuple([ResolvedPlace(intern(key), *rest) for key, *rest in places]),
        tuple(map(_post, posts)),
    )


def shown_candidates(text: str) -> tuple[str, ...]:
    """Return only what a human is shown of each mention, from the text of the resolution of a document."""
    return tuple(text.split("\n")[1:])


def _links(document: str, records: Iterable[Record]) -> tuple[Link, ...]:
    return tuple(
        [
            Link(document, intern(local), intern(entity), score, _reasons(*reasons))
            for local, entity, score, *reasons in records
        ]
    )


@lru_cache(maxsize=1024)
def _reasons(*reasons: str) -> tuple[str, ...]:
    return reasons


@lru_cache(maxsize=65536)
def _post(text: str) -> ResolvedPost:
    key, label, title, body = json.loads(text)
    return ResolvedPost(key, label, title, body)
