"""The query page: what it shows without scripts, and what it hands to its script."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from osce_kg.server.interface import texts_in
from osce_kg.server.query_page import script_texts

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
MEETINGS = "SELECT ?meeting ?status ?kind { ?meeting a okg:Meeting ; okg:status ?status ; a ?kind }"


class Table(HTMLParser):
    """Reads links and cells of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: dict[str, tuple[str, str]] = {}
        """Text of a link to its address and its title."""
        self.datatypes: list[str | None] = []
        self._open: dict[str, str | None] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "td":
            self.datatypes.append(dict(attrs).get("data-datatype"))
        self._open = dict(attrs) if tag == "a" else {}

    def handle_data(self, data: str) -> None:
        if "title" in self._open:
            self.links[data] = (self._open["href"] or "", self._open["title"] or "")


def page_of(client: FlaskClient, query: str, **fields: str) -> str:
    return client.get("/sparql", query_string={"query": query, **fields}, headers=BROWSER).text


def data_of(page: str, block: str = "query-data") -> dict[str, Any]:
    """Return what the page hands to its script in a block."""
    found = re.search(rf'<script type="application/json" id="{block}">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_things_go_by_their_labels_and_lead_to_their_pages(client: FlaskClient) -> None:
    query = "SELECT * { ?meeting a okg:Meeting ; okg:status ?status }"
    links = Table(page_of(client, query)).links
    label, (address, iri) = next(item for item in links.items() if "/event/" in item[1][0])
    assert (address, iri) == ("/doc/event/x1001a", "https://w3id.org/osce-kg/id/event/x1001a")
    labelled = 'SELECT ?l { <id/event/x1001a> rdfs:label ?l FILTER(LANG(?l) = "en") }'
    bindings = client.get("/sparql", query_string={"query": labelled}).json["results"]["bindings"]  # type: ignore[index]
    assert label == bindings[0]["l"]["value"]


def test_terms_go_by_the_names_that_a_query_gives_them(client: FlaskClient) -> None:
    links = Table(page_of(client, "SELECT ?kind { ?meeting a okg:Meeting, ?kind }")).links
    assert links["okg:Meeting"] == ("/ontology#Meeting", "https://w3id.org/osce-kg/ontology#Meeting")


def test_a_hostile_label_stays_text(app: Flask, client: FlaskClient) -> None:
    page = page_of(client, "SELECT ?p { ?p a okg:Person }")
    assert "Nikola &lt;b&gt;Berg&lt;/b&gt;" in page
    assert "<b>Berg" not in page


def test_cells_say_their_datatypes(client: FlaskClient) -> None:
    page = page_of(client, 'SELECT (1 AS ?n) ("2004-04-06"^^xsd:date AS ?d) ("x"@en AS ?t) {}')
    assert Table(page).datatypes == ["xsd:integer", "xsd:date", None]


def test_the_deadline_is_said_and_handed_over(client: FlaskClient, app: Flask) -> None:
    page = client.get("/sparql", headers=BROWSER).text
    assert "stopped after 10 seconds" in page
    assert data_of(page)["deadline"] == 10


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_script_has_its_texts_in_the_language_of_the_page(client: FlaskClient, language: str) -> None:
    page = client.get("/sparql", query_string={"lang": language}, headers=BROWSER).text
    assert data_of(page, "texts") == script_texts(texts_in(language))
    assert data_of(page)["language"] == language


def test_every_text_that_the_script_asks_for_is_there() -> None:
    folder = Path(__file__).parents[3] / "web" / "src"
    sources = [
        path
        for name in ("query", "network", "timeline", "map")
        for path in sorted(folder.glob(f"{name}/*.ts"))
    ]
    asked = {
        key
        for path in sources
        for key in re.findall(r'\b(?:text|say)\("([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert {"running", "timeline-shown"} <= asked
    assert asked <= set(script_texts(texts_in("en")))


def test_the_form_keeps_the_language_that_was_asked_for(client: FlaskClient) -> None:
    assert '<input type="hidden" name="lang" value="ru">' in page_of(client, "ASK {}", lang="ru")
    assert 'name="lang"' not in page_of(client, "ASK {}")


def test_the_place_of_an_error_is_in_the_page(client: FlaskClient) -> None:
    page = page_of(client, "SELECT * {\n  nix:a ?p ?o }")
    assert 'data-line="2" data-column="3" data-hint="the prefix &#39;nix&#39; is not declared."' in page
    assert "data-line" not in page_of(client, "DELETE WHERE { ?s ?p ?o }")


def test_examples_are_offered_with_an_answer_too(client: FlaskClient, app: Flask) -> None:
    first, later = client.get("/sparql", headers=BROWSER).text, page_of(client, "ASK {}")
    assert '<details id="examples" open>' in first
    assert '<details id="examples">' in later
    for example in app.extensions["osce_kg"].examples:
        assert example.question in first


def test_a_page_that_the_reader_has_is_not_sent_again(client: FlaskClient) -> None:
    fields = {"query": MEETINGS}
    first = client.get("/sparql", query_string=fields, headers=BROWSER)
    asked = BROWSER | {"If-None-Match": first.headers["ETag"]}
    assert client.get("/sparql", query_string=fields, headers=asked).status_code == 304
    other = client.get("/sparql", query_string=fields | {"lang": "ru"}, headers=asked)
    assert other.status_code == 200


def test_a_page_that_is_another_each_time_is_not_kept(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "SELECT (UUID() AS ?x) {}"}, headers=BROWSER)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_a_long_answer_is_cut_and_says_so(client: FlaskClient) -> None:
    numbers = " ".join(map(str, range(40)))
    page = page_of(client, f"SELECT * {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}")
    assert "1,600 solutions, of which the first 1,000 are shown." in page
    assert page.count("<tr>") == 1001


def test_an_answer_that_is_too_long_for_a_page_can_be_downloaded(client: FlaskClient) -> None:
    numbers = " ".join(f'"{number}{"x" * 1000}"' for number in range(80))
    query = f"SELECT * {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    page = page_of(client, query)
    assert "The answer is too long for a page." in page
    assert "format=csv" in page
