"""What speaks for and against two mentions being one person, as a score with reasons.

The score is the likeness of the names times the weight of the best other fact that agrees. Without such a
fact it stays below the floor for merging: nobody is merged on a name alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, TypeAlias

from osce_kg.person_names import Likeness, NameMatch, PersonName, compare_names
from osce_kg.resolution.posts import HeldPost
from osce_kg.resolution.profiles import Days, PersonProfile

MERGE_FLOOR: Final = 0.75
"""Pairs with at least this score are one person unless something forbids it."""

_NAME_ALONE: Final = 0.5
_CAREER: Final = dt.timedelta(days=40 * 365)
_SAME_TERM: Final = dt.timedelta(days=6 * 365)
_BETWEEN_POSTS: Final = dt.timedelta(days=180)
_CAREER_IN_A_STATE: Final = "posts of the same State"
_DECAY: Final = 0.1
"""What six years between a surname alone and others in the same post take from the weight of the post."""

HEADS: Final = frozenset({"coordinator", "director", "head", "secretary general"})
"""Normal titles of those who lead a body, without anything that says a part of it."""

Traits: TypeAlias = tuple[frozenset[str], str]
"""States of a person's posts, as far as documents say them, and gender."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against two mentions being one person.

    Attributes:
        score: 0 to 1.
        match: how alike the names are.
        reasons: what speaks for it, in words, most telling first.
        objections: what speaks against it, likewise.
        post: for a surname or an initial alone the post that both mentions name, if any; then the dates of
            all who held it decide (see :mod:`osce_kg.resolution.merging`).
        is_career: all that speaks for it is that one person may have held the two posts one after the other.
    """

    score: float
    match: NameMatch
    reasons: tuple[str, ...]
    objections: tuple[str, ...] = ()
    post: HeldPost | None = None
    is_career: bool = False


def weigh(left: PersonProfile, right: PersonProfile) -> Evidence | None:
    """Weigh two mentions with names; None when their names are not alike at all."""
    if left.name is None or right.name is None:
        return None
    match = compare_names(left.name, right.name)
    if match.likeness is Likeness.DIFFERENT:
        return None
    obstacle = contradiction(left, right)
    if obstacle:
        return Evidence(0.0, match, (_spoken(match),), (obstacle,))
    post = _common_post(left, right)
    if match.likeness is not Likeness.PARTIAL:
        weight, fact = _second_fact(left, right, match, post)
        return replace(_evidence(match, weight, fact), is_career=fact.startswith(_CAREER_IN_A_STATE))
    if post is None or not post.body:
        return _evidence(match, _NAME_ALONE, "nothing but a surname in common, and no common post")
    return surname_evidence(match, post, gap_between(left.days, right.days))


def surname_evidence(match: NameMatch, post: HeldPost, gap: dt.timedelta | None) -> Evidence:
    """Weigh a surname or initial alone with a common post by the time between the two.

    Args:
        match: of the names.
        post: that both hold.
        gap: time between them, None if one is undated. Two years and a half are too much for a surname.
    """
    if gap is None or gap > _SAME_TERM:
        fact = f"same post, {post.label}, but too far apart in time or undated"
        return replace(_evidence(match, _NAME_ALONE, fact), post=post)
    weight = 0.98 - _DECAY * gap / _SAME_TERM
    return replace(_evidence(match, weight, f"same post: {post.label}"), post=post)


def _evidence(match: NameMatch, weight: float, fact: str) -> Evidence:
    """Return names and fact as evidence; a fact that leaves even one name for both too little objects."""
    score, name = round(match.similarity * weight, 4), _spoken(match)
    if weight < MERGE_FLOOR:
        return Evidence(score, match, (name,), (fact,))
    return Evidence(score, match, (name, fact))


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
    return profile.stated, profile.gender


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


def are_alike(left: PersonName | None, right: PersonName | None) -> bool:
    """Tell whether two mentions have names that are alike; without a name nobody is like anybody."""
    return left is not None and right is not None and not names_exclude(left, right)


def names_exclude(left: PersonName, right: PersonName) -> bool:
    """Tell whether nobody has both names."""
    return compare_names(left, right).likeness is Likeness.DIFFERENT


def _second_fact(
    left: PersonProfile, right: PersonProfile, match: NameMatch, post: HeldPost | None
) -> tuple[float, str]:
    """Return weight and words of the strongest fact beside the name that both mentions state."""
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
    return _career(left, right) or _surroundings(left, right)


def _career(left: PersonProfile, right: PersonProfile) -> tuple[float, str] | None:
    """Weigh two posts that one person may have held one after the other."""
    at_once = are_at_once(left.days, right.days)
    states = sorted(left.states & right.states)
    if states and at_once:
        return 0.7, f"different posts of the same State at the same time: {states[0]}"
    if states:
        return 0.85, f"{_CAREER_IN_A_STATE}: {states[0]}"
    led = _led_bodies(left, right)
    if led and not at_once:
        return 0.85, f"head of two bodies of one organization: {led[0]}, {led[1]}"
    return None


def _surroundings(left: PersonProfile, right: PersonProfile) -> tuple[float, str]:
    """Weigh a name without a post in a document that names the body that the other knows the person for."""
    named = sorted(known_for(left) & right.surroundings | known_for(right) & left.surroundings)
    if named and not (left.posts and right.posts):
        return 0.8, f"no post is given in one document, but it names {named[0]}"
    return _NAME_ALONE, "nothing but the name in common"


def _common_post(left: PersonProfile, right: PersonProfile) -> HeldPost | None:
    """Return a post that both hold, best one whose body is known."""
    common = [
        theirs if mine.inferred else mine
        for mine in left.posts
        for theirs in right.posts
        if mine.title == theirs.title
        if mine.body == theirs.body
        or (mine.inferred and not theirs.inferred and theirs.body in left.surroundings)
        or (theirs.inferred and not mine.inferred and mine.body in right.surroundings)
    ]
    return min(common, key=lambda post: (not post.body, post), default=None)


def _common_title(left: PersonProfile, right: PersonProfile) -> str | None:
    """Return a title that both have, where one document leaves the body open or names the other's too.

    "Ambassador" or "Professor" with an open body is hardly more than a form of address.
    """
    known = known_for(left) & right.surroundings | known_for(right) & left.surroundings
    titles = [
        mine.label
        for mine in left.posts
        for theirs in right.posts
        if mine.title == theirs.title
        if (" " in mine.title and "" in (mine.body, theirs.body))
        or not known.isdisjoint({mine.body, theirs.body})
    ]
    return max(titles, default=None, key=lambda label: (len(label), label))


def _led_bodies(left: PersonProfile, right: PersonProfile) -> tuple[str, str] | None:
    """Return two posts at the head of two bodies of one organization, such as missions of the OSCE."""
    pairs = [
        (mine.label, theirs.label)
        for mine in left.posts
        for theirs in right.posts
        if mine.title in HEADS and theirs.title in HEADS
        if mine.organization and mine.organization == theirs.organization
    ]
    return min(pairs, default=None)


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


def known_for(profile: PersonProfile) -> frozenset[str]:
    """Return the bodies of a person's posts, without States and the OSCE, which too many documents name."""
    bodies = {post.body for post in profile.posts}
    return frozenset(body for body in bodies - {"", "structure/osce"} if not body.startswith("state/"))


def _same_name_and_post(left: PersonProfile, right: PersonProfile) -> bool:
    if left.name is None or right.name is None:
        return False
    return left.name.parts == right.name.parts and _common_post(left, right) is not None


def are_at_once(left: Days | None, right: Days | None) -> bool:
    """Tell whether two periods are too near each other to be those of one post after another."""
    return (gap_between(left, right) or dt.timedelta(0)) < _BETWEEN_POSTS


def gap_between(left: Days | None, right: Days | None) -> dt.timedelta | None:
    """Return the time between two periods; zero when they overlap, None when one is unknown."""
    if left is None or right is None:
        return None
    return max(left[0] - right[1], right[0] - left[1], dt.timedelta(0))


@cache
def _spoken(match: NameMatch) -> str:
    return f"{match.likeness.value} ({match.similarity:.2f})"


def _listed(states: frozenset[str]) -> str:
    return ", ".join(sorted(states))
