"""A quote is found only where it stands, letter by letter."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from osce_kg.extraction.llm.quotes import QuotableText
from osce_kg.extraction.sentences import read_body
from osce_kg.model.text import Span
from press_release import gazetteer, press_release

TEXT = "Anna  Berg met “the\u00a0Mayor’s” guests\nin Bergen. They talked.\n\nThe next day, Berg left."


def quotable(body: str) -> tuple[str, QuotableText]:
    document = press_release(body)
    return document.text, QuotableText(document.text, read_body(document, gazetteer()))


def found(body: str, quote: str) -> str | None:
    text, searched = quotable(body)
    span = searched.find(quote, Span(0, len(text)))
    return span.of(text) if span is not None else None


def test_white_space_and_typographic_quotation_marks_may_differ() -> None:
    assert found(TEXT, 'Anna Berg met "the Mayor\'s"') == "Anna  Berg met “the\u00a0Mayor’s”"
    assert found(TEXT, " guests  in\tBergen ") == "guests\nin Bergen"


def test_nothing_else_may_differ() -> None:
    for quote in (
        "Ana Berg met",
        "anna Berg met",
        "Anna Berg met the Mayor’s",
        "Anna Berg met ... guests",
        "",
    ):
        assert found(TEXT, quote) is None


def test_a_word_must_stand_whole() -> None:
    assert found("Bergen is near.", "Berg") is None
    assert found("Bergen is near. Berg left.", "Berg") == "Berg"
    assert found("Bergen is near. Berg left.", "ear") is None


def test_no_quote_reaches_over_the_end_of_a_paragraph() -> None:
    assert found(TEXT, "They talked. The next day") is None
    assert found(TEXT, "in Bergen. They talked.") == "in Bergen. They talked."


def test_only_the_part_that_is_asked_about_is_searched() -> None:
    text, searched = quotable(TEXT)
    last = Span(text.index("The next day"), len(text))
    assert searched.find("Anna Berg", last) is None
    assert searched.find("Berg", last) == Span(text.index("Berg left"), text.index(" left"))
    assert searched.find("next day, Berg", Span(last.start, last.start + 10)) is None


def test_all_places_are_given_in_order() -> None:
    text, searched = quotable("Berg met Berg. Berg Berg left.")
    starts = [span.start for span in searched.find_all("Berg", Span(0, len(text)))]
    assert starts == [0, 9, 15, 20]
    assert [span.start for span in searched.find_all("Berg Berg", Span(0, len(text)))] == [15]


WORDS = st.lists(
    st.sampled_from(["Berg", "met", "’s", "“Rolf”", "in", "Ōsaka,", "a", "1."]), min_size=2, max_size=12
)


@given(WORDS, st.integers(0, 11), st.integers(1, 6))
def test_whatever_words_of_the_text_are_quoted_are_found(words: list[str], first: int, count: int) -> None:
    assume(first < len(words))
    quote = " ".join(words[first : first + count])
    assert found("\u00a0 ".join(words), quote) is not None


@given(WORDS, st.data())
def test_a_quote_with_one_letter_changed_is_not_found(words: list[str], data: st.DataObject) -> None:
    quote = " ".join(words)
    position = data.draw(st.sampled_from([i for i, letter in enumerate(quote) if letter.isalnum()]))
    changed = quote[:position] + "x" + quote[position + 1 :]
    assert found(quote, changed) is None
