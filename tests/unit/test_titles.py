from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.titles import canonical_title, fold, normal_title, post_key, post_label


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Minister of Foreign Affairs", "Foreign Minister"),
        ("Deputy Minister for Foreign Affairs", "Deputy Foreign Minister"),
        ("Minister of Foreign Affairs and European Integration", "foreign minister"),
        ("Chairman", "Chairperson"),
        ("Chairman-in-Office", "CiO"),
        ("Chair-in-Office", "chairperson-in-office"),
        ("Secretary-General", "Secretary General"),
        ("Minister of Defense", "Defence Minister"),
        ("Minister of the Interior", "Minister of Internal Affairs"),
        ("Vice Prime Minister", "Deputy Prime Minister"),
        ("the new Head of Mission", "Head"),
        ("Co-Chair", "Co-Chairman"),
        ("Acting Foreign Minister", "Foreign Minister"),
        ("Speaker of the Parliament", "Speaker of Parliament"),
        ("Speaker of its Assembly", "Speaker of the Assembly"),
    ],
)
def test_two_wordings_of_one_post_have_one_normal_form(left: str, right: str) -> None:
    assert normal_title(left) == normal_title(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Foreign Minister", "Deputy Foreign Minister"),
        ("Minister", "Prime Minister"),
        ("Minister of State", "State Minister"),
        ("Chairperson", "Chairperson-in-Office"),
        ("Chairperson", "Co-Chairperson"),
        ("Head", "Deputy Head"),
    ],
)
def test_different_posts_keep_different_normal_forms(left: str, right: str) -> None:
    assert normal_title(left) != normal_title(right)


def test_the_name_of_the_body_is_no_part_of_a_title() -> None:
    names = ("Central Election Commission", "Bulgaria", "OSCE")
    assert canonical_title("Chairman of the Central Election Commission", names) == "Chairperson"
    assert canonical_title("Bulgaria's Foreign Minister", names) == "Foreign Minister"
    assert canonical_title("OSCE Chairman-in-Office", names) == "Chairperson-in-Office"
    assert canonical_title("Ambassador to the OSCE", names) == "Ambassador to the OSCE"


def test_a_title_that_is_the_name_of_its_body_is_kept() -> None:
    assert canonical_title("OSCE", ("OSCE",)) == "OSCE"


def test_a_post_is_the_same_in_one_body_only() -> None:
    assert post_key("Minister of Foreign Affairs", "state/BGR") == post_key("Foreign Minister", "state/BGR")
    assert post_key("Foreign Minister", "state/BGR") != post_key("Foreign Minister", "state/KAZ")
    assert post_key("Foreign Minister", None) != post_key("Foreign Minister", "state/BGR")


@pytest.mark.parametrize(
    ("body", "name", "label"),
    [
        ("state/BGR", "Bulgaria", "Head of Bulgaria"),
        ("state/USA", "United States", "Head of the United States"),
        ("state/NLD", "The Netherlands", "Head of the Netherlands"),
        ("structure/osce", "OSCE", "Head of the OSCE"),
        ("structure/nato", "NATO", "Head of NATO"),
        ("organization/x1", "Zhalgas", "Head of Zhalgas"),
        ("organization/x1", "Senate", "Head of the Senate"),
        ("organization/x1", "Central Election Commission", "Head of the Central Election Commission"),
        (None, None, "Head"),
    ],
)
def test_labels_of_posts_read_as_english(body: str | None, name: str | None, label: str) -> None:
    assert post_label("Head", body, name) == label


def test_words_written_in_capitals_stay_so() -> None:
    assert (
        canonical_title("deputy head of the ODIHR election section")
        == "Deputy Head of the ODIHR Election Section"
    )


@given(st.text(max_size=60))
def test_white_space_and_a_leading_article_do_not_matter(title: str) -> None:
    assert fold(normal_title(title)) == normal_title(title)
    assert normal_title(f" {title}\n") == normal_title(title)
