"""Dates and periods as readers see them; what is uncertain stays so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.server.interface import in_words, texts_in

ENGLISH, RUSSIAN = texts_in("en"), texts_in("ru")


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2004-04-06", "2004-04-06"),
        ("2004-04", "2004-04"),
        ("[..2025-06-12]", "by 2025-06-12"),
        ("[2023-05-31..2023-06-08]", "between 2023-05-31 and 2023-06-08"),
        ("[2023-05-31..]", "on or after 2023-05-31"),
        ("2017-01-01/2017-12-18", "2017-01-01 – 2017-12-18"),
        ("2026-12/2026-12", "2026-12"),
        ("[2023-05-31..2023-05-31]", "2023-05-31"),
        ("1992-01-30/..", "since 1992-01-30"),
        ("1992-01-30/", "since 1992-01-30"),
        ("/2017-07-26", "until 2017-07-26"),
        ("../2017-07-26", "until 2017-07-26"),
        ("2003-01-01/2003-12-03?", "2003-01-01 – 2003-12-03 (?)"),
        ("2004~", "about 2004"),
        ("2004-01%", "about 2004-01 (?)"),
        ("../..", "at an unknown time"),
    ],
)
def test_a_date_is_said_in_words(edtf: str, words: str) -> None:
    assert in_words(edtf, ENGLISH) == words


def test_in_russian_as_well() -> None:
    assert in_words("[..2025-06-12]", RUSSIAN) == "не позже 2025-06-12"
    assert in_words("1992-01-30/..", RUSSIAN) == "с 1992-01-30"


@pytest.mark.parametrize("edtf", ["2004-XX", "{2004,2005}", "[2004,2005]", "Y17E8", "", "2004-21", "{n}"])
def test_what_the_graph_does_not_use_stays_as_it_is(edtf: str) -> None:
    assert in_words(edtf, ENGLISH) == edtf


@given(st.text(max_size=30))
def test_nothing_makes_it_fail(edtf: str) -> None:
    assert isinstance(in_words(edtf, RUSSIAN), str)
