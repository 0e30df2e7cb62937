from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from osce_kg.documents import Origin, RegisterEntry, read_document
from osce_kg.model.document import Document

BODY = "The Minister met Ms. Jones in the morning.\n"


def test_fields_are_read_whether_their_values_stand_beside_or_below(
    read_text: Callable[..., Document],
) -> None:
    beside = read_text(
        f"Press release\nMinister in Skopje\nDate: 6 April 2004\nPlace: SKOPJE\nSource: OSCE\n{BODY}"
    )
    below = read_text(
        f"Minister in Skopje\n- Date:\n- 6 April 2004\n- Place:\n- SKOPJE\n- Source:\nOSCE\n{BODY}"
    )
    for document in (beside, below):
        assert document.title == "Minister in Skopje"
        assert (document.date, document.date_basis) == (dt.date(2004, 4, 6), "stated")
        assert (document.metadata_place, document.issuer) == ("SKOPJE", "OSCE")


def test_an_empty_field_does_not_swallow_the_next(read_text: Callable[..., Document]) -> None:
    document = read_text(f"Minister in Skopje\n- Date:\n- Place:\n- SKOPJE\n- Source:\n{BODY}")
    assert document.date is None
    assert document.metadata_place == "SKOPJE"
    assert document.issuer is None
    assert document.paragraphs[0].span.of(document.text) == BODY.strip()


def test_the_line_with_place_and_day_under_the_title_is_dropped(read_text: Callable[..., Document]) -> None:
    document = read_text(
        f"Newsroom\nMinister in Skopje\nSKOPJE 6 April 2004\n\nSKOPJE, 6 April 2004 – {BODY}"
    )
    assert [span.of(document.text) for span in document.dropped] == ["Newsroom", "SKOPJE 6 April 2004"]
    assert document.title_span is not None
    assert document.title_span.of(document.text) == "Minister in Skopje"
    assert document.dateline is not None
    assert document.dateline.span.of(document.text) == "SKOPJE, 6 April 2004 – "


def test_a_line_with_place_and_day_is_the_dateline_if_there_is_no_other(
    read_text: Callable[..., Document],
) -> None:
    document = read_text(f"Copenhagen, 28 April 2020\n\nTo the members of the Committee\n\n{BODY}")
    assert document.title is None
    assert (document.date, document.date_basis) == (dt.date(2020, 4, 28), "dateline")


@pytest.mark.parametrize(
    "opening",
    ["Visits\n\nFive Ambassadors visit Kazakhstan\n\n", "SKOPJE, 6 April 2004 – ", "The Minister left.\n\n"],
)
def test_a_label_a_dateline_or_a_sentence_is_no_title(
    opening: str, read_text: Callable[..., Document]
) -> None:
    assert read_text(opening + BODY).title is None


def test_the_register_says_which_line_is_the_title() -> None:
    entry = RegisterEntry("x.txt", title="Kubiš at ease")
    reading = read_document(f"Some label\nKUBIŠ AT EASE!\n\n{BODY}".encode(), Origin("x.txt", entry))
    assert reading.document is not None
    assert reading.document.title == "KUBIŠ AT EASE!"
    assert reading.document.dropped[0].of(reading.document.text) == "Some label"


def test_a_title_that_only_the_register_knows_has_no_span() -> None:
    reading = read_document(
        BODY.encode(), Origin("x.txt", RegisterEntry("x.txt", title="Minister in Skopje"))
    )
    assert reading.document is not None
    assert reading.document.title == "Minister in Skopje"
    assert reading.document.title_span is None


def test_the_head_of_a_journal_gives_its_date_and_no_headings(read_text: Callable[..., Document]) -> None:
    document = read_text(
        "PC.JOUR/1315\n25 May 2021\nOrganization for Security and Co-operation in Europe\nPermanent Council\n"
        "Original: ENGLISH\nChairmanship: Sweden\n\nSPECIAL MEETING OF THE PERMANENT COUNCIL\n\n"
        f"1. Date: Tuesday, 25 May 2021\nOpened: 3.15 p.m.\n\n{BODY}"
    )
    assert (document.genre, document.date) == ("journal", dt.date(2021, 5, 25))
    assert document.title == "SPECIAL MEETING OF THE PERMANENT COUNCIL"
    assert [section.heading for section in document.sections] == [None]


def test_a_date_field_with_a_day_that_does_not_exist_is_reported() -> None:
    reading = read_document(f"Minister in Skopje\nDate: 31 February 2004\n{BODY}".encode(), Origin("x.txt"))
    assert reading.document is not None
    assert reading.document.date is None
    assert [loss.severity for loss in reading.losses] == ["warning"]
    assert "31 February 2004" in reading.losses[0].reason


def test_the_register_goes_before_the_page_and_the_difference_is_reported() -> None:
    entry = RegisterEntry("x.txt", date=dt.date(2004, 4, 7))
    reading = read_document(
        f"Minister in Skopje\nDate: 6 April 2004\n{BODY}".encode(), Origin("x.txt", entry)
    )
    assert reading.document is not None
    assert (reading.document.date, reading.document.date_basis) == (dt.date(2004, 4, 7), "stated")
    assert "2004-04-06" in reading.losses[0].reason
