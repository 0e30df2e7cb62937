from __future__ import annotations

import pytest

from osce_kg.documents.identity import document_key, node_number

SHA = "93fd32460e69b7e3" + "0" * 48


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://www.osce.org/node/52627", 52627),
        ("https://osce.org/cio/52627", 52627),
        ("http://www.osce.org/odihr/elections/ukraine/119078/", 119078),
        ("https://www.osce.org/node/2004", 2004),
        ("https://www.osce.org/event/2004", None),
        ("https://www.osce.org/52627", None),
        ("https://www.osce.org/cio", None),
        ("https://osce.org.example.com/cio/52627", None),
        ("https://example.org/cio/52627", None),
        ("https://[bad/cio/52627", None),
    ],
)
def test_only_addresses_of_osce_pages_hold_a_node_number(url: str, number: int | None) -> None:
    assert node_number(url) == number


def test_a_document_without_node_number_is_known_by_its_bytes() -> None:
    assert document_key("https://www.osce.org/cio/52627", SHA) == "n52627"
    assert document_key("https://example.org/cio/52627", SHA) == "x93fd32460e69b7e3"
    assert document_key(None, SHA) == "x93fd32460e69b7e3"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.osce.org/node/52627", "n52627"),
        ("http://osce.org/cio/52627/", "n52627"),
        ("https://web.archive.org/web/20040601000000/http://www.osce.org/cio/52627", "n52627"),
        ("https://www.osce.org/ru/cio/52627", "n52627-ru"),
        ("https://web.archive.org/web/2004id_/http://www.osce.org/ru/node/52627", "n52627-ru"),
    ],
)
def test_all_forms_and_mirrors_of_a_node_have_one_key_in_each_language(url: str, key: str) -> None:
    assert document_key(url, SHA) == key
