"""Twice the people are twice the work, also where their names or posts are alike: calls are counted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.extraction.llm.drops import Drops
from osce_kg.extraction.llm.figures import Figure, merge_figures
from osce_kg.extraction.llm.known_people import _find_names
from osce_kg.extraction.llm.name_index import NameIndex
from osce_kg.extraction.llm.page import Page
from osce_kg.extraction.names import same_person_name, surname
from osce_kg.model.extraction import RoleClaim
from osce_kg.model.text import Span
from press_release import gazetteer, press_release

GIVEN = ["".join(parts).capitalize() for parts in product(("ba", "de", "ki", "lo", "mu"), repeat=4)]


def named(number: int) -> Figure:
    name = f"{GIVEN[number]} Holm"
    return Figure(name, {(0, f"p{number}")}, {name, f"{GIVEN[number][:7]} Holm"})


def unnamed(number: int) -> Figure:
    role = RoleClaim("Ambassador", None, "holder", False, Span(number, number + 1), 0.5)
    return Figure(None, {(number % 2, f"p{number}")}, roles=[role])


def other_post(number: int) -> Figure:
    role = RoleClaim(f"Mayor of {GIVEN[number]}", None, "holder", False, Span(number, number + 1), 0.5)
    return Figure(None, {(number, "p")}, roles=[role])


def find_names(people: list[Figure]) -> None:
    _find_names(Page(press_release("Nobody came."), gazetteer()), people, Drops())


def calls(act: Callable[[list[Figure]], object], people: list[Figure]) -> int:
    count = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        act(people)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (merge_figures, named),
        (merge_figures, unnamed),
        (merge_figures, other_post),
        (find_names, named),
    ],
)
def test_twice_the_people_are_twice_the_work(
    act: Callable[[list[Figure]], object], kind: Callable[[int], Figure]
) -> None:
    few, many = (calls(act, [kind(number) for number in range(count)]) for count in (150, 300))
    assert many < 2.5 * few


NAMES = st.lists(st.sampled_from(["A.", "Ana", "Anabela", "Anabella", "Nabela", "Jo"]), max_size=3).map(
    lambda parts: " ".join([*parts, "Holm"])
)


@given(st.lists(NAMES, min_size=1, max_size=8), NAMES)
def test_everybody_whose_name_may_be_the_same_is_found(names: list[str], wanted: str) -> None:
    index: NameIndex[int] = NameIndex()
    for number, name in enumerate(names):
        index.add(name, number)
    found = list(index.find(wanted))
    assert len(found) == len(set(found))
    assert {n for n, name in enumerate(names) if same_person_name(wanted, name)} <= set(found)
    assert all(surname(names[number]) == "holm" for number in found)
