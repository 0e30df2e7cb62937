"""Mentions: persons of documents, each with the authority persons that it may be, and as compact JSON."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from functools import lru_cache
from sys import intern
from typing import Any, TypeAlias

from osce_kg.person_names import PersonName, parse_name
from osce_kg.resolution.authorities import AuthorityFile, AuthorityLink
from osce_kg.resolution.posts import HeldPost
from osce_kg.resolution.profiles import PersonProfile

_CACHED = 65536
"""So many different posts, names and groups of States are decoded once, and held in memory once."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person of a document, as far as the document and the reference data tell.

    Attributes:
        profile: what the document says.
        fitting: authority persons that this may be, the surest first.
        digest: 16 bytes over both; two mentions with one digest are treated alike.
    """

    profile: PersonProfile
    fitting: tuple[AuthorityLink, ...]
    digest: bytes

    @classmethod
    def of(cls, profile: PersonProfile, authorities: AuthorityFile) -> Mention:
        """Return the mention with a profile."""
        fitting = authorities.fitting(profile)
        shared = (profile.document, *map(sorted, (profile.companions, profile.surroundings)))
        record = json.dumps([*shared, *own_record(profile, fitting)])
        return cls(profile, fitting, hashlib.blake2b(record.encode(), digest_size=16).digest())


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """What all mentions of a document have in common.

    Attributes:
        document: document key.
        companions: every full name of the document, in a form for comparison.
        surroundings: entity keys of the organizations and States that it names.
    """

    document: str
    companions: frozenset[str]
    surroundings: frozenset[str]

    @classmethod
    def of(cls, document: str, mentions: Iterable[Mention]) -> SharedFacts:
        """Return what some mentions of a document have in common."""
        profiles = [mention.profile for mention in mentions]
        companions: frozenset[str] = frozenset().union(*(profile.companions for profile in profiles))
        surroundings = profiles[0].surroundings if profiles else frozenset()
        return cls(document, companions, surroundings)


Record: TypeAlias = list[Any]


def own_record(profile: PersonProfile, fitting: Iterable[AuthorityLink]) -> Record:
    """Return what a mention does not share with the others of its document, as values of JSON.

    Posts are JSON in JSON: equal ones are decoded once. Anchors are given without the key of the document.
    """
    tail = len(profile.document) + 1
    days = [day.isoformat() for day in profile.days] if profile.days else None
    return [
        profile.local,
        profile.issued.isoformat(),
        profile.anchor[tail:],
        [alias[tail:] for alias in profile.aliases],
        profile.name.text if profile.name else None,
        profile.description,
        profile.gender,
        list(map(_post_text, profile.posts)),
        ",".join(sorted(profile.states)),
        ",".join(sorted(profile.stated)),
        days,
        sorted(profile.encounters),
        profile.weight,
        [(link.key, link.score, link.reasons) for link in fitting],
    ]


def mention_record(mention: Mention, shared: SharedFacts) -> Record:
    """Return a mention as values of JSON; see :func:`decoded_mention`."""
    missing = sorted(shared.companions - mention.profile.companions)
    return [*own_record(mention.profile, mention.fitting), missing, mention.digest.hex()]


def decoded_mention(record: Record, shared: SharedFacts) -> Mention:
    """Return the mention that :func:`mention_record` gave.

    Raises:
        TypeError, ValueError: the record is that of something else.
    """
    local, issued, anchor, aliases, name, description, gender, posts, states, stated, days, *rest = record
    encounters, weight, fitting, missing, digest = rest
    start = shared.document + "#"
    profile = PersonProfile(
        shared.document,
        local,
        dt.date.fromisoformat(issued),
        start + anchor,
        tuple([start + alias for alias in aliases]),
        None if name is None else _name(name),
        description,
        gender,
        tuple(map(_post, posts)),
        _codes(states),
        _codes(stated),
        days and (dt.date.fromisoformat(days[0]), dt.date.fromisoformat(days[1])),
        frozenset(map(tuple, encounters)),
        shared.companions.difference(missing),
        shared.surroundings,
        weight,
    )
    return Mention(
        profile, tuple([AuthorityLink(intern(k), s, tuple(r)) for k, s, r in fitting]), bytes.fromhex(digest)
    )


@lru_cache(maxsize=_CACHED)
def _post_text(post: HeldPost) -> str:
    return json.dumps(astuple(post), separators=(",", ":"))


@lru_cache(maxsize=_CACHED)
def _post(text: str) -> HeldPost:
    key, title, body, state, tenure, label, organization, inferred = json.loads(text)
    return HeldPost(key, title, body, state, tenure, label, organization, inferred)


@lru_cache(maxsize=_CACHED)
def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split(",")) if text else frozenset()


@lru_cache(maxsize=_CACHED)
def _name(text: str) -> PersonName:
    return parse_name(text)
