from __future__ import annotations

from collections.abc import Callable

import pytest

from osce_kg.documents import Origin, RegisterEntry, read_document
from osce_kg.model.document import Document

Read = Callable[..., Document]
BODY = "The Minister met Ms. Jones in the morning.\n"
LISTING = """News of the mission

Minister in Baku

BAKU, 1 May 2004 - The Minister left...

Minister in Kyiv

KYIV, 2 May 2004 - The Minister came...
"""


@pytest.mark.parametrize(
    ("genre", "page"),
    [
        ("press-release", f"Press release\nMinister in Skopje\n\n{BODY}"),
        ("press-release", f"Newsroom\nMinister in Skopje\n\nSKOPJE, 6 April 2004 – {BODY}"),
        ("news-item", f"Newsroom\nMinister in Skopje\n\n{BODY}"),
        ("news-item", f"Minister visits Skopje\n\n{BODY}"),
        ("activity-report", f"Activity report of the Mission\n\n{BODY}"),
        ("statement", f"Statement by the Chairman-in-Office\n\n{BODY}"),
        ("letter", f"Vienna, 6 April 2004\n\nDear Colleagues,\n\n{BODY}"),
        ("journal", f"521st Plenary Meeting of the Council\n\nPC Journal No. 521, Agenda item 1\n\n{BODY}"),
        ("listing", "Events of the mission\n\n- 5 May, Seminar\n- 6 May, Workshop\n"),
        ("listing", LISTING),
        ("other", BODY),
    ],
)
def test_the_page_shows_what_kind_of_document_it_is(genre: str, page: str, read_text: Read) -> None:
    assert read_text(page).genre == genre


def test_a_sentence_that_begins_like_an_address_makes_no_letter(read_text: Read) -> None:
    page = "Minister visits Skopje\n\nTo the Minister of Education he handed recommendations.\n"
    assert read_text(page).genre == "news-item"


def test_the_register_knows_better_than_the_page() -> None:
    entry = RegisterEntry("x.txt", genre="statement")
    document = read_document(
        f"Press release\nMinister in Skopje\n\n{BODY}".encode(), Origin("x.txt", entry)
    ).document
    assert document is not None
    assert document.genre == "statement"


def test_datelines_of_a_listing_date_its_items_and_not_the_document(read_text: Read) -> None:
    document = read_text(LISTING)
    assert document.dateline is None
    assert document.date is None
    assert document.paragraphs[0].sentences[0].of(document.text).startswith("BAKU, 1 May 2004 - ")
