from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.llm.portions import cut_into_portions
from osce_kg.extraction.sentences import read_body
from press_release import gazetteer, press_release

ONE, THREE, FOUR, SIX, EIGHT = (
    *("One met two.", "Three left.", "Four met five.", "Six met seven.", "Eight and nine stayed."),
)
BODY = f"{ONE}\n{THREE}\n\n{FOUR}\n\n{SIX}\n{EIGHT}"
PARAGRAPH = st.sampled_from(["Berg left.", "Holm met Berg.\nHe left.", "It rained all day."])


def portions(body: str, budget: int) -> list[list[str]]:
    document = press_release(body)
    sentences = read_body(document, gazetteer())
    return [portion.paragraphs(document.text) for portion in cut_into_portions(sentences, budget)]


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (1000, [[f"{ONE} {THREE}", FOUR, f"{SIX} {EIGHT}"]]),
        (41, [[f"{ONE} {THREE}", FOUR], [f"{SIX} {EIGHT}"]]),
        (29, [[f"{ONE} {THREE}"], [FOUR], [SIX], [EIGHT]]),
        (1, [[ONE], [THREE], [FOUR], [SIX], [EIGHT]]),
    ],
)
def test_a_document_is_cut_between_paragraphs_and_long_ones_between_sentences(
    budget: int, expected: list[list[str]]
) -> None:
    assert portions(BODY, budget) == expected


def test_a_document_without_sentences_has_no_portion() -> None:
    assert cut_into_portions([], 1000) == []


def test_white_space_is_sent_as_single_blanks() -> None:
    assert portions("One \u00a0 met\ttwo.", 1000) == [["One met two."]]


@given(
    st.lists(st.sampled_from(["Berg left.", "Holm met Berg.\nHe left.", "It rained all day."]), max_size=9)
)
def test_every_sentence_is_in_one_portion_and_they_keep_their_order(paragraphs: list[str]) -> None:
    sentences = read_body(press_release("\n\n".join(paragraphs)), gazetteer())
    kept: list[Sentence] = []
    for portion in cut_into_portions(sentences, 40):
        length = portion.span.end - portion.span.start
        assert length <= 40 or len(portion.sentences) == 1
        kept += portion.sentences
    assert kept == sentences
