from __future__ import annotations

import pytest

from osce_kg.extraction.names import folded, person_votes, read_name, same_person_name, surname
from press_release import analysed, read


@pytest.mark.parametrize(
    "name",
    [
        "Solomon Passy",
        "Jaap de Hoop Scheffer",
        "Ursula von der Leyen",
        "J.R. Smith",
        "K. Holm",
        "Jane O'Neill",
        "Jean-Claude Mayr-Harting",
        "Đorđe Škrijelj",
        "Ōta Şahin",
        "D'Artagnan Müller-Lüdenscheidt",
        "John McDonald",
        "Helga Maria Schmid",
        "Karel De Gucht",
        "Ilham Heydar oglu Aliyev",
    ],
)
def test_names_with_particles_initials_hyphens_and_marks_are_read_whole(name: str) -> None:
    assert read(f"In the morning Mr. {name} met Mr. Karl Holmberg.").names == [name, "Karl Holmberg"]


@pytest.mark.parametrize("name", ["German Gref", "Jordan Smith", "Jan Kubis", "Georgia Meloni"])
def test_a_name_that_holds_the_name_of_a_state_or_a_month_is_a_name_after_a_courtesy_title(name: str) -> None:
    assert name in read(f"Anna Berg met Mr. {name} in Baku.").names


def test_names_that_are_months_are_names_after_titles_and_date_nothing() -> None:
    report = read("Prime Minister August Winter and Mr. June Fall met.\nJan Nowak met Anna Berg.")
    assert report.meetings() == ["Winter | Fall", "Nowak | Berg"]
    assert [event.time for event in report.extraction.events] == [None, None]


@pytest.mark.parametrize(
    ("text", "start", "name"),
    [
        ("Solomon Passy of Bulgaria spoke.", 0, "Solomon Passy"),
        ("Monday Passy spoke.", 0, ""),
        ("On 5 May Passy spoke.", 2, ""),
        ("Then OSCE officials spoke.", 1, ""),
        ("Then the Commission spoke.", 2, ""),
        ("Then Van spoke.", 1, ""),
        ("the committee spoke.", 1, ""),
    ],
)
def test_weekdays_dates_bodies_and_bare_particles_are_no_names(text: str, start: int, name: str) -> None:
    sentence = analysed(text)[0]
    end = read_name(sentence, start)
    assert (sentence.text_of(start, end) if end > start else "") == name


def test_a_name_has_an_end_however_many_capitals_follow() -> None:
    sentence = analysed("Abe Bix Cox Dax Fex Gox Hux Jix Kex Lox spoke.")[0]
    assert read_name(sentence, 0) <= 6


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Azubalis", "Audronius Ažubalis"),
        ("J. Kubis", "Ján Kubiš"),
        ("Passy", "Solomon Passy"),
        ("de Hoop Scheffer", "Jaap de Hoop Scheffer"),
        ("Zagipa Baliyeva", "Zagiba Baliyeva"),
        ("Rakhmonov", "Rahmonov"),
        ("Helga Schmid", "Helga Maria Schmid"),
    ],
)
def test_ways_to_write_one_name_are_one_name_in_either_direction(short: str, full: str) -> None:
    assert same_person_name(short, full)
    assert same_person_name(full, short)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Solomon", "Solomon Passy"),
        ("A. Holm", "Karl Holm"),
        ("Karl Holm", "Karl Berg"),
        ("Holt", "Holm"),
        ("Rahmon", "Rakhmonov"),
        ("", "Karl Holm"),
        ("", ""),
        ("Karl Gustav Holm", "Gustav Karl Holm"),
    ],
)
def test_other_given_names_and_short_surnames_that_differ_are_other_people(left: str, right: str) -> None:
    assert not same_person_name(left, right)
    assert not same_person_name(right, left)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ažubalis", "azubalis"),
        ("Đorđe Škrijelj", "dorde skrijelj"),
        ("O’Neill", "oneill"),
        ("Mayr-Harting", "mayr harting"),
        ("  ", ""),
    ],
)
def test_folding_leaves_lower_case_ascii_words(name: str, plain: str) -> None:
    assert folded(name) == plain


def test_the_surname_is_the_last_word() -> None:
    assert surname("Jaap de Hoop Scheffer") == "scheffer"
    assert surname("") == ""


def test_votes_count_tokens_that_the_model_takes_for_a_person() -> None:
    sentence = analysed("President Vladimir Putin went to Geneva.")[0]
    assert person_votes(sentence, 1, 3) == 2
    assert person_votes(sentence, 3, 6) == 0
