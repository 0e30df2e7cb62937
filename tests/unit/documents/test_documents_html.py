from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from osce_kg.documents import Origin, read_document
from osce_kg.documents.html import declared_charset, looks_like_html
from osce_kg.model.document import Document

Bodies = Callable[[Document], list[str]]
Read = Callable[..., Document]

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Minister in Skopje | OSCE</title>
<link rel="canonical" href="/cio/39504"><script>var met = "Mr. Nobody met Ms. Nobody.";</script></head>
<body class="has-menu no-sidebar">
<header class="site-header"><a href="/">OSCE</a> welcomes you to its pages.</header>
<nav><ul><li>Mr. Menu met Ms. Menu.</li></ul></nav>
<div id="cookie-banner">We use cookies. Do you agree?</div>
<main><div class="breadcrumb">Home &gt; News</div>
<article><header><h1>Minister in Skopje</h1></header>
<dl><dt>Date</dt><dd>6 April 2004</dd><dt>Place</dt><dd>SKOPJE</dd>
<dt>Source</dt><dd>OSCE Chairpersonship</dd></dl>
<figure><img alt="They shake hands"><figcaption>Ministers shake hands</figcaption></figure>
<p><strong>SKOPJE, 6 April 2004</strong> &ndash; The Minister met
 Mr.&nbsp;Kubi&#353;.<br>He was glad.<br><br>They parted.</p>
<h2>Background</h2><p>It was his first visit.</p>
<ul><li><p>First item here</p></li><li>Second item here</li></ul>
<aside>Related: Mr. Aside met Ms. Aside.</aside></article></main>
<footer>Contact Mr. Footer.</footer></body></html>"""


def test_only_what_the_page_is_about_is_read(read_text: Read, body: Bodies) -> None:
    document = read_text(PAGE, "page.html")
    assert document.title == "Minister in Skopje"
    assert body(document) == [
        "Ministers shake hands",
        "The Minister met Mr. Kubiš. He was glad.",
        "They parted.",
        "It was his first visit.",
        "First item here",
        "Second item here",
    ]
    assert [p.is_caption for p in document.paragraphs] == [True] + [False] * 5
    assert [p.is_list_item for p in document.paragraphs] == [False] * 4 + [True] * 2
    assert [s.heading.of(document.text) for s in document.sections if s.heading] == ["Background"]


def test_fields_and_head_of_a_page_describe_the_document(read_text: Read) -> None:
    document = read_text(PAGE.replace('href="/cio', 'href="https://www.osce.org/cio'), "page.html")
    assert (document.key, document.url) == ("n39504", "https://www.osce.org/cio/39504")
    assert (document.date, document.date_basis) == (dt.date(2004, 4, 6), "stated")
    assert (document.metadata_place, document.issuer) == ("SKOPJE", "OSCE Chairpersonship")
    assert (document.media_type, document.language) == ("text/html", "en")
    assert document.dateline is not None
    assert document.dateline.places == ("SKOPJE",)


def test_a_relative_canonical_link_is_resolved_against_the_address() -> None:
    origin = Origin("https://www.osce.org/x", address="https://www.osce.org/x", media_type="text/html")
    document = read_document(PAGE.encode(), origin).document
    assert document is not None
    assert document.key == "n39504"


def test_offsets_are_those_of_the_visible_text(read_text: Read) -> None:
    document = read_text(PAGE, "page.html")
    for paragraph in document.paragraphs:
        assert all(paragraph.span.covers(sentence) for sentence in paragraph.sentences)
    assert "Nobody" not in document.text
    assert "Menu" not in document.text


def test_a_menu_made_of_a_table_is_found_by_its_labels(read_text: Read, body: Bodies) -> None:
    labels = ["Home", "About us", "Field operations", "Search", "Events", "Contact"]
    menu = "".join(f"<li>{label}</li>" for label in labels)
    content = "<h1>Minister left</h1><p>He left for Vienna.</p>"
    page = f"<table><tr><td><ul>{menu}</ul></td><td>{content}</td></tr></table>"
    assert body(read_text(page, "page.htm")) == ["He left for Vienna."]


def test_a_class_name_alone_does_not_hide_most_of_a_page(read_text: Read, body: Bodies) -> None:
    page = "<div class='page with-sidebar menu'><p>The Minister left for Vienna.</p></div><p>End.</p>"
    assert body(read_text(page, "page.html")) == ["The Minister left for Vienna.", "End."]


def test_paragraphs_of_preformatted_text_end_at_empty_lines(read_text: Read, body: Bodies) -> None:
    page = "<body><pre>The Minister\nleft for Vienna.\n\nHe came back.</pre></body>"
    assert body(read_text(page, "page.html")) == ["The Minister left for Vienna.", "He came back."]


def test_published_time_dates_a_page_without_field_or_dateline(read_text: Read) -> None:
    meta = '<meta property="article:published_time" content="2015-03-19T10:00:00+01:00">'
    document = read_text(f"<head>{meta}</head><body><p>The Minister left for Vienna.</p></body>", "page.html")
    assert (document.date, document.date_basis) == (dt.date(2015, 3, 19), "stated")


def test_the_declared_character_set_is_used() -> None:
    page = '<html><head><meta charset="windows-1250"></head><p>Ministr Kubiš odjel do Košic.</p></html>'
    document = read_document(page.encode("cp1250"), Origin("page.html")).document
    assert document is not None
    assert document.text == "Ministr Kubiš odjel do Košic."
    assert (
        declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">') == "koi8-r"
    )
    assert declared_charset(b"<p>") is None


@pytest.mark.parametrize("start", [b"<!DOCTYPE html>", b"\n <HTML>", b"<?xml version='1.0'?><html>"])
def test_a_page_is_known_by_its_first_bytes_whatever_its_name(start: bytes) -> None:
    assert looks_like_html(start + b"<p>x")
    assert not looks_like_html(b"The <html> tag")


def test_a_page_without_text_gives_no_document() -> None:
    reading = read_document(b"<html><body><script>x()</script></body></html>", Origin("page.html"))
    assert reading.document is None
    assert reading.losses[0].reason == "no event: the document has no text"


@pytest.mark.parametrize(
    "marks",
    [
        'id="sliding-popup"',
        'class="eu-cookie-compliance-banner"',
        'id="onetrust-banner-sdk"',
        'id="CybotCookiebotDialog"',
        'id="didomi-host"',
        'class="js-cookieMessage"',
        'role="dialog"',
    ],
)
def test_a_consent_banner_is_left_out_whatever_made_it(marks: str, read_text: Read, body: Bodies) -> None:
    words = "Mr. Kubiš was glad to come back to Skopje, where he had begun, and to see old friends again."
    banner = f"<div {marks}><p>Mr. Cookie met Ms. Banner on this page. We value it.</p></div>"
    page = f"<html><body>{banner}<h1>Minister in Skopje</h1><p>{words}</p></body>"
    assert body(read_text(page, "page.html")) == [words]


def test_translations_are_those_that_the_page_links(read_text: Read) -> None:
    links = (
        '<link rel="alternate" hreflang="ru" href="/ru/cio/39504">'
        '<link rel="alternate" hreflang="x-default" href="/">'
        '<link rel="alternate" hreflang="en" href="/cio/39504">'
        '<link rel="alternate" hreflang="de" href="javascript:x">'
    )
    page = PAGE.replace("<script>", f"{links}<script>", 1).replace(
        "<nav>", '<a hreflang="fr" href="/fr/1">Français</a><nav>'
    )
    document = read_document(page.encode(), Origin("p", address="https://www.osce.org/cio/39504")).document
    assert document is not None
    assert document.translations == (
        ("fr", "https://www.osce.org/fr/1"),
        ("ru", "https://www.osce.org/ru/cio/39504"),
    )
