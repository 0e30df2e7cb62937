"""Blocks find what comparing everybody with everybody finds, at a cost that grows with the mentions alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations, product

import pytest
from benchmarks.planted_mentions import planted_mentions
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.person_names import parse_name
from osce_kg.resolution.blocking import candidate_pairs
from osce_kg.resolution.evidence import MERGE_FLOOR, weigh
from osce_kg.resolution.mention_keys import mention_keys
from osce_kg.resolution.posts import HeldPost
from osce_kg.resolution.profiles import PersonProfile

GIVEN = ("Kassym-Jomart", "Kasymzhomart", "Qasim", "Kasim", "Sergei", "Sergey", "Serguei", "S.")
MIDDLE = ("", "", "Heydar", "oglu", "A.")
SURNAMES = (
    "Abdrakhmanov",
    "Abdrahmanov",
    "Abdurakhmanov",
    "Aliyev",
    "Aliev",
    "Gasanov",
    "Hasanova",
    "Oe",
    "O",
)
BODIES = ("", "state/KAZ", "organization/x1", "structure/odihr")
DAYS = tuple(dt.date(year, 3, 1) for year in (1999, 2000, 2004))
SOME_BODIES = st.frozensets(st.sampled_from(BODIES[1:]), max_size=2)
POSTS = st.builds(
    lambda title, body, inferred: HeldPost(
        f"post/{title}{body}",
        title,
        body,
        "KAZ" if body[:1] == "s" else "",
        "holder",
        title,
        inferred=inferred,
    ),
    st.sampled_from(("head", "foreign minister", "deputy head")),
    st.sampled_from(BODIES),
    st.booleans(),
)


@st.composite
def names(draw: st.DrawFn) -> str:
    given_name, middle, surname = (draw(st.sampled_from(choice)) for choice in (GIVEN, MIDDLE, SURNAMES))
    parts = draw(st.sampled_from(((given_name, middle, surname), (surname, middle, given_name), (surname,))))
    return " ".join(filter(None, parts))


@st.composite
def mentions(draw: st.DrawFn) -> PersonProfile:
    day = draw(st.sampled_from(DAYS))
    posts = tuple(draw(st.lists(POSTS, max_size=2)))
    states = frozenset(post.state for post in posts if post.state)
    return PersonProfile(
        document="",
        local="p1",
        issued=day,
        anchor="",
        aliases=(),
        name=parse_name(draw(names())),
        description="",
        gender="",
        posts=posts,
        states=states,
        stated=frozenset(),
        days=(day, day),
        encounters=draw(st.sampled_from((frozenset(), frozenset({("1999-03-01", "KAZ", "passy solomon")})))),
        companions=draw(st.sampled_from((frozenset(), frozenset({"passy solomon", "petrov ivan"})))),
        surroundings=draw(SOME_BODIES),
        weight=1,
    )


def numbered(profiles: Sequence[PersonProfile]) -> list[PersonProfile]:
    return [
        replace(profile, document=f"n{index:04}", anchor=f"n{index:04}#a")
        for index, profile in enumerate(profiles)
    ]


def found_in_blocks(profiles: Sequence[PersonProfile]) -> list[tuple[int, int]]:
    pairs = candidate_pairs(profiles, mention_keys(profiles, {}))
    return [(left, right) for left, right in pairs.tolist()]


def convincing(profiles: Sequence[PersonProfile]) -> set[tuple[int, int]]:
    """Compare everybody with everybody."""
    return {
        (left, right)
        for left, right in combinations(range(len(profiles)), 2)
        if (evidence := weigh(profiles[left], profiles[right])) and evidence.score >= MERGE_FLOOR
    }


@settings(max_examples=100, deadline=None)
@given(st.lists(mentions(), min_size=2, max_size=8))
def test_a_pair_that_comparing_everybody_finds_is_found_in_blocks(profiles: list[PersonProfile]) -> None:
    profiles = numbered(profiles)
    assert convincing(profiles) <= set(found_in_blocks(profiles))


def test_planted_variants_that_comparing_everybody_finds_are_found_in_blocks() -> None:
    profiles = [mention.profile for mention in planted_mentions(400)]
    keys = mention_keys(profiles, {})

    def by_key(pairs: Iterable[tuple[int, int]]) -> set[tuple[int, ...]]:
        return {tuple(sorted((keys[left], keys[right]))) for left, right in pairs}

    wanted = by_key(convincing(profiles))
    assert len(wanted) > 400
    assert wanted <= by_key(found_in_blocks(profiles))


@pytest.mark.parametrize("kind", ["post", "no post", "surname alone"])
def test_the_pairs_of_one_name_grow_with_its_mentions(kind: str) -> None:
    small, large = (len(found_in_blocks(minister(kind, count))) / count for count in (400, 800))
    assert large < 1.1 * small
    assert large < 40


def test_the_pairs_of_planted_mentions_grow_with_the_mentions() -> None:
    small, large = (
        len(found_in_blocks([m.profile for m in planted_mentions(count)])) / count for count in (1000, 3000)
    )
    assert large < 1.5 * small


def minister(kind: str, count: int) -> list[PersonProfile]:
    """Return what many documents say of one minister, each of another day, among other bodies and people."""
    post = HeldPost("post/x", "foreign minister", "state/KAZ", "KAZ", "holder", "Foreign Minister")
    text = "Aliyev" if kind == "surname alone" else "Ilham Aliyev"
    found = []
    for index in range(count):
        day = dt.date(2001, 1, 1) + dt.timedelta(days=index * 37 % 1400)
        posts = () if kind == "no post" else (post,)
        states = frozenset(held.state for held in posts)
        found.append(
            PersonProfile(
                document="",
                local="p1",
                issued=day,
                anchor="",
                aliases=(),
                name=parse_name(text),
                description=text,
                gender="",
                posts=posts,
                states=states,
                stated=states,
                days=(day, day),
                encounters=frozenset(),
                companions=frozenset({f"ivan petrov{index % 9}", f"anna rusu{index % 7}"}),
                surroundings=frozenset({f"organization/x{index % 11}", "state/KAZ"}),
                weight=1,
            )
        )
    return numbered(found)


def test_each_mention_of_a_large_block_meets_the_others_of_its_key() -> None:
    profiles = minister("post", 100)
    keys = mention_keys(profiles, {})
    assert set(keys) == {0}
    assert {(0, index) for index in range(1, 100)} <= set(found_in_blocks(profiles))


def test_who_has_no_post_meets_all_that_are_known_by_one_even_in_a_large_block() -> None:
    known = minister("post", 60)
    body = HeldPost("post/y", "head", "organization/x3", "", "holder", "Head")
    known = [replace(profile, posts=(*profile.posts, body)) for profile in known]
    others = minister("no post", 60)
    profiles = numbered([*known, *others])
    pairs = set(found_in_blocks(profiles))
    naming = [60 + i for i, other in enumerate(others) if "organization/x3" in other.surroundings]
    assert naming
    for mention in naming:
        assert any((mine, mention) in pairs for mine in range(60))


def test_pairs_come_in_order_each_once_with_the_smaller_position_first() -> None:
    pairs = found_in_blocks(numbered([*minister("post", 50), *minister("surname alone", 50)]))
    assert pairs == sorted(set(pairs))
    assert all(left < right for left, right in pairs)


def test_who_meets_under_another_name_is_no_pair() -> None:
    (one,) = minister("post", 1)
    profiles = numbered([one, replace(one, name=parse_name("Anna Rusu")), one])
    assert found_in_blocks(profiles) == [(0, 2)]


def test_who_has_no_name_meets_nobody() -> None:
    unnamed = [replace(profile, name=None) for profile in minister("post", 5)]
    assert found_in_blocks(unnamed) == []


def test_a_name_of_a_hundred_parts_has_few_keys() -> None:
    parts = "".join(f"{one}{two} " for one, two in product("bdfgklmnpr", "aeioubdfgk"))
    long = replace(minister("post", 1)[0], name=parse_name(parts))
    assert found_in_blocks(numbered([long, long])) == [(0, 1)]
