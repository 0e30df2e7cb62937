from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.evaluation.normal_forms import fold, fold_person, fold_title


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Türkiye", "turkiye"),
        ("Turkey", "turkiye"),
        ("ODIHR", "osce odihr"),
        ("Organization for Security and Co-operation in Europe", "osce"),
        ("Đorđe Vukčević", "dorde vukcevic"),
        ("  Bosnia - Herzegovina ", "bosnia and herzegovina"),
        ("", ""),
    ],
)
def test_names_fold_to_plain_words_and_one_name_a_thing(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text())
def test_folding_what_is_folded_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_honorifics_are_no_part_of_a_name_unless_there_is_nothing_else() -> None:
    assert fold_person("H.E. Mr. Ján Kubiš") == "jan kubis"
    assert fold_person("Ambassador") == "ambassador"


@pytest.mark.parametrize(
    ("title", "folded"),
    [
        ("Minister for Foreign Affairs", "foreign minister"),
        ("newly appointed Minister of the Interior", "interior minister"),
        ("OSCE CiO", "osce chairman in office"),
        ("Chairperson-in-Office", "chairman in office"),
        ("Chairwoman", "chairman"),
        ("Head of Mission", "head"),
    ],
)
def test_titles_have_one_wording(title: str, folded: str) -> None:
    assert fold_title(title) == folded
