from __future__ import annotations

import pytest

from osce_kg.model.resolution import CandidatePair
from osce_kg.resolution.doubts import deciding_pairs, distance


def pair(left: str, right: str, score: float, merged: bool) -> CandidatePair:
    return CandidatePair(left, right, score, merged, ("the same name",))


@pytest.mark.parametrize(
    ("score", "merged", "expected"),
    [(0.78, True, 0.03), (0.7, False, 0.05), (0.98, False, 0.0), (0.5, True, 0.0), (0.0, False, 0.75)],
)
def test_a_pair_is_as_doubtful_as_it_is_near_to_the_other_outcome(
    score: float, merged: bool, expected: float
) -> None:
    assert distance(pair("n1#A", "n2#A", score, merged)) == expected


def test_pairs_that_surer_ones_make_one_person_anyhow_decide_nothing() -> None:
    sure, surest, weak = pair("a", "b", 0.9, True), pair("b", "c", 0.98, True), pair("a", "c", 0.8, True)
    persons = dict.fromkeys("abc", "person/x1")
    assert deciding_pairs([sure, surest, weak], persons) == (sure, surest)


def test_of_the_pairs_between_two_persons_the_surest_decides() -> None:
    persons = {"a": "person/x1", "b": "person/x1", "c": "person/x2", "d": "person/x3"}
    weak, sure, other = pair("a", "c", 0.5, False), pair("b", "c", 0.7, False), pair("a", "d", 0.5, False)
    assert deciding_pairs([weak, sure, other], persons) == (sure, other)


def test_the_most_doubtful_pair_is_first_and_ties_are_ordered_by_anchor() -> None:
    persons = {key: f"person/{key}" for key in "abcdef"}
    pairs = [pair("e", "f", 0.5, False), pair("c", "d", 0.7, False), pair("a", "b", 0.5, False)]
    assert [found.left for found in deciding_pairs(pairs, persons)] == ["c", "a", "e"]
