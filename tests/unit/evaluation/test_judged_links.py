from __future__ import annotations

import pytest

from osce_kg.evaluation.resolution.links import Band, JudgedLink, bands, from_score, judge_links


def test_a_link_to_a_shared_person_is_as_right_as_the_others_are_the_same() -> None:
    links = judge_links(list("aab"), ["person/x1"] * 3, [0.9, 0.8, 0.7], {})
    assert links == [JudgedLink(0.9, 0.5), JudgedLink(0.8, 0.5), JudgedLink(0.7, 0.0)]


def test_a_link_to_the_authority_file_is_right_if_it_is_that_person_even_alone() -> None:
    known = {"a": "person/p000017"}
    found = ["person/p000017", "person/p000018", "person/p000017"]
    assert [link.correctness for link in judge_links(["a", "a", "b"], found, [1.0] * 3, known)] == [1, 0, 0]


def test_a_person_of_one_mention_says_nothing_of_others() -> None:
    assert judge_links(["a", "b"], ["person/x1", None], [1.0, 0.0], {}) == []


def test_links_are_sorted_into_bands_by_their_lower_bounds() -> None:
    links = [JudgedLink(0.9, 1.0), JudgedLink(0.949, 0.0), JudgedLink(0.95, 1.0), JudgedLink(0.5, 1.0)]
    assert bands(links) == (Band(0.0, 1, 1.0), Band(0.9, 2, 0.5), Band(0.95, 1, 1.0))
    kept = from_score(links, 0.9)
    assert (kept.links, kept.precision) == (3, pytest.approx(2 / 3))
