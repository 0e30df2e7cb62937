"""In which language a page comes: the address decides, else what the reader prefers."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

BROWSER = "text/html"
ENGLISH, RUSSIAN = "Who met whom in the OSCE", "Кто с кем встречался"


@pytest.mark.parametrize(
    ("query", "preferred", "expected"),
    [
        *(("", "", "en"), ("", "ru", "ru"), ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru"), ("", "de,fr;q=0.5", "en")),
        *(("?lang=ru", "en", "ru"), ("?lang=en", "ru", "en"), ("?lang=xx", "ru", "ru"), ("?lang=", "", "en")),
        ("?lang=../en", "", "en"),
    ],
)
def test_the_address_decides_and_then_the_reader(
    client: FlaskClient, query: str, preferred: str, expected: str
) -> None:
    answer = client.get(f"/{query}", headers={"Accept": BROWSER, "Accept-Language": preferred})
    assert f'<html lang="{expected}">' in answer.text
    assert (RUSSIAN if expected == "ru" else ENGLISH) in answer.text
    assert answer.headers["Content-Language"] == expected
    assert "accept-language" in answer.headers["Vary"].lower()


def test_data_is_in_no_language(client: FlaskClient) -> None:
    answer = client.get("/doc/person/p000001", headers={"Accept": "text/turtle", "Accept-Language": "ru"})
    assert "Content-Language" not in answer.headers
    assert "language" not in answer.headers["Vary"].lower()


@pytest.mark.parametrize("path", ["/", "/doc/person/p000001", "/sparql?query=ASK+%7B%7D", "/dump/"])
def test_a_page_leads_to_itself_in_the_other_language(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept": BROWSER}).text
    (other,) = re.findall(r'<a href="([^"]+)" rel="alternate" hreflang="ru"', page)
    answer = client.get(other.replace("&amp;", "&"), headers={"Accept": BROWSER})
    assert '<html lang="ru">' in answer.text
    assert answer.request.path == path.partition("?")[0]


def test_a_language_of_the_address_stays_from_page_to_page(client: FlaskClient) -> None:
    page = client.get("/doc/person/p000001?lang=ru", headers={"Accept": BROWSER}).text
    assert 'href="/?lang=ru"' in page
    assert 'href="/doc/event/x1001a?lang=ru"' in page
    assert "?lang=ru#at-40-112" in page
    assert 'href="/doc/person/p000001.ttl"' in page
    assert 'href="/static/style.css"' in page


def test_what_has_no_page_takes_no_language(client: FlaskClient) -> None:
    page = client.get("/?lang=ru", headers={"Accept": BROWSER}).text
    assert 'href="/network.gexf"' in page
    assert client.get("/nothing?lang=ru", headers={"Accept": BROWSER}).status_code == 404
