from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.extraction.analysis import Sentence, tokenize
from osce_kg.model.text import Span


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("the Chairman-in-Office's Envoy", ["the", "Chairman-in-Office", "'s", "Envoy"]),
        ("the Centre’s Head", ["the", "Centre", "’s", "Head"]),
        ("Mr. J.R. Smith met Ms. O'Neill.", ["Mr.", "J.R.", "Smith", "met", "Ms.", "O'Neill", "."]),
        ("U.S. Ambassador K. Holm", ["U.S.", "Ambassador", "K.", "Holm"]),
        ("the States' views", ["the", "States", "'", "views"]),
        ("13-14 May, 1,500 people", ["13", "-", "14", "May", ",", "1,500", "people"]),
        ("a five-day, 5-day visit on the 2nd", ["a", "five-day", ",", "5-day", "visit", "on", "the", "2nd"]),
        ("N’Djamena (Chad)", ["N’Djamena", "(", "Chad", ")"]),
        ("“Reform!” he said", ["“", "Reform", "!", "”", "he", "said"]),
    ],
)
def test_titles_possessives_initials_and_numbers_keep_their_parts(text: str, tokens: list[str]) -> None:
    assert words(text) == tokens


def test_the_full_stop_of_a_sentence_is_no_part_of_its_last_word() -> None:
    assert words("She went to Baku.") == ["She", "went", "to", "Baku", "."]


def test_lower_case_straightens_typographic_apostrophes() -> None:
    assert [token.lower for token in tokenize("O’Neill’s", Span(0, 9))] == ["o'neill", "'s"]


def test_offsets_point_into_the_document_and_not_into_the_sentence() -> None:
    text = "ALMATY - The Minister left."
    tokens = tokenize(text, Span(9, len(text)))
    assert [token.span.of(text) for token in tokens] == ["The", "Minister", "left", "."]


def test_text_of_tokens_is_as_written_with_white_space_made_single_blanks() -> None:
    text = "the OSCE\n  Chairman-in-Office's  Envoy"
    span = Span(0, len(text))
    sentence = Sentence(0, 0, 0, span, tokenize(text, span))
    assert sentence.text_of(1, 5) == "OSCE Chairman-in-Office's Envoy"
    assert sentence.span_of(1, 3).of(text) == "OSCE\n  Chairman-in-Office"


def test_what_is_outside_a_sentence_is_empty() -> None:
    sentence = Sentence(0, 0, 0, Span(0, 4), tokenize("Baku", Span(0, 4)))
    assert sentence.lower(-1) == sentence.lower(1) == sentence.entity(7) == ""
    assert not sentence.is_capitalized(1)


LIKE_PROSE = st.text(alphabet=st.sampled_from(list("aZéШ. ,'’-–\n()«»\"0123456789_̈\u00a0İ")), max_size=60)


@settings(max_examples=150)
@given(st.text(max_size=40) | LIKE_PROSE, LIKE_PROSE, LIKE_PROSE)
def test_tokens_lie_in_order_in_the_span_and_leave_out_nothing_but_white_space(
    inside: str, before: str, after: str
) -> None:
    text = before + inside + after
    span = Span(len(before), len(before) + len(inside))
    position = span.start
    for token in tokenize(text, span):
        assert token.text == token.span.of(text) != ""
        assert re.fullmatch(r"\s*", text[position : token.span.start])
        assert token.span.start >= position
        position = token.span.end
    assert position <= span.end
    assert re.fullmatch(r"\s*", text[position : span.end])
