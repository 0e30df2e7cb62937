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
_BETWEEN_POSTS: Final = dt.timedelta(days=180)

Traits: TypeAlias = tuple[frozenset[str], str]
"""States of a person's posts, and gender."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Score from 0 to 1, and in words what speaks for it and what against it, most telling first."""

    score: float
    reasons: tuple[str, ...]
    objections: tuple[str, ...] = ()


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
        return Evidence(0.0, (name,), (obstacle,))
    weight, fact = _second_fact(left, right, match)
    score = round(match.similarity * weight, 4)
    # A fact that leaves even one name for both below the floor is an objection.
    return Evidence(score, (name,), (fact,)) if weight < MERGE_FLOOR else Evidence(score, (name, fact))


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
        return _post_and_time(left, right, post)
    if post is not None and post.body:
        return 0.98, f"same post: {post.label}"
    shared = sorted(left.encounters & right.encounters)
    if shared:
        day, state, other = shared[0]
        return 0.95, f"both met {other} on {day}" + (f" in {state}" if state else "")
    if match.likeness is Likeness.VARIANT:
        # Two spellings may well be two people: a State or a title in common is too little for them.
        return _NAME_ALONE, "a similar name, but neither a post nor an encounter in common"
    return _weaker_fact(left, right)


def _post_and_time(left: PersonProfile, right: PersonProfile, post: HeldPost | None) -> tuple[float, str]:
    """Weigh a surname alone: it takes the same post of one State or body, within the length of a term."""
    if post is None or not post.body:
        return _NAME_ALONE, "nothing but a surname in common, and no common post"
    if left.days is None or right.days is None or _distance(left.days, right.days) > _SAME_TERM:
        return _NAME_ALONE, f"same post, {post.label}, but too far apart in time or undated"
    return 0.98 - 0.1 * _distance(left.days, right.days) / _SAME_TERM, f"same post: {post.label}"


def _weaker_fact(left: PersonProfile, right: PersonProfile) -> tuple[float, str]:
    """Weigh what suffices beside the same full name only."""
    neighbours = _posts_in_one_body(left, right)
    if neighbours:
        return 0.9, f"posts in the same body: {neighbours[0]}, {neighbours[1]}"
    title = _common_title(left, right)
    if title is not None:
        return 0.85, f"same title: {title}"
    companions = sorted(left.companions & right.companions)
    if len(companions) > 1 and not (left.posts and right.posts):
        return 0.85, f"both documents also name {companions[0]} and {companions[1]}"
    states = sorted(left.states & right.states)
    if states and _distance(left.days, right.days) < _BETWEEN_POSTS:
        return 0.7, f"different posts of the same State at the same time: {states[0]}"
    if states:
        return 0.85, f"posts of the same State: {states[0]}"
    named = sorted(_known_for(left) & right.surroundings | _known_for(right) & left.surroundings)
    if named and not (left.posts and right.posts):
        return 0.8, f"no post is given in one document, but it names {named[0]}"
    return _NAME_ALONE, "nothing but the name in common"


def _common_post(left: PersonProfile, right: PersonProfile) -> HeldPost | None:
    theirs = {(post.title, post.body) for post in right.posts}
    common = [post for post in left.posts if (post.title, post.body) in theirs]
    return min(common, key=lambda post: (not post.body, post), default=None)


def _common_title(left: PersonProfile, right: PersonProfile) -> str | None:
    """Return a title that both have, in one body or where one document leaves the body open.

    "Ambassador" or "Professor" alone is hardly more than a form of address.
    """
    titles = [
        mine.label
        for mine in left.posts
        for theirs in right.posts
        if mine.title == theirs.title and " " in mine.title
        if mine.body == theirs.body or "" in (mine.body, theirs.body)
    ]
    return max(titles, default=None, key=lambda label: (len(label), label))


def _posts_in_one_body(left: PersonProfile, right: PersonProfile) -> tuple[str, str] | None:
    """Return two posts in one body that is neither a State nor the OSCE, which are too large to tell."""
    pairs = [
        (mine.label, theirs.label)
        for mine in left.posts
        for theirs in right.posts
        if mine.body == theirs.body and mine.body not in ("", "structure/osce")
        if not mine.body.startswith("state/")
    ]
    return min(pairs, default=None)


def _known_for(profile: PersonProfile) -> frozenset[str]:
    """Return the bodies and States of a person's posts, without the OSCE, which every document names."""
    bodies = {post.body for post in profile.posts} | {f"state/{state}" for state in profile.states}
    return frozenset(bodies - {"", "structure/osce"})


def _same_name_and_post(left: PersonProfile, right: PersonProfile) -> bool:
    if left.name is None or right.name is None:
        return False
    return left.name.parts == right.name.parts and _common_post(left, right) is not None


def _distance(left: Days | None, right: Days | None) -> dt.timedelta:
    """Return the gap between two periods; zero when they overlap or one is unknown."""
    if left is None or right is None:
        return dt.timedelta(0)
    return max(left[0] - right[1], right[0] - left[1], dt.timedelta(0))


def _listed(states: frozenset[str]) -> str:
    return ", ".join(sorted(states))
