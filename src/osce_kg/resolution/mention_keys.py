"""Mention keys: what thousands of documents say alike of one person is compared with others once.

Mentions have one key if they give the same full name, the same posts in the same bodies, the same States and
gender, fit the same authority person, and lie within one career. Nothing speaks more for two mentions being
one person, so that one pair is enough to join each of them to the others of its key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from functools import lru_cache

from osce_kg.resolution.evidence import is_too_long
from osce_kg.resolution.posts import HeldPost
from osce_kg.resolution.profiles import Days, PersonProfile


def mention_keys(
    profiles: Sequence[PersonProfile], authorities: Mapping[int, str], judged: Collection[int] = ()
) -> tuple[int, ...]:
    """Return the key of each mention: the position of the first mention that has it.

    Args:
        profiles: mentions, in the order of their positions.
        authorities: position of a mention → key of the authority person that it was linked to.
        judged: mentions that human decisions are about; each has a key of its own.
    """
    periods: defaultdict[Hashable, list[_Period]] = defaultdict(list)
    keys: list[int] = []
    for position, profile in enumerate(profiles):
        if position in judged or not is_telling(profile):
            keys.append(position)
            continue
        earlier = periods[_statement(profile, authorities.get(position, ""))]
        period = next((known for known in earlier if known.takes(profile.days)), None)
        if period is None:
            period = _Period(position)
            earlier.append(period)
        period.add(profile.days)
        keys.append(period.key)
    return tuple(keys)


def is_telling(profile: PersonProfile) -> bool:
    """Tell whether a mention gives a full name and a post in a body, enough to know the person again by."""
    return profile.name is not None and profile.name.is_full and any(post.body for post in profile.posts)


def _statement(profile: PersonProfile, authority: str) -> Hashable:
    parts = profile.name.parts if profile.name else ()
    return parts, _said_of(profile.posts), profile.states, profile.stated, profile.gender, authority


@lru_cache(maxsize=65536)
def _said_of(posts: tuple[HeldPost, ...]) -> frozenset[tuple[str, str, str, bool]]:
    return frozenset((post.title, post.body, post.tenure, post.inferred) for post in posts)


class _Period:
    """The days of the mentions of one key; together they are no longer than a career."""

    def __init__(self, key: int) -> None:
        self.key = key
        self._days: Days | None = None

    def takes(self, days: Days | None) -> bool:
        return days is None or self._days is None or not is_too_long(self._days, days)

    def add(self, days: Days | None) -> None:
        if days is not None:
            known = self._days or days
            self._days = min(known[0], days[0]), max(known[1], days[1])
