"""PDF documents: paragraphs from lines, page numbers, and what is printed around the text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from osce_kg.documents import Origin, Reading, read_document
from osce_kg.model.document import Document
from printed_documents import Print, pdf, pdf_of_streams

FULL = "The Chairperson-in-Office of the OSCE met the President of the country and"
PAGES = ("first", "second", "third", "fourth")


def read(raw: bytes, source: str = "report.pdf") -> Reading:
    return read_document(raw, Origin(source))


def document_of(pages: Sequence[Sequence[Print]], title: str = "") -> Document:
    document = read(pdf(pages, title)).document
    assert document is not None
    return document


def column(*lines: str, top: float = 700, left: float = 72) -> list[Print]:
    return [Print(line, top - 12 * number, left) for number, line in enumerate(lines)]


def paragraphs(document: Document) -> list[str]:
    return [paragraph.span.of(document.text) for paragraph in document.paragraphs]


def test_lines_of_print_become_one_paragraph() -> None:
    document = document_of(
        [column(FULL, "then the Foreign Minister in the capital. They talked about", "gas.")]
    )
    assert paragraphs(document) == [
        f"{FULL} then the Foreign Minister in the capital. They talked about gas."
    ]
    assert len(document.paragraphs[0].sentences) == 2


def test_a_wider_gap_begins_a_paragraph() -> None:
    document = document_of([column(FULL, "others.") + column(FULL, "others again.", top=660)])
    assert paragraphs(document) == [f"{FULL} others.", f"{FULL} others again."]


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    document = document_of(
        [column(FULL, "others.", "Mr. Smith attended the meeting that was held on Friday, as")]
    )
    assert paragraphs(document)[0] == f"{FULL} others."


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    first = column(FULL, "the Speaker of the Parliament and later on also a good number of")
    second = column("members of the government, who", "welcomed him.", left=320)
    document = document_of([first + second])
    assert paragraphs(document) == [
        f"{FULL} the Speaker of the Parliament and later on also a good number of members of the government,"
        " who welcomed him."
    ]
    assert paragraphs(document_of([first, column("members of the government.")])) == [
        f"{FULL} the Speaker of the Parliament and later on also a good number of members of the government."
    ]


def test_the_offsets_where_pages_begin_are_kept_also_within_a_paragraph() -> None:
    document = document_of([column(FULL), column("welcomed the Ambassador."), column("A third page.")])
    assert [document.text[start:][:8] for start in document.page_starts] == [
        "The Chai",
        "welcomed",
        "A third ",
    ]


def test_a_page_without_text_is_told_and_the_others_are_read() -> None:
    reading = read(pdf([column("One page."), [], column("Another page.")]))
    assert reading.document is not None
    assert [loss.reason for loss in reading.losses] == ["no text on page 2: a picture, or empty"]
    _, two, three = reading.document.page_starts
    assert reading.document.text[two:] == reading.document.text[three:] == "Another page."


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            Print(f"OSCE Spot Report {7}/2004", 800),
            *column(f"On the {word} page Mr. Smith met Ms. Jones.", f"It was {word}."),
            Print(f"- {number} -", 30, 290),
        ]
        for number, word in enumerate(PAGES, start=1)
    ]
    document = document_of(pages)
    assert "Spot Report" not in document.text
    assert not any(f"- {number} -" in document.text for number in range(1, 5))
    assert all(f"On the {word} page" in document.text for word in PAGES)


def test_a_line_in_the_text_that_recurs_is_no_running_head() -> None:
    pages = [
        column("Monday", "a", "b", "Participants:", f"x{number}", "y", "z", "end") for number in range(3)
    ]
    assert document_of(pages).text.count("Participants:") == 3


def test_pages_that_all_say_the_same_keep_it() -> None:
    assert (
        "Slide 2 of the talk" in document_of([[Print(f"Slide {n} of the talk", 700)] for n in (1, 2, 3)]).text
    )


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["It dealt with inter-", "national law."], "international law"),
        (["Security and Co-", "operation in Europe."], "Co-operation in Europe"),
        (["The Chairman-in-", "Office left."], "Chairman-in-Office left"),
        (["He saw the Vice-", "Chairman of it."], "Vice-Chairman of it"),
        (["On re-entry they", "spoke about re-", "entry again."], "about re-entry again"),
        (["A post-war reform, postwar as", "they say, or post-", "war."], "or post-war"),
    ],
)
def test_a_hyphen_that_only_parts_a_word_is_left_out(lines: list[str], joined: str) -> None:
    assert joined in document_of([column(*lines)]).text


def test_larger_print_is_a_heading_and_the_largest_on_the_first_page_the_title() -> None:
    page = [
        Print("Press office", 800, size=8),
        Print("Minister visits the Mission", 760, size=18),
        *column("The Minister met the Head of Mission.", top=720),
        Print("Elections", 690, size=14),
        *column("They talked about elections.", top=670),
    ]
    document = document_of([page], title="Microsoft Word - draft.doc")
    assert document.title == "Minister visits the Mission"
    assert [section.heading.of(document.text) for section in document.sections if section.heading] == [
        "Elections"
    ]


def test_the_title_that_the_file_declares_counts_if_none_is_printed() -> None:
    page = [column("The Minister met the Head of Mission. They talked about elections.")]
    assert document_of(page, title="Minister visits").title == "Minister visits"
    assert document_of(page, title="Microsoft Word - draft.doc").title is None


def test_bullets_are_items() -> None:
    document = document_of([column("He met:", "• Mr. Smith,", "• Ms. Jones.")])
    assert [p.span.of(document.text) for p in document.paragraphs if p.is_list_item] == [
        "Mr. Smith,",
        "Ms. Jones.",
    ]


def test_a_pdf_is_known_by_its_bytes_whatever_it_is_called() -> None:
    raw = pdf([column("The Minister met Ms. Jones.")])
    assert (
        read(raw, "page.txt").document
        == read_document(raw, Origin("page.txt", media_type="text/html")).document
    )
    document = read(raw).document
    assert document is not None
    assert document.media_type == "application/pdf"


def test_the_same_bytes_give_the_same_document() -> None:
    raw = pdf([column(FULL, "others."), column("More.")])
    assert read(raw) == read(raw)


def test_a_scan_is_told_and_not_read() -> None:
    reading = read(pdf_of_streams([b"0 0 100 100 re f", b""]))
    assert reading.document is None
    assert reading.losses[0].reason.startswith("no text: its pages are pictures")
