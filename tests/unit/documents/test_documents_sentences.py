from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.documents.sentences import split_sentences
from osce_kg.model.text import Span


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "sentence",
    [
        "He met Mr. A. Smith, Mrs. Jones and Ms. B.C. Brown.",
        "Lectures at the S.A. Niyazov Institute end today.",
        "Gen. Ralston and Lt. Col. Petrov came with Prof. Dr. Weber to St. Petersburg.",
        "The Council took Decision No. 5 under Art. 3 of its rules.",
        "It opens on 3. May in Vienna.",
        "The U.S. Ambassador, i.e. the host, spoke of several issues, e.g. Elections.",
        "It was signed on Sept. 12 in Astana.",
        '"We are following this issue. and more", he said.',
        "They talked ... and parted.",
        '"Who will come?" asked the Speaker.',
        "Maj. Gen. (ret.) Novak spoke at 11.20 on 9 January.",
        "1. The Chairperson opened the meeting",
        "Turn to http://www.osce.org/cio for details.",
    ],
)
def test_marks_inside_a_sentence_do_not_end_it(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He met the President.", "She left."),
        ('He set "a good example."', "The Minister agreed."),
        ("Is it over?", "Nobody knows."),
        ("(They met in Baku.)", "Then they left."),
        ("He came from the U.S.", "The visit was short."),
        ("Ministers, NGOs, etc.", "They all came."),
        ("He trailed off...", "Silence followed."),
        ("It was reported.[12]", "No one denied it."),
        ("He arrived in 2004.", "Talks began."),
        ("Plan B.", "In Vienna it was liked."),
    ],
)
def test_a_mark_before_a_new_sentence_ends_the_old_one(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_a_wrapped_line_does_not_end_a_sentence() -> None:
    assert sentences("He met Mr.\nSmith in\nBaku.  She left.") == ["He met Mr.\nSmith in\nBaku.", "She left."]


@given(st.text(alphabet='aB 1.!?…"”()[]\n\tMr.', max_size=200))
def test_every_visible_character_lies_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text, Span(0, len(text)))
    assert all(left.end <= right.start for left, right in pairwise(spans))
    covered = {index for span in spans for index in range(span.start, span.end)}
    assert all(index in covered for index, character in enumerate(text) if not character.isspace())
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


@given(st.text(alphabet="aB .", max_size=60), st.text(alphabet="aB .", max_size=20))
def test_text_outside_the_span_is_not_touched(inside: str, outside: str) -> None:
    start = len(outside)
    spans = split_sentences(outside + inside + outside, Span(start, start + len(inside)))
    assert all(start <= span.start < span.end <= start + len(inside) for span in spans)
