from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from osce_kg.validation.relations import Relation

terms = st.sampled_from("abcd")
pairs = st.lists(st.tuples(terms, terms))


@given(pairs)
def test_a_relation_holds_each_pair_once(given_pairs: list[tuple[str, str]]) -> None:
    relation = Relation.of_pairs(given_pairs)
    assert sorted(relation) == sorted(set(given_pairs))
    assert len(relation) == len(set(given_pairs))
    assert all(len(values) > 1 for values in relation.many.values())
    assert not relation.one.keys() & relation.many.keys()


@given(pairs, pairs)
def test_pairs_that_are_removed_are_gone(
    given_pairs: list[tuple[str, str]], gone: list[tuple[str, str]]
) -> None:
    relation = Relation.of_pairs(given_pairs)
    for left, right in gone:
        relation.remove(left, right)
    assert sorted(relation) == sorted(set(given_pairs) - set(gone))
    assert all(len(values) > 1 for values in relation.many.values())


@given(pairs, st.frozensets(terms))
def test_restriction_and_selection_pick_pairs(
    given_pairs: list[tuple[str, str]], chosen: frozenset[str]
) -> None:
    relation = Relation.of_pairs(given_pairs)
    assert set(relation.restricted(chosen)) == {pair for pair in relation if pair[0] in chosen}
    assert set(relation.pairs_to(chosen)) == {pair for pair in relation if pair[1] in chosen}
    assert relation.lefts() == {left for left, _ in relation}
    assert relation.rights() == {right for _, right in relation}


@given(pairs, pairs)
def test_relations_are_composed_and_turned_round(
    first: list[tuple[str, str]], second: list[tuple[str, str]]
) -> None:
    one, other = Relation.of_pairs(first), Relation.of_pairs(second)
    assert set(one.then(other)) == {(a, d) for a, b in one for c, d in other if b == c}
    assert set(one.inverse()) == {(b, a) for a, b in one}
