from __future__ import annotations

import pytest

from osce_kg.extraction.acronyms import after_acronym, find_acronyms
from press_release import analysed, read


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("She visited the Central Election Commission (CEC).", {"CEC": "Central Election Commission"}),
        ("The Ministry of Internal Affairs (MIA) spoke.", {"MIA": "Ministry of Internal Affairs"}),
        (
            "The Union for the Protection of Journalists (UPJ) spoke.",
            {"UPJ": "Union for the Protection of Journalists"},
        ),
        ("The Central Election Commission (MIA) spoke.", {}),
        ("The committee (CEC) spoke.", {}),
        ("Karl Holm (Norway) spoke.", {}),
        ("Point A (A) was met.", {}),
        ("(CEC)", {}),
    ],
)
def test_an_acronym_stands_for_the_words_before_it_whose_initials_it_takes(
    text: str, acronyms: dict[str, str]
) -> None:
    assert find_acronyms(analysed(text)) == acronyms


def test_an_acronym_between_post_and_name_is_stepped_over() -> None:
    sentence = analysed("the Chairman of the Central Election Commission (CEC), Karl Holm")[0]
    assert after_acronym(sentence, 7) == 10
    assert after_acronym(sentence, 6) == 6


def test_a_post_in_an_acronym_is_in_the_body_that_the_text_spells_out() -> None:
    report = read("The Central Election Commission (CEC) is busy.\nThe CEC Chairman, Karl Holm, met Berg.")
    ((title, body),) = report.posts("Karl Holm")
    assert title == "Chairman"
    assert body is not None
    assert body.startswith("Central Election Commission")
