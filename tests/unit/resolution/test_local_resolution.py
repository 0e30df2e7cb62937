"""What one document gives alone has a text form; a corpus is resolved from it as from the documents."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.resolution import (
    CorpusResolution,
    LocalResolution,
    LocalResolver,
    decode_local,
    encode_local,
    resolve_corpus,
    shown_candidates,
)
from small_reference import small_reference
from written_corpus import WrittenDocument, chairmans_visit, envoys_visit, mention, resolve

NAMES = (
    None,
    "Ivan Petrov",
    "I. Petrov",
    "Petrov",
    "Solomon Passy",
    "Žaneta Ågren\u2028",
    "Łukasz “Ü” \\ O'Neill",
)
TITLES = ("", "President", "Foreign Minister", "Minister of\nForeign Affairs", "Chairman-in-Office")
STATES = ("", "AZE", "BGR", "CSK")
DATES = (None, "1992-05-01", "2004-04-06", "2010-01-01")

MENTION = st.tuples(*(st.sampled_from(values) for values in (NAMES, TITLES, STATES, DATES)))


def written(mentions: list[tuple[str | None, str, str, str | None]]) -> list[WrittenDocument]:
    return [
        mention(f"n{index}", name, title or "person", state if title else "", date=date)
        for index, (name, title, state, date) in enumerate(mentions)
    ]


def local(document: WrittenDocument) -> LocalResolution:
    return LocalResolver(small_reference()).resolve(document.document, document.extraction)


def resolved(*documents: WrittenDocument) -> CorpusResolution:
    return resolve_corpus(map(local, documents), small_reference())


@settings(max_examples=100, deadline=None)
@given(st.lists(MENTION, min_size=1, max_size=1))
def test_a_local_resolution_is_read_as_it_was_written(
    mentions: list[tuple[str | None, str, str, str | None]],
) -> None:
    for document in written(mentions):
        assert decode_local(encode_local(local(document))) == local(document)


@pytest.mark.parametrize("document", [chairmans_visit(), envoys_visit()], ids=["chairman", "envoy"])
def test_a_document_with_places_groups_and_events_is_read_as_it_was_written(
    document: WrittenDocument,
) -> None:
    text = encode_local(local(document))
    assert decode_local(text) == local(document)
    assert text.isascii()
    assert shown_candidates(text) == local(document).candidates


def test_a_document_of_nobody_is_read_as_it_was_written() -> None:
    empty = local(WrittenDocument("n1", "Nobody came.\n"))
    assert decode_local(encode_local(empty)) == empty
    assert not shown_candidates(encode_local(empty))


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "5", '["n1"]', '["n1",[],[],[[]],[],[],[],[]]'])
def test_a_text_of_something_else_is_no_local_resolution(text: str) -> None:
    with pytest.raises((TypeError, ValueError)):
        decode_local(text)


def test_two_persons_of_one_name_in_one_document_are_two_mentions() -> None:
    doc = WrittenDocument("n1", "Ivan Petrov met Ivan Petrov.\n")
    doc.person("Ivan Petrov")
    doc.person("Ivan Petrov")
    assert [each.profile.anchor for each in local(doc).mentions] == ["n1#Ivan Petrov", "n1#Ivan Petrov#2"]
    assert decode_local(encode_local(local(doc))) == local(doc)


def test_what_is_known_of_a_person_is_in_the_digest_of_the_mention() -> None:
    one = mention("n1", "Ivan Petrov", "President", "BGR")
    others = [
        mention("n2", "Ivan Petrov", "President", "BGR"),
        mention("n1", "Iwan Petrov", "President", "BGR"),
        mention("n1", "Ivan Petrov", "Speaker", "BGR"),
        mention("n1", "Ivan Petrov", "President", "KAZ"),
        mention("n1", "Ivan Petrov", "President", "BGR", date="2004-04-07"),
    ]
    digests = {local(document).mentions[0].digest for document in (one, *others)}
    assert len(digests) == len(others) + 1


@settings(max_examples=40, deadline=None)
@given(st.lists(MENTION, max_size=8), st.randoms(use_true_random=False))
def test_a_corpus_is_resolved_from_texts_in_any_order_as_from_documents(
    mentions: list[tuple[str | None, str, str, str | None]], shuffler: random.Random
) -> None:
    documents = written(mentions)
    expected = resolve(*documents)
    texts = [encode_local(local(document)) for document in documents]
    shuffler.shuffle(texts)
    corpus = resolve_corpus(map(decode_local, texts), small_reference())
    assert (corpus.persons, corpus.posts) == (expected.persons, expected.posts)
    assert (corpus.organizations, corpus.places) == (expected.organizations, expected.places)
    assert corpus.anchors == expected.anchors
    assert corpus.entities == len({link.entity for link in expected.links})
    slices = sorted((corpus.document(decode_local(text)) for text in texts), key=lambda each: each.document)
    assert slices == list(expected.by_document())


def test_a_document_is_given_something_else_when_a_label_changes_elsewhere() -> None:
    one = mention("n1", "I. Petrov", "Foreign Minister", "BGR")
    alone, with_other = resolved(one), resolved(one, mention("n2", "Ivan Petrov", "Foreign Minister", "BGR"))
    assert alone.document(local(one)).labels != with_other.document(local(one)).labels
    assert alone.given("n1") != with_other.given("n1")


def test_a_document_is_given_something_else_when_its_post_is_printed_in_another_way_elsewhere() -> None:
    one = mention("n1", "Ivan Petrov", "Head of Unit of the Centre", "BGR")
    other = mention("n2", "Anna Berg", "Head of Unit of Centre", "BGR")
    alone, with_other = resolved(one), resolved(one, other)
    assert alone.document(local(one)).posts != with_other.document(local(one)).posts
    assert alone.given("n1") != with_other.given("n1")


def test_a_document_about_others_changes_nothing_that_a_document_is_given() -> None:
    one, other = mention("n1", "Ivan Petrov", "President", "BGR"), mention("n2", "Anna Berg", "Envoy", "KAZ")
    assert resolved(one).given("n1") == resolved(one, other).given("n1")


def test_what_a_corpus_does_not_hold_is_told() -> None:
    with pytest.raises(KeyError):
        resolved(mention("n1", "Ivan Petrov")).given("n2")


def test_the_text_of_a_document_does_not_depend_on_the_order_of_sets() -> None:
    text = encode_local(local(chairmans_visit()))
    shared = json.loads(text.partition("\n")[0])[1:3]
    assert shared == [sorted(each) for each in shared]


def test_an_undated_document_is_read_as_it_was_written() -> None:
    undated = replace(chairmans_visit(), date=None)
    assert decode_local(encode_local(local(undated))) == local(undated)
