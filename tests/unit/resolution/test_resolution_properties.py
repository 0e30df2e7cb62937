from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.model.resolution import Judgement
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
