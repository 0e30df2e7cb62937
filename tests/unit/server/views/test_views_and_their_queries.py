"""What a page lists is what its query answers: for every view, on every page of it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from rdflib import RDF
from rdflib.term import URIRef

from osce_kg.namespaces import ID, OKG
from osce_kg.server.application import create_app
from osce_kg.server.views import VIEWS, views_of
from osce_kg.server.views import query as views_query
from osce_kg.server.views.query import read_view_queries
from osce_kg.store import OxigraphReader

BROWSER = {"Accept": "text/html"}
LINK = re.compile(r'href="(/doc/[^"?#]*)[^"]*"')


@pytest.fixture(scope="module")
def client(network_build: Path) -> FlaskClient:
    return create_app(network_build).test_client()


def things(reader: OxigraphReader) -> Iterator[tuple[URIRef, list[str]]]:
    """Give every thing of the graph that has views, with their keys."""
    for row in reader.select("SELECT DISTINCT ?thing { ?thing a ?class }"):
        thing = row["thing"]
        assert isinstance(thing, URIRef)
        classes = {value for _, _, value in reader.triples(subject=thing, predicate=RDF.type)}
        views = views_of({name for name in classes if isinstance(name, URIRef)})
        if views and thing.startswith(ID):
            yield thing, [view.key for view in views]


def sections(page: str) -> dict[str, str]:
    """Return the sections of a page that are views: key to HTML."""
    found = re.split(r'<section class="view" id="([\w-]+)"', page)
    return {key: body.split("</section>")[0] for key, body in zip(found[1::2], found[2::2], strict=True)}


def query_of(section: str) -> str:
    (text,) = re.findall(r"<pre tabindex=\"0\"><code>(.*?)</code></pre>", section, re.DOTALL)
    return html.unescape(text)


def answers(client: FlaskClient, query: str) -> list[dict[str, dict[str, str]]]:
    answer = client.get("/sparql?" + urlencode({"query": query}), headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    bindings: list[dict[str, dict[str, str]]] = json.loads(answer.text)["results"]["bindings"]
    return bindings


def shown_links(section: str) -> set[str]:
    """Return the IRIs that the list of a section leads to; the query below it is not part of the list."""
    listed = section.split('<details class="sparql">')[0]
    return {html.unescape(link).replace("/doc/", str(ID), 1) for link in LINK.findall(listed)}


def test_every_list_of_every_page_is_what_its_query_answers(
    client: FlaskClient, network_world: OxigraphReader
) -> None:
    seen: set[str] = set()
    for thing, keys in things(network_world):
        page = client.get(f"/doc/{thing.removeprefix(ID)}", headers=BROWSER)
        found = sections(page.text)
        assert found.keys() <= set(keys)
        for key in keys:
            if key not in found:
                query = VIEWS[key].query(thing)
                assert list(network_world.select(query.page(1))) == [], (thing, key)
                continue
            seen.add(key)
            rows = answers(client, query_of(found[key]))
            iris = {cell["value"] for row in rows for cell in row.values() if cell["type"] == "uri"}
            linked = {iri for iri in iris if iri.startswith(str(ID))}
            assert shown_links(found[key]) >= linked - {str(thing)}, (thing, key)
            assert shown_links(found[key]) <= linked | {str(thing)}, (thing, key)
            text = html.unescape(re.sub(r"<[^>]*>", "", found[key]))
            assert all(row["quote"]["value"] in text for row in rows if "quote" in row), (thing, key)
    assert {"met", "offices", "took-part", "participants", "glance", "sentences", "represented"} <= seen


def test_what_is_said_and_what_points_here_are_what_their_queries_answer(client: FlaskClient) -> None:
    page = client.get("/doc/state/KAZ", headers=BROWSER).text
    said = page.split('<section id="statements">')[1].split("</section>")[0]
    rows = answers(client, query_of(said))
    assert rows
    values = {row["value"]["value"] for row in rows}
    text = html.unescape(said)
    assert all(value in text or value.removeprefix(str(ID)) in text for value in values)
    here = page.split('<section id="links-here">')[1]
    lists = here.split("<section ")[1:]
    assert lists
    for one in lists:
        subjects = [row["subject"]["value"] for row in answers(client, query_of(one))]
        assert len(subjects) == one.split('<ul class="entries">')[1].split("<details")[0].count("<li>")


def test_encounters_and_company_are_those_that_the_rules_derive(network_world: OxigraphReader) -> None:
    """The page lists them from the events; the rules, for programs, give each pair once."""
    listed: dict[str, set[tuple[str, str]]] = {"met": set(), "co-attended": set()}
    agents = {value for _, _, value in network_world.triples(predicate=OKG.participant)}
    for agent in agents:
        for key, found in listed.items():
            rows = network_world.select(
                VIEWS[key].query(URIRef(agent)).text.replace("LIMIT 20", "LIMIT 1000")
            )
            found.update((str(agent), str(row["other"])) for row in rows)

    def derived(name: str) -> set[tuple[str, str]]:
        triples = network_world.triples(predicate=OKG[name])
        return {(str(subject), str(value)) for subject, _, value in triples}

    assert listed["met"] == derived("metWith") != set()
    # Whom one met at every common event is listed there.
    assert listed["co-attended"] <= derived("coAttended")
    assert derived("coAttended") - listed["co-attended"] <= listed["met"]


def pages_of(client: FlaskClient, address: str, view: str) -> Iterator[str]:
    """Follow the links from one page of a view to the next."""
    following: str | None = address
    while following:
        section = sections(client.get(following, headers=BROWSER).text)[view]
        yield section
        links = re.findall(r'<a rel="next" href="([^"]*)"', section)
        following = html.unescape(links[0]) if links else None


@pytest.mark.parametrize("view", ["met", "took-part"])
def test_the_pages_of_a_list_hold_every_entry_once(
    client: FlaskClient, network_world: OxigraphReader, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    person = ID["person/p1"]
    text = VIEWS[view].query(person).text
    whole = [tuple(sorted(row.items())) for row in network_world.select(text)]
    smaller = {key: replace(query, text=_cut(query.text)) for key, query in read_view_queries().items()}
    monkeypatch.setattr(views_query, "read_view_queries", lambda: smaller)
    pages = list(pages_of(client, "/doc/person/p1?lang=en", view))
    answered = [row for page in pages for row in answers(client, query_of(page))]
    assert len(pages) > 1 or len(whole) <= 1
    assert len(answered) == len(whole)
    assert "lang=en" in pages[0] or len(pages) == 1


def _cut(text: str) -> str:
    return re.sub(r"LIMIT \d+ OFFSET 0", "LIMIT 1 OFFSET 0", text)


@pytest.mark.parametrize(
    ("number", "status"), [("2", 404), ("0", 400), ("x", 400), ("", 400), ("9999999", 404), ("1", 200)]
)
def test_a_page_of_a_list_that_is_none_is_refused(client: FlaskClient, number: str, status: int) -> None:
    answer = client.get("/doc/person/p2", query_string={"names": number}, headers=BROWSER)
    assert answer.status_code == status


def test_every_query_has_one_page_that_is_cut() -> None:
    for key, query in read_view_queries().items():
        assert len(re.findall(r"LIMIT \d+ OFFSET 0\b", query.text)) == 1, key
        assert "$this" in query.text, key
        assert key in VIEWS, key
    assert VIEWS.keys() == read_view_queries().keys()


def test_a_hostile_iri_cannot_leave_its_place_in_a_query() -> None:
    for iri in ("https://x.example/> } DELETE", "https://x.example/\n", "javascript:alert(1)", "$this"):
        with pytest.raises(ValueError, match=""):
            VIEWS["met"].query(URIRef(iri))


@pytest.mark.parametrize(
    ("classes", "first"),
    [
        ({OKG.Person}, "offices"),
        ({OKG.Meeting}, "glance"),
        ({OKG.FieldOperation, OKG.Organization}, "elsewhere"),
    ],
)
def test_a_class_decides_which_views_there_are(classes: set[URIRef], first: str) -> None:
    assert views_of(classes)[0].key == first


def test_what_has_no_views_has_none() -> None:
    assert views_of({OKG.Passage}) == ()
