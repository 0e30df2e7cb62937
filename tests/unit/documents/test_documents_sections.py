from __future__ import annotations

from collections.abc import Callable

import pytest

from osce_kg.model.document import Document

Read = Callable[..., Document]

REPORT = """Visits

Personal Envoy visits the country

The Envoy met the Minister on 5 May.


Five Ambassadors come


The Ambassadors are giving a press conference in Astana

Five Ambassadors came from 16 to 17 May.

Human Dimension

TRAFFICKING

Conference held

The Centre organized a conference.

Upcoming events of the Centre

- 11 June**, Workshop on "Aarhus"
- 14-15 June, Conference
"""


def headings(document: Document) -> list[tuple[int, str]]:
    return [(s.level, s.heading.of(document.text)) for s in document.sections if s.heading]


def test_headings_of_an_activity_report_are_told_from_its_paragraphs(read_text: Read) -> None:
    document = read_text(REPORT)
    assert document.title is None
    assert headings(document) == [
        (1, "Visits"),
        (3, "Personal Envoy visits the country"),
        (3, "Five Ambassadors come"),
        (1, "Human Dimension"),
        (2, "TRAFFICKING"),
        (3, "Conference held"),
        (1, "Upcoming events of the Centre"),
    ]
    assert document.genre == "activity-report"


def test_a_sentence_in_the_present_between_heading_and_paragraph_is_a_caption(read_text: Read) -> None:
    document = read_text(REPORT)
    captions = [p.span.of(document.text) for p in document.paragraphs if p.is_caption]
    assert captions == ["The Ambassadors are giving a press conference in Astana"]


@pytest.mark.parametrize(
    "caption",
    [
        "Minister Smith (left) and Minister Jones, Vienna, 6 April 2004",
        "Participants of the seminar in Bishkek (OSCE/Anna Muster)",
        "Photo: the two Ministers",
        "From left to right: A. Smith, B. Jones",
    ],
)
def test_credits_and_positions_mark_a_caption(caption: str, read_text: Read) -> None:
    document = read_text(f"Minister visits Skopje\n\n{caption}\n\nThe Minister met Ms. Jones.\n")
    assert [p.is_caption for p in document.paragraphs] == [True, False]


def test_list_items_stand_without_their_bullets_and_keep_left_over_stars(read_text: Read) -> None:
    document = read_text(REPORT)
    items = [p.span.of(document.text) for p in document.paragraphs if p.is_list_item]
    assert items == ['11 June**, Workshop on "Aarhus"', "14-15 June, Conference"]


def test_a_line_that_introduces_a_list_is_its_heading_and_others_are_text(read_text: Read) -> None:
    document = read_text(
        "Report of the mission\n\nParticipants:\n- Mr. Smith\n\nThey agreed on this:\nnothing.\n"
    )
    assert [text for _, text in headings(document)] == ["Participants:"]


@pytest.mark.parametrize("line", ["Opened: 10.05 a.m", "Chairperson: Mr. A. Smith", "The Secretary General"])
def test_a_label_with_its_value_or_a_closing_line_is_no_heading(line: str, read_text: Read) -> None:
    document = read_text(f"Report of the mission\n\nThey met in Vienna.\n\n{line}\n")
    assert headings(document) == []
    assert document.paragraphs[-1].span.of(document.text) == line


def test_a_body_printed_twice_is_one_body_with_repeats(read_text: Read) -> None:
    first, second = (
        "The Minister met Ms. Jones and later Mr. Smith.",
        "He also saw the head of the OSCE Mission.",
    )
    dateline = "SKOPJE, 6 April 2004 - "
    document = read_text(
        f"Minister visits Skopje\n{dateline}{first}\n{second}\n{dateline}{first}\n{second}\n"
    )
    assert [p.span.of(document.text) for p in document.paragraphs] == [first, second]
    for paragraph in document.paragraphs:
        assert len(paragraph.repeats) == 1
        assert paragraph.repeats[0].of(document.text) == paragraph.span.of(document.text)


def test_a_repeated_heading_over_repeated_text_is_dropped(read_text: Read) -> None:
    section = "Meeting in Baku\n\nThe Minister met Ms. Jones and later Mr. Smith.\n\n"
    document = read_text(f"Minister visits two cities\n\nHe travelled far.\n\n{section}{section}")
    assert [text for _, text in headings(document)] == ["Meeting in Baku"]
    assert document.dropped[-1].of(document.text) == "Meeting in Baku"


def test_short_lines_may_recur(read_text: Read) -> None:
    document = read_text("Report of the mission\n\nThey agreed.\n\nThey talked on.\n\nThey agreed.\n")
    assert len(document.paragraphs) == 3


def test_a_headline_printed_again_over_the_body_is_dropped(read_text: Read) -> None:
    document = read_text("Minister visits Skopje\n\nMinister visits Skopje\n\nHe met Ms. Jones.\n")
    assert headings(document) == []
    assert document.dropped[0].of(document.text) == "Minister visits Skopje"


def test_paragraphs_wrapped_differently_are_the_same_if_as_long(read_text: Read) -> None:
    start = "The Minister met the President of the country on Monday and"
    document = read_text(
        f"{start}\nwent on to see the head of the mission who briefed him.\n\n"
        f"{start} went on to see\nthe head of the mission who briefed him.\n"
    )
    assert [len(p.repeats) for p in document.paragraphs] == [1]
