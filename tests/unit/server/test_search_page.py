"""Names are searched for on a page of their own, which says what each result is."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from osce_kg.namespaces import ID
from osce_kg.server.application import create_app
from osce_kg.server.interface import LANGUAGES

BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(namesakes_build: Path) -> FlaskClient:
    return create_app(namesakes_build).test_client()


def page_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == status, answer.text
    return answer.text


def found(page: str) -> list[str]:
    return re.findall(r'<p class="heading"><a href="/doc/([^"?]+)', page)


@pytest.mark.parametrize("text", ["Petrov", "PETROFF", "Ivan Petrov"])
def test_a_name_is_found_in_any_spelling(client: FlaskClient, text: str) -> None:
    page = page_of(client, f"/search?q={text}")
    assert any(key.startswith("person/") for key in found(page))


def test_the_kinds_are_counted_and_each_can_be_seen_alone(client: FlaskClient) -> None:
    page = page_of(client, "/search?q=Petrov")
    address = re.search(
        r'<a href="(/search\?[^"]*kind=person[^"]*)"[^>]*>people</a>\s*<span class="count">(\d+)', page
    )
    assert address
    alone = page_of(client, html.unescape(address[1]))
    assert len(found(alone)) == int(address[2])
    assert {key.partition("/")[0] for key in found(alone)} == {"person"}


def test_what_is_said_of_the_results_is_what_the_query_answers(client: FlaskClient) -> None:
    page = page_of(client, "/search?q=Petrov")
    (query,) = re.findall(r"<pre tabindex=\"0\"><code>(.*?)</code></pre>", page, re.DOTALL)
    answer = client.get(
        f"/sparql?query={quote(html.unescape(query))}", headers={"Accept": "application/json"}
    )
    rows = json.loads(answer.text)["results"]["bindings"]
    things = {row["thing"]["value"].removeprefix(str(ID)) for row in rows}
    assert things == set(found(page))
    listed = page.split('<details class="sparql">')[0]
    posts = {row["capacity"]["value"].removeprefix(str(ID)) for row in rows if "capacity" in row}
    assert all(f'href="/doc/{post}"' in listed for post in posts)


def test_nothing_is_asked_for_nothing_and_nothing_found_is_said(client: FlaskClient) -> None:
    assert found(page_of(client, "/search")) == []
    assert found(page_of(client, "/search?q=%20")) == []
    assert "no name like “Zzyzx”" in page_of(client, "/search?q=Zzyzx")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *(("/search?q=a&kind=robot", 400), ("/search?q=a&page=0", 400), ("/search?q=a&page=x", 400)),
        *(("/search?q=a&page=11", 404), ("/search?q=" + "a" * 5000, 200), ("/search?q=%00%FF", 200)),
    ],
)
def test_what_makes_no_sense_is_refused_and_what_is_long_is_cut(
    client: FlaskClient, address: str, status: int
) -> None:
    page_of(client, address, status)


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_was_searched_for_stays_text(client: FlaskClient, code: str) -> None:
    page = page_of(client, f"/search?lang={code}&q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>" not in page
    assert '<html lang="' + code in page
