from __future__ import annotations

import datetime as dt
from dataclasses import replace

from osce_kg.person_names import parse_name
from osce_kg.resolution.mention_keys import mention_keys
from osce_kg.resolution.posts import HeldPost
from osce_kg.resolution.profiles import PersonProfile

POST = HeldPost("post/x", "foreign minister", "state/KAZ", "KAZ", "holder", "Foreign Minister")


def said(name: str = "Erlan Idrissov", *, year: int = 2001, post: HeldPost | None = POST) -> PersonProfile:
    day = dt.date(year, 5, 1)
    states = frozenset({post.state}) if post else frozenset()
    return PersonProfile(
        document=f"n{year}",
        local="p1",
        issued=day,
        anchor=f"n{year}#{name}",
        aliases=(),
        name=parse_name(name),
        description=name,
        gender="",
        posts=(post,) if post else (),
        states=states,
        stated=states,
        days=(day, day),
        encounters=frozenset(),
        companions=frozenset(),
        surroundings=frozenset(),
        weight=1,
    )


def test_the_same_name_in_the_same_post_is_one_key_whatever_the_day() -> None:
    assert mention_keys([said(year=2001), said(year=2004), said("Erlan IDRISSOV")], {}) == (0, 0, 0)


def test_another_spelling_post_gender_or_authority_is_another_key() -> None:
    other_post = replace(POST, title="head")
    mentions = [said(), said("Erlan Idrisov"), said(post=other_post), replace(said(), gender="m"), said()]
    assert mention_keys(mentions, {4: "person/p000001"}) == (0, 1, 2, 3, 4)


def test_who_is_named_by_surname_or_initial_or_without_a_post_in_a_body_keeps_the_own_day() -> None:
    ambassador = replace(POST, body="", state="")
    for alike in (
        said("Idrissov"),
        said("E. Idrissov"),
        said(post=None),
        said(post=ambassador),
        replace(said(), name=None),
    ):
        assert mention_keys([alike, alike], {}) == (0, 1)


def test_a_key_lasts_no_longer_than_a_career() -> None:
    undated = replace(said(), days=None)
    mentions = [said(year=1950), said(year=1980), said(year=2000), undated, said(year=2010), said(year=1985)]
    assert mention_keys(mentions, {}) == (0, 0, 2, 0, 2, 0)


def test_a_mention_that_a_human_decided_on_has_a_key_of_its_own() -> None:
    assert mention_keys([said(), said(), said()], {}, judged={1}) == (0, 1, 0)
