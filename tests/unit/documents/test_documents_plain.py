from __future__ import annotations

import textwrap
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from osce_kg.documents.plain import read_plain
from osce_kg.model.document import Document


def blocks(text: str) -> list[str]:
    page = read_plain(text, "text/plain")
    return [block.span.of(text) for block in page.blocks]


LONG = (
    "The Minister met the President in the capital, and then the two went on to see the head of the mission, "
    "who told them of projects that the mission has in the country and of its plans for the next year."
)


def test_lines_that_a_mail_program_wrapped_are_one_paragraph() -> None:
    wrapped = textwrap.fill(LONG, 72)
    assert blocks(f"Minister visits the country\n\n{wrapped}\n\n{wrapped}\n") == [
        "Minister visits the country",
        wrapped,
        wrapped,
    ]


def test_each_long_line_is_a_paragraph_of_its_own() -> None:
    assert blocks(f"{LONG}\n{LONG}\nA short line follows.") == [LONG, LONG, "A short line follows."]


def test_short_lines_of_an_address_are_not_taken_for_a_wrapped_paragraph() -> None:
    assert blocks("Press Officer\nMission in the country\nMain Street 1") == [
        "Press Officer",
        "Mission in the country",
        "Main Street 1",
    ]


def test_a_paragraph_of_a_wrapped_text_ends_at_a_short_line_or_an_indent() -> None:
    wrapped = textwrap.fill(LONG, 72)
    assert blocks(f"{wrapped}\n   {wrapped}") == [wrapped, wrapped]


def test_a_list_item_goes_on_in_the_next_line() -> None:
    wrapped = textwrap.fill(LONG, 72, subsequent_indent="  ")
    assert blocks(f"{textwrap.fill(LONG, 72)}\n\n- {wrapped}\n- second item") == [
        textwrap.fill(LONG, 72),
        wrapped,
        "second item",
    ]


def test_markup_around_headings_and_items_is_outside_their_spans(read_text: Callable[..., Document]) -> None:
    document = read_text(
        "# Report of the mission\n\n## Visits\n\nThe Head left.\n\n"
        "**Training**\n\n* one item here\n1) another\n\nEnd.\n"
    )
    assert document.title == "Report of the mission"
    headings = [section.heading.of(document.text) for section in document.sections if section.heading]
    assert headings == ["Visits", "Training"]
    items = [p.span.of(document.text) for p in document.paragraphs if p.is_list_item]
    assert items == ["one item here", "another"]


def test_an_underlined_line_is_a_heading(read_text: Callable[..., Document]) -> None:
    document = read_text("Report of the mission\n=====\n\nThe Head left.\n\nTalks ended.\n----\nAll left.\n")
    assert document.title == "Report of the mission"
    assert [s.heading.of(document.text) for s in document.sections if s.heading] == ["Talks ended."]


@given(st.text(alphabet="aB .\n-*#•1)=:", max_size=300))
def test_blocks_are_in_order_and_hold_every_letter(text: str) -> None:
    spans = [block.span for block in read_plain(text, "text/plain").blocks]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    covered = {index for span in spans for index in range(span.start, span.end)}
    assert all(index in covered for index, character in enumerate(text) if character in "aB")
