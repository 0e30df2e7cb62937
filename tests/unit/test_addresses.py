from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.addresses import document_address, node_language, node_number, normalize_address


@pytest.mark.parametrize(
    "form",
    [
        "HTTP://Example.ORG/a/b",
        "http://example.org:80/a/b",
        "http://example.org/a/b#top",
        "http://example.org/a/./c/../b",
        "http://example.org/%61/b",
        "http://example.org./a/b",
        " http://example.org/a/b ",
        "http://example.org/a/b?utm_source=news",
    ],
)
def test_forms_of_an_address_have_one_normal_form(form: str) -> None:
    assert normalize_address(form) == "http://example.org/a/b"


def test_an_escape_that_matters_is_kept_in_capitals() -> None:
    assert normalize_address("http://example.org/a%2fb?q=%c3%a9") == "http://example.org/a%2Fb?q=%C3%A9"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://example.org/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("example.org", "only http and https"),
        ("http:///a", "not an address"),
        ("http://example.org/a b", "not an address"),
        ("http://example.org\\@10.0.0.1/", "not an address"),
        ("http://me:secret@example.org/", "name or password"),
        ("http://example.org:99999/", "ort"),
        ("http://[::1/", "IPv6"),
    ],
)
def test_what_is_no_public_page_is_refused(address: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        normalize_address(address)


@pytest.mark.parametrize(
    "form",
    [
        "https://www.osce.org/node/52627",
        "http://osce.org/cio/52627",
        "https://www.osce.org/cio/52627/",
        "https://web.archive.org/web/20040601000000/http://www.osce.org/cio/52627",
        "https://web.archive.org/web/20040601000000id_/http:/www.osce.org/cio/52627",
    ],
)
def test_all_forms_and_mirrors_of_a_news_node_are_one_document(form: str) -> None:
    assert document_address(normalize_address(form)) == "https://www.osce.org/node/52627"
    assert node_number(form) == 52627


def test_other_pages_are_one_document_whether_secure_or_not() -> None:
    assert document_address("http://example.org/a") == document_address("https://example.org/a")
    assert document_address("http://example.org/a") != document_address("http://example.org/b")


@given(st.text(st.characters(codec="ascii"), max_size=40))
def test_the_normal_form_is_its_own_normal_form(tail: str) -> None:
    try:
        once = normalize_address(f"http://example.org/{tail}")
    except ValueError:
        return
    assert normalize_address(once) == once


@pytest.mark.parametrize(
    "form",
    [
        "https://www.osce.org/ru/node/52627",
        "http://osce.org/ru/cio/52627/",
        "https://web.archive.org/web/20040601000000/http://www.osce.org/ru/cio/52627",
    ],
)
def test_another_language_of_a_node_is_a_document_of_its_own(form: str) -> None:
    assert document_address(normalize_address(form)) == "https://www.osce.org/ru/node/52627"
    assert (node_number(form), node_language(form)) == (52627, "ru")


@pytest.mark.parametrize("address", ["https://www.osce.org/pc/52627", "https://www.osce.org/sg/52627"])
def test_a_short_name_of_a_body_is_no_language(address: str) -> None:
    assert node_language(address) is None
    assert document_address(address) == "https://www.osce.org/node/52627"
