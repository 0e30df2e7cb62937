"""What speaks for and against two mentions being one person, as a score with reasons.

The score is the likeness of the names times the weight of the best other fact that agrees. Without such a
fact it stays below the floor for merging: nobody is merged on a name alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, TypeAlias

from osce_kg.resolution.names import Likeness, NameMatch, PersonName, compare_names
from osce_kg.resolution.posts import HeldPost
from osce_kg.resolution.profiles import Days, PersonProfile

MERGE_FLOOR: Final = 0.75
"""Pairs with at least this score are one person unless something forbids it."""

_NAME_ALONE: Final = 0.5
_CAREER: Final = dt.timedelta(days=40 * 365)
_SAME_TERM: Final = dt.timedelta(days=6 * 365)

Traits: TypeAlias = tuple[frozenset[str], str]
"""States of a person's posts, and gender."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Score from 0 to 1, and the reasons in words, most telling first."""

    score: float
    reasons: tuple[str, ...]


def weigh(left: PersonProfile, right: PersonProfile) -> Evidence | None:
    """Weigh two mentions with names; None when their names are not alike at all."""
    if left.name is None or right.name is None:
        return None
    match = compare_names(left.name, right.name)
    if match.likeness is Likeness.DIFFERENT:
        return None
    name = f"{match.likeness.value} ({match.similarity:.2f})"
    obstacle = contradiction(left, right)
    if obstacle:
        return Evidence(0.0, (obstacle, name))
    weight, fact = _second_fact(left, right, match)
    return Evidence(round(match.similarity * weight, 4), (name, fact))


def contradiction(left: PersonProfile, right: PersonProfile) -> str | None:
    """Return why the two cannot be one person whatever their names, or None."""
    conflict = traits_conflict(traits(left), traits(right))
    if conflict:
        return conflict
    if left.days and right.days and is_too_long(left.days, right.days):
        return "more than 40 years apart"
    return same_document_conflict(left, right)


def traits(profile: PersonProfile) -> Traits:
    """Return what must agree in all mentions of a person."""
    return profile.states, profile.gender


def traits_conflict(left: Traits, right: Traits) -> str | None:
    """Return why nobody has both, or None."""
    if left[0] and right[0] and not left[0] & right[0]:
        return f"posts of different States: {_listed(left[0])} and {_listed(right[0])}"
    if left[1] and right[1] and left[1] != right[1]:
        return "a man and a woman by their titles"
    return None


def is_too_long(left: Days, right: Days) -> bool:
    """Tell whether the two periods together are longer than a career."""
    return max(left[1], right[1]) - min(left[0], right[0]) > _CAREER


def same_document_conflict(left: PersonProfile, right: PersonProfile) -> str | None:
    """Return why two mentions of one document are two people: extraction already told them apart."""
    if left.document != right.document or _same_name_and_post(left, right):
        return None
    return "two people of one document"


def names_exclude(left: PersonName, right: PersonName) -> bool:
    """Tell whether nobody has both names."""
    return compare_names(left, right).likeness is Likeness.DIFFERENT


def _second_fact(left: PersonProfile, right: PersonProfile, match: NameMatch) -> tuple[float, str]:
    """Return weight and words of the strongest fact beside the name that both mentions state."""
    post = _common_post(left, right)
    if match.likeness is Likeness.PARTIAL:
        # A surname alone: the same post of the same State or body, within the length of a term.
        if post is None or not post.body:
            return _NAME_ALONE, "nothing but a surname in common, and no common post"
        if not _within(left.days, right.days, _SAME_TERM):
            return _NAME_ALONE, f"same post, {post.title}, but too far apart in time or undated"
        return 0.98 - 0.1 * _distance(left.days, right.days) / _SAME_TERM, f"same post: {_described(post)}"
    if post is not None:
        return (0.98 if post.body else 0.85), f"same post: {_described(post)}"
    shared = sorted(left.encounters & right.encounters)
    if shared:
        day, state, other = shared[0]
        return 0.95, f"both met {other} on {day}" + (f" in {state}" if state else "")
    bodies = sorted(_bodies(left) & _bodies(right))
    spelled_alike = match.likeness is not Likeness.VARIANT
    if bodies and spelled_alike:
        return 0.9, f"posts in the same body: {bodies[0]}"
    states = sorted(left.states & right.states)
    if states:
        # Two spellings in one State may well be two people: more is asked of them.
        return (0.85 if spelled_alike else 0.7), f"posts of the same State: {states[0]}"
    return _NAME_ALONE, "nothing but the name in common"


def _common_post(left: PersonProfile, right: PersonProfile) -> HeldPost | None:
    theirs = {(post.title, post.body) for post in right.posts}
    common = [post for post in left.posts if (post.title, post.body) in theirs]
    return min(common, key=lambda post: (not post.body, post), default=None)


def _bodies(profile: PersonProfile) -> set[str]:
    """Return the bodies of a person's posts; the OSCE as a whole tells nothing in documents of the OSCE."""
    return {post.body for post in profile.posts if post.body and post.body != "structure/osce"}


def _same_name_and_post(left: PersonProfile, right: PersonProfile) -> bool:
    if left.name is None or right.name is None:
        return False
    return left.name.parts == right.name.parts and _common_post(left, right) is not None


def _distance(left: Days | None, right: Days | None) -> dt.timedelta:
    """Return the gap between two periods; zero when they overlap or one is unknown."""
    if left is None or right is None:
        return dt.timedelta(0)
    return max(left[0] - right[1], right[0] - left[1], dt.timedelta(0))


def _within(left: Days | None, right: Days | None, limit: dt.timedelta) -> bool:
    return left is not None and right is not None and _distance(left, right) <= limit


def _described(post: HeldPost) -> str:
    return f"{post.title} ({post.body})" if post.body else post.title


def _listed(states: frozenset[str]) -> str:
    return ", ".join(sorted(states))
