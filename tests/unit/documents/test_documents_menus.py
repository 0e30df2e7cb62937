from __future__ import annotations

from collections.abc import Callable

import pytest

from osce_kg.documents import Origin, read_document
from osce_kg.model.document import Document

MENU = """Skip Links
-
Our work
-
Fields of work
- Arms control
- Elections
- Projects
-
Countries
- All
-
Participating States
- Albania
- Finland – OSCE Chairpersonship 2025
- Kazakhstan
- About us
"""
NEWS = "SKOPJE, 6 April 2004 – The Minister met Ms. Jones.\n"


def test_a_site_menu_is_dropped_and_the_title_after_it_is_kept(
    read_text: Callable[..., Document], body: Callable[[Document], list[str]]
) -> None:
    document = read_text(f"{MENU}Minister visits Skopje again\n- Date:\n6 April 2004\n{NEWS}")
    assert document.title == "Minister visits Skopje again"
    assert body(document) == ["The Minister met Ms. Jones."]
    assert document.dropped[0].of(document.text).startswith("Skip Links")
    assert document.dropped[0].of(document.text).endswith("About us")


def test_a_menu_without_bullets_is_dropped_up_to_its_last_label(
    read_text: Callable[..., Document], body: Callable[[Document], list[str]]
) -> None:
    document = read_text(
        f"Home\nAbout us\nSomething odd\nNewsroom\nContact\nSearch\n\nMinister visits Skopje\n\n{NEWS}"
    )
    assert document.title == "Minister visits Skopje"
    assert body(document) == ["The Minister met Ms. Jones."]


def test_a_footer_menu_and_a_copyright_line_are_dropped(
    read_text: Callable[..., Document], body: Callable[[Document], list[str]]
) -> None:
    footer = "\nFollow us\nFacebook\nTwitter\nContact us\nPrivacy policy\n© OSCE 2004\nBack to top\n"
    assert body(read_text(f"Minister visits Skopje\n\n{NEWS}{footer}")) == ["The Minister met Ms. Jones."]


def test_contact_details_at_the_end_are_dropped(
    read_text: Callable[..., Document], body: Callable[[Document], list[str]]
) -> None:
    contacts = "\nFor further information, please contact:\nAnna Muster\nPress Officer\nTel: +43 1 000\n"
    assert body(read_text(f"Minister visits Skopje\n\n{NEWS}{contacts}")) == ["The Minister met Ms. Jones."]


def test_a_list_of_events_or_people_is_no_menu(
    read_text: Callable[..., Document], body: Callable[[Document], list[str]]
) -> None:
    items = [
        "11 June, Workshop on elections",
        "Ambassador A. Smith, Head of Mission",
        "Ms. B. Jones, Ministry of Justice",
        "14-15 June, Conference on media",
        "Mr. C. Brown, Ombudsman",
        "21 June, Round table",
    ]
    document = read_text(
        f"Report for June of the Centre\n\n{NEWS}\n" + "".join(f"- {item}\n" for item in items)
    )
    assert body(document)[1:] == items
    assert all(paragraph.is_list_item for paragraph in document.paragraphs[1:])


def test_a_page_that_is_only_a_menu_gives_no_document_but_says_so() -> None:
    reading = read_document(MENU.encode(), Origin("menu.txt"))
    assert reading.document is None
    assert [(loss.severity, loss.source) for loss in reading.losses] == [("warning", "menu.txt")]
    assert reading.losses[0].reason == "no event: no body text, only a site menu"


@pytest.mark.parametrize(
    "banner",
    [
        "This website uses cookies to give you the best experience. Mr. Cookie met Ms. Banner.",
        "We use cookies and similar things. By clicking accept you agree that Mr. Cookie met Ms. Banner.",
        "By continuing to use this site, you agree to our use of cookies.",
        "Accept all cookies",
        "Only necessary cookies",
        "Manage preferences",
        "Cookie settings",
    ],
)
def test_a_cookie_banner_is_dropped(
    banner: str, read_text: Callable[..., Document], body: Callable[[Document], list[str]]
) -> None:
    assert body(read_text(f"Minister visits Skopje again\n\n{NEWS}\n{banner}\n")) == [
        "The Minister met Ms. Jones."
    ]


def test_cookies_that_are_eaten_are_no_banner(
    read_text: Callable[..., Document], body: Callable[[Document], list[str]]
) -> None:
    news = "The Ambassador baked cookies with children. He said that we like cookies.\n"
    assert body(read_text(f"Minister visits Skopje again\n\n{news}")) == [news.strip()]
