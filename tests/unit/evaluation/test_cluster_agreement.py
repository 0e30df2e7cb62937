from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.evaluation.resolution.measures import agreement, wrong_pairs

LABELS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=12)


def test_the_example_of_bagga_and_baldwin_comes_out_as_printed() -> None:
    """Chains of five, two and five mentions; two of the chains are joined, once a short and a long one."""
    gold = list("aaaaabbccccc")
    small_error = list("111112222222")
    large_error = list("111112211111")
    first, second = agreement(gold, small_error).b_cubed, agreement(gold, large_error).b_cubed
    assert first.precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert first.precision == pytest.approx(0.76, abs=0.005)
    assert second.precision == pytest.approx((5 * 0.5 + 2 + 5 * 0.5) / 12)
    assert second.precision == pytest.approx(0.58, abs=0.005)
    assert first.recall == second.recall == 1


def test_pairs_are_counted_by_hand() -> None:
    # Gold pairs: 01 02 12 34. Found pairs: 01 23.
    result = agreement(list("aaabb"), list("11223"))
    assert (result.pairs.hits, result.pairs.spurious, result.pairs.missed) == (1, 1, 3)
    assert (result.pairs.precision, result.pairs.recall) == (1 / 2, 1 / 4)
    assert result.pairs.f1 == pytest.approx(1 / 3)
    assert result.b_cubed.precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2 + 1) / 5)
    assert result.b_cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5)


def test_a_mention_that_was_not_found_lowers_recall_only() -> None:
    result = agreement(list("aab"), ["1", None, "2"])
    assert (result.pairs.hits, result.pairs.spurious, result.pairs.missed) == (0, 0, 1)
    assert result.b_cubed.precision == 1
    assert result.b_cubed.recall == pytest.approx((1 / 2 + 0 + 1) / 3)


def test_two_mentions_that_were_not_found_are_not_together() -> None:
    assert agreement(list("aa"), [None, None]).pairs.hits == 0


def test_chosen_mentions_count_with_all_their_pairs_and_only_their_averages() -> None:
    result = agreement(list("aabb"), list("1112"), chosen=[0])
    # Pairs with mention 0: 01 right, 02 wrong.
    assert (result.pairs.hits, result.pairs.spurious, result.pairs.missed) == (1, 1, 0)
    assert result.b_cubed.precision == pytest.approx(2 / 3)
    assert result.b_cubed.recall == 1


def test_wrong_pairs_are_those_joined_and_those_left_apart() -> None:
    assert list(wrong_pairs(list("aabb"), ["1", "2", "2", None])) == [(0, 1, False), (1, 2, True)]


@given(LABELS)
def test_a_clustering_agrees_with_itself(labels: list[str]) -> None:
    result = agreement(labels, labels)
    assert result.pairs.f1 == result.b_cubed.f1 == 1


@given(LABELS)
def test_mentions_that_all_stand_alone_are_never_wrong(labels: list[str]) -> None:
    result = agreement(labels, [str(index) for index in range(len(labels))])
    assert result.b_cubed.precision == 1
    assert result.pairs.spurious == 0


@given(LABELS)
def test_one_cluster_of_all_mentions_finds_everything(labels: list[str]) -> None:
    result = agreement(labels, ["all"] * len(labels))
    assert result.pairs.recall == result.b_cubed.recall == 1


@given(LABELS, st.data(), st.randoms(use_true_random=False))
def test_names_of_labels_and_the_order_of_mentions_change_nothing(
    gold: list[str], data: st.DataObject, shuffler: random.Random
) -> None:
    found = data.draw(st.lists(st.sampled_from(["1", "2", None]), min_size=len(gold), max_size=len(gold)))
    result = agreement(gold, found)
    order = list(range(len(gold)))
    shuffler.shuffle(order)
    again = agreement(
        [f"person {gold[index]}" for index in order],
        [f"entity {label}" if (label := found[index]) else None for index in order],
    )
    assert again.pairs == result.pairs
    assert again.b_cubed.precision == pytest.approx(result.b_cubed.precision)
    assert again.b_cubed.recall == pytest.approx(result.b_cubed.recall)


@given(LABELS, LABELS)
def test_precision_of_one_is_recall_of_the_other(left: list[str], right: list[str]) -> None:
    size = min(len(left), len(right))
    one, other = agreement(left[:size], right[:size]), agreement(right[:size], left[:size])
    assert one.b_cubed.precision == pytest.approx(other.b_cubed.recall)
    assert one.pairs.hits == other.pairs.hits
    assert one.pairs.spurious == other.pairs.missed


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", None]), st.booleans()), max_size=10)
)
def test_counting_by_sizes_of_groups_gives_what_counting_every_pair_gives(
    mentions: list[tuple[str, str | None, bool]],
) -> None:
    gold, found = [mention[0] for mention in mentions], [mention[1] for mention in mentions]
    chosen = [index for index, mention in enumerate(mentions) if mention[2]]
    hits = spurious = missed = 0
    for left, right in combinations(range(len(mentions)), 2):
        if left in chosen or right in chosen:
            same, joined = gold[left] == gold[right], found[left] is not None and found[left] == found[right]
            hits, spurious, missed = (
                hits + (same and joined),
                spurious + (joined > same),
                missed + (same > joined),
            )
    pairs = agreement(gold, found, chosen).pairs
    assert (pairs.hits, pairs.spurious, pairs.missed) == (hits, spurious, missed)
