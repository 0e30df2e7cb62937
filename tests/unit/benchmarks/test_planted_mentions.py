"""Planted mentions are what the benchmark says that they are."""

from __future__ import annotations

from collections import Counter

import pytest
from benchmarks.planted_mentions import planted_mentions
from benchmarks.resolution_growth import measured


def test_the_same_arguments_give_the_same_mentions() -> None:
    assert planted_mentions(300) == planted_mentions(300)


def test_every_mention_is_a_key_of_its_own() -> None:
    keys = {
        (mention.profile.name, mention.profile.posts, mention.profile.issued)
        for mention in planted_mentions(2000)
    }
    assert len(keys) == 2000


def test_all_forms_of_names_and_persons_that_are_hard_to_tell_apart_are_there() -> None:
    mentions = planted_mentions(3000)
    forms = Counter(mention.form for mention in mentions)
    assert set(forms) == {
        "full",
        "transliterated",
        "misspelt",
        "surname",
        "initial",
        "further",
        "retitled",
        "no post",
    }
    people: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.form == "full":
            people.setdefault(mention.profile.description, set()).add(mention.person)
    assert sum(len(persons) > 1 for persons in people.values()) > 10


@pytest.mark.parametrize("kind", ["planted", "copies of one"])
def test_resolution_finds_who_is_who(kind: str) -> None:
    figures = measured(kind, 500)
    assert figures.f1 >= 0.97
    assert figures.mentions == 500
