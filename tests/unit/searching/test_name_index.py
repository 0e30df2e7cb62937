"""A name in any spelling finds the thing that has it."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.searching.index import NameIndex, NameMatch

PEOPLE = (
    ("Solomon Passy", "Minister Passy", "Solomon Isaac Passy"),
    ("Nursultan Nazarbayev",),
    ("Sergey Lavrov",),
    ("Zoran Đinđić",),
    ("Ivan Petrov",),
    ("Ivan Petrov",),
    ("Jaap de Hoop Scheffer",),
)
PASSY, NAZARBAYEV, LAVROV, DJINDJIC, PETROV, OTHER_PETROV, SCHEFFER = range(len(PEOPLE))


@pytest.fixture(scope="module")
def people() -> NameIndex:
    return NameIndex(PEOPLE, of_people=True)


def first(index: NameIndex, text: str, *, completing: bool = False) -> NameMatch:
    return index.search(text, 5, completing=completing)[0]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Solomon Passy", PASSY),
        ("PASSY, Solomon", PASSY),
        ("Mr. Solomon Passi", PASSY),
        ("Соломон Пасси", PASSY),
        ("Amb. Sergei Lavrov", LAVROV),
        ("H.E. Ambassador LAVROV Sergey", LAVROV),
        ("Сергей Лавров", LAVROV),
        ("Zoran Djindjic", DJINDJIC),
        ("ZORAN ĐINĐIĆ", DJINDJIC),
        ("Nursultan Nazarbaev", NAZARBAYEV),
        ("Jaap De Hoop Scheffer", SCHEFFER),
    ],
)
def test_case_order_diacritics_scripts_and_forms_of_address_do_not_matter(
    people: NameIndex, text: str, owner: int
) -> None:
    match = first(people, text)
    assert (match.owner, match.is_same) == (owner, True)
    assert match.similarity > 0.97


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Nursultan Nazarbajew", NAZARBAYEV),
        ("Solomon Pasy", PASSY),
        ("Sergey Larvov", LAVROV),
        ("S. Lavrov", LAVROV),
        ("Nursultan Abishevich Nazarbayev", NAZARBAYEV),
    ],
)
def test_errors_of_typing_initials_and_patronymics_cost_a_little(
    people: NameIndex, text: str, owner: int
) -> None:
    match = first(people, text)
    assert match.owner == owner
    assert 0.8 < match.similarity <= 1.0


def test_a_surname_alone_says_little_even_where_a_document_uses_it(people: NameIndex) -> None:
    for text in ("Passy", "Minister Passy", "Lavrov"):
        assert first(people, text).similarity <= 0.8


def test_a_word_of_the_text_counts_for_one_word_of_a_name(people: NameIndex) -> None:
    by_text = {text: first(people, text).similarity for text in ("Ivan Petrov", "Ivan Ivan", "Ivan Ivanov")}
    assert by_text["Ivan Petrov"] == 1.0
    assert by_text["Ivan Ivan"] < 0.8
    assert by_text["Ivan Ivanov"] < 0.8


def test_everybody_of_one_name_is_found(people: NameIndex) -> None:
    matches = people.search("Ivan Petrov", 5)
    assert [match.owner for match in matches[:2]] == [PETROV, OTHER_PETROV]
    assert matches[0].similarity == matches[1].similarity == 1.0


def test_a_thing_is_found_once_by_the_likest_of_its_names(people: NameIndex) -> None:
    matches = people.search("Solomon Isaac Passy", 5)
    assert [match.name for match in matches if match.owner == PASSY] == ["Solomon Isaac Passy"]


def test_only_what_is_accepted_is_found(people: NameIndex) -> None:
    matches = people.search("Ivan Petrov", 5, accepts=lambda owner: owner == OTHER_PETROV)
    assert [match.owner for match in matches] == [OTHER_PETROV]


def test_the_last_word_may_be_only_begun(people: NameIndex) -> None:
    assert first(people, "Naz", completing=True).owner == NAZARBAYEV
    assert first(people, "solomon pa", completing=True).owner == PASSY
    assert people.search("Naz", 5) == []


def test_rare_words_weigh_more_than_frequent_ones() -> None:
    missions = NameIndex(
        [("OSCE Mission to Montenegro",), ("OSCE Mission to Serbia",), ("OSCE Secretariat",)]
    )
    assert first(missions, "Mission Montenegro").owner == 0
    assert first(missions, "Montenegro").similarity > first(missions, "OSCE").similarity


def test_numbers_are_not_similar_to_other_numbers() -> None:
    decisions = NameIndex([("PC.DEC/733",), ("PC.DEC/73",)])
    match = first(decisions, "PC.DEC/73")
    assert (match.owner, match.similarity) == (1, 1.0)
    assert first(decisions, "PC.DEC/737").is_same is False


@pytest.mark.parametrize("text", ["", " ", "???", "\x00", "\ud800", "x" * 501, "\u202e"])
def test_what_is_no_name_finds_nothing(people: NameIndex, text: str) -> None:
    assert people.search(text, 5) == []


def test_an_index_of_nothing_finds_nothing() -> None:
    assert NameIndex([]).search("Solomon Passy", 5) == []


@settings(deadline=None)
@given(st.text(max_size=600))
def test_any_text_gives_sorted_similarities_between_0_and_1(text: str) -> None:
    found = [match.similarity for match in NameIndex(PEOPLE, of_people=True).search(text, 10)]
    assert found == sorted(found, reverse=True)
    assert all(0 < similarity <= 1 for similarity in found)


@settings(deadline=None)
@given(st.sampled_from([name for names in PEOPLE for name in names if " " in name]), st.randoms())
def test_the_order_of_words_and_their_case_never_matter(name: str, random: object) -> None:
    index = NameIndex(PEOPLE, of_people=True)
    expected = {match.owner for match in index.search(name, 10) if match.is_same}
    for words in list(permutations(name.removeprefix("Minister ").split()))[:6]:
        found = index.search(" ".join(words).swapcase(), 10)
        assert {match.owner for match in found if match.is_same} == expected
