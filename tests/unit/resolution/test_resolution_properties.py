from __future__ import annotations

import gc
import random
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from osce_kg.errors import InputError
from osce_kg.model.resolution import Judgement, Resolution
from osce_kg.resolution import Ledger, Verdicts
from written_corpus import WrittenDocument, mention, person_of, resolve

NAMES = ("Ivan Petrov", "Iwan Petrow", "Ivan S. Petrov", "I. Petrov", "Petrov", "Heydar Aliyev", "Aliev")
TITLES = ("", "President", "Foreign Minister", "Speaker of the Senate", "Personal Envoy")
STATES = ("", "AZE", "BGR", "KAZ")
DATES = (None, "1999-05-01", "2004-04-06", "2004-05-01", "2010-01-01")

MENTION = st.tuples(*(st.sampled_from(values) for values in (NAMES, TITLES, STATES, DATES)))


def written(mentions: list[tuple[str, str, str, str | None]]) -> list[WrittenDocument]:
    return [
        mention(f"n{index}", name, title, state if title else "", date=date)
        for index, (name, title, state, date) in enumerate(mentions)
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(MENTION, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(
    mentions: list[tuple[str, str, str, str | None]], shuffler: random.Random
) -> None:
    documents = written(mentions)
    shuffled = documents[:]
    shuffler.shuffle(shuffled)
    assert resolve(*shuffled) == resolve(*documents)


@settings(max_examples=60, deadline=None)
@given(st.lists(MENTION, max_size=8))
def test_nobody_holds_posts_of_two_states(mentions: list[tuple[str, str, str, str | None]]) -> None:
    resolution = resolve(*written(mentions))
    states: dict[str, set[str]] = {}
    for index, (_, title, state, _) in enumerate(mentions):
        if title and state:
            states.setdefault(person_of(resolution, f"n{index}"), set()).add(state)
    assert all(len(found) == 1 for found in states.values())


@settings(max_examples=60, deadline=None)
@given(st.lists(MENTION, max_size=6))
def test_an_unrelated_document_changes_no_key(mentions: list[tuple[str, str, str, str | None]]) -> None:
    documents = written(mentions)
    unrelated = mention("n0a", "Björn Ågren", "Ambassador to the OSCE", "CAN", date="1990-01-01")
    before, after = resolve(*documents), resolve(*documents, unrelated)
    assert {person.key for person in before.persons} < {person.key for person in after.persons}
    assert set(before.links) < set(after.links)


@settings(max_examples=40, deadline=None)
@given(st.lists(MENTION, min_size=2, max_size=6), st.booleans())
def test_a_judgement_always_holds(mentions: list[tuple[str, str, str, str | None]], same: bool) -> None:
    documents = written(mentions)
    anchors = f"n0#{mentions[0][0]}", f"n1#{mentions[1][0]}"
    resolution = resolve(*documents, judgements=[Judgement(*anchors, same, "editor", "2026-01-01", "")])
    assert (person_of(resolution, "n0") == person_of(resolution, "n1")) is same


JUDGED = st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(MENTION, min_size=6, max_size=6), st.lists(JUDGED, max_size=5), st.randoms(use_true_random=False)
)
def test_the_order_of_judgements_on_different_pairs_changes_nothing(
    mentions: list[tuple[str, str, str, str | None]],
    judged: list[tuple[int, int, bool]],
    shuffler: random.Random,
) -> None:
    documents = written(mentions)
    by_pair = {
        frozenset((left, right)): Judgement(
            f"n{left}#{mentions[left][0]}", f"n{right}#{mentions[right][0]}", same, "a", "2026-01-01", "read"
        )
        for left, right, same in judged
        if left != right
    }
    judgements = list(by_pair.values())
    assume(Verdicts(judgements).contradiction() is None)
    shuffled = judgements[:]
    shuffler.shuffle(shuffled)
    resolution = resolve(*documents, judgements=judgements)
    assert resolve(*documents, judgements=shuffled) == resolution
    for judgement in judgements:
        people = {
            person_of(resolution, anchor.partition("#")[0]) for anchor in (judgement.left, judgement.right)
        }
        assert (len(people) == 1) is judgement.same


@settings(max_examples=60, deadline=None)
@given(st.lists(MENTION, min_size=2, max_size=6), st.booleans())
def test_no_judgement_loses_a_key(mentions: list[tuple[str, str, str, str | None]], same: bool) -> None:
    documents = written(mentions)
    judgement = Judgement(
        f"n0#{mentions[0][0]}", f"n1#{mentions[1][0]}", same, "editor", "2026-01-01", "read"
    )
    before, after = resolve(*documents), resolve(*documents, judgements=[judgement])
    leading = {key for person in after.persons for key in (person.key, *person.replaced)}
    gone = {person.key for person in before.persons if not person.authority} - leading
    assert gone == set()
    assert len({person.key for person in after.persons}) == len(after.persons)


@settings(max_examples=40, deadline=None)
@given(st.lists(MENTION, min_size=2, max_size=6), st.booleans())
def test_a_build_with_its_own_ledger_is_the_same_again(
    mentions: list[tuple[str, str, str, str | None]], same: bool
) -> None:
    documents = written(mentions)
    judgements = [
        Judgement(f"n0#{mentions[0][0]}", f"n1#{mentions[1][0]}", same, "editor", "2026-01-01", "read")
    ]
    first = resolve(*documents, judgements=judgements)
    ledger = Ledger.empty().extended(first.anchors)
    assert resolve(*documents, judgements=judgements, ledger=ledger) == first


COPIES = 40
"""More than a block holds that is compared whole."""


def partition(resolution: Resolution, documents: list[WrittenDocument]) -> set[frozenset[str]]:
    people: dict[str, set[str]] = {}
    for document in documents:
        people.setdefault(person_of(resolution, document.key), set()).add(document.key)
    return set(map(frozenset, people.values()))


@settings(max_examples=15, deadline=None)
@given(st.lists(MENTION, min_size=2, max_size=5))
def test_copies_of_documents_change_nothing_about_who_is_one_person(
    mentions: list[tuple[str, str, str, str | None]],
) -> None:
    documents = written(mentions)
    copies = [
        replace(document, key=f"{document.key}c{number:02}")
        for document in documents
        for number in range(COPIES)
    ]
    assert partition(resolve(*documents, *copies), documents) == partition(resolve(*documents), documents)


@settings(max_examples=3, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_many_documents_about_one_name_changes_nothing(shuffler: random.Random) -> None:
    many = [
        mention(f"n{i}", NAMES[i % 5], TITLES[i % 3], STATES[1] if i % 3 else "", date=f"200{i % 9}-01-01")
        for i in range(150)
    ]
    shuffled = many[:]
    shuffler.shuffle(shuffled)
    assert resolve(*shuffled) == resolve(*many)


def test_a_judgement_on_one_of_many_mentions_holds_for_that_one() -> None:
    many = [mention(f"n{i:02}", "Ivan Petrov", "Speaker of the Senate", "BGR") for i in range(60)]
    judgements = [Judgement("n07#Ivan Petrov", "n08#Ivan Petrov", False, "editor", "2026-01-01", "two men")]
    assert partition(resolve(*many), many) == {frozenset(document.key for document in many)}
    apart = partition(resolve(*many, judgements=judgements), many)
    assert sorted(map(len, apart)) == [1, 59]
    assert frozenset({"n07"}) in apart or frozenset({"n08"}) in apart


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_collected_as_before_even_after_judgements_that_contradict_each_other(
    enabled: bool,
) -> None:
    documents = [mention(f"n{i}", "Ivan Petrov", "Speaker of the Senate", "BGR") for i in range(3)]
    judged = [("n0", "n1", True), ("n1", "n2", True), ("n0", "n2", False)]
    judgements = [
        Judgement(f"{one}#Ivan Petrov", f"{other}#Ivan Petrov", same, "editor", "2026-01-01", "read")
        for one, other, same in judged
    ]
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        resolve(*documents)
        assert gc.isenabled() is enabled
        with pytest.raises(InputError):
            resolve(*documents, judgements=judgements)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
