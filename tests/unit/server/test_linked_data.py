"""Every IRI of the graph leads to a page, and the page to data."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient
from rdflib import Graph
from rdflib.namespace import RDFS

from osce_kg.namespaces import ID, OKG

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PERSON = ID["person/p000001"]


def test_an_identifier_leads_to_the_document_about_it(client: FlaskClient) -> None:
    answer = client.get("/id/person/p000001")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/doc/person/p000001"
    assert client.get("/id/person/p000001.ttl").headers["Location"] == "/doc/person/p000001.ttl"


def test_a_hostile_key_does_not_lead_to_another_host(client: FlaskClient) -> None:
    for path in ("/id//evil.example", "/id/%5Cevil.example", "/id/https://evil.example"):
        location = client.get(path, follow_redirects=False).headers.get("Location", "/")
        assert location.startswith(("/", "http://localhost/"))
        assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("suffix", "media_type", "rdf_format"),
    [
        (".ttl", "text/turtle", "turtle"),
        (".nt", "application/n-triples", "nt"),
        (".jsonld", "application/ld+json", "json-ld"),
        (".rdf", "application/rdf+xml", "xml"),
    ],
)
def test_the_same_data_by_suffix_and_by_accept(
    client: FlaskClient, suffix: str, media_type: str, rdf_format: str
) -> None:
    by_suffix = client.get(f"/doc/person/p000001{suffix}")
    by_accept = client.get("/doc/person/p000001", headers={"Accept": media_type})
    assert by_suffix.data == by_accept.data
    assert by_suffix.mimetype == by_accept.mimetype == media_type
    graph = Graph().parse(data=by_suffix.text, format=rdf_format)
    assert str(graph.value(PERSON, RDFS.label)) == "Sofia Aalto"
    assert graph.value(predicate=OKG.holder, object=PERSON) == ID["holding/x1001h"]


def test_the_page_of_a_person_shows_names_offices_events_and_their_passages(client: FlaskClient) -> None:
    page = client.get("/doc/person/p000001", headers=BROWSER).text
    assert "<h1" in page
    assert "Sofia Aalto" in page
    for part in ("Posts", "Met", "Took part in", "Names", "Chairperson-in-Office", "S. Aalto"):
        assert part in page
    assert "Chairperson-in-Office Sofia Aalto met President Nikola Berg on 6 April." in page
    assert 'href="/doc/document/n1001#at-40-112"' in page
    assert 'href="/doc/event/x1001a"' in page


def test_derived_statements_are_marked(client: FlaskClient) -> None:
    page = client.get("/doc/event/x1001a", headers=BROWSER).text
    assert page.count("<small>derived</small>") == 0
    met = client.get("/doc/person/p000001", headers=BROWSER).text.split('id="met"')[1].split("</section>")[0]
    assert "This follows from the documents" in met


def test_a_replaced_identifier_still_leads_to_its_person(client: FlaskClient) -> None:
    page = client.get("/doc/person/x1111", headers=BROWSER).text
    assert "is replaced by" in page
    assert 'href="/doc/person/p000001"' in page


def test_hostile_labels_stay_text(client: FlaskClient) -> None:
    for key in ("person/x2222", "person/p000001", "passage/n1002/0-31", "name/x2"):
        page = client.get(f"/doc/{key}", headers=BROWSER).text
        assert "<script>" not in page
        assert "<b>" not in page


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("passage/n1001/40-112", "met President Nikola Berg"),
        ("document/n1001", "Passages"),
        ("event/x1001a", "Participants"),
        ("participation/x1001a1", "Sofia Aalto met Nikola Berg"),
        ("post/x77", "Held by"),
    ],
)
def test_every_kind_of_thing_has_a_page(client: FlaskClient, key: str, text: str) -> None:
    page = client.get(f"/doc/{key}", headers=BROWSER)
    assert page.status_code == 200
    assert text in page.text


@pytest.mark.parametrize(
    "path",
    [
        *("/id/person/p9", "/id/person/p9.ttl", "/id/a%20b"),
        *("/doc/person/p9", "/doc/person/p9.ttl", "/doc/a%20b", "/vocab/none", "/vocab/a%7Cb"),
        *("/graph/none", "/graph/a%0Ab", "/graph/%3Cscript%3E"),
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_what_the_graph_does_not_know_is_not_found_and_not_logged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, path: str, accept: str
) -> None:
    assert client.get(path, headers={"Accept": accept}).status_code == 404
    assert caplog.text == ""


def test_concepts_have_pages(client: FlaskClient) -> None:
    assert "occurred" in client.get("/vocab/event-status/occurred", headers=BROWSER).text


def test_a_named_graph_can_be_had_alone(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/graph/derived").text, format="turtle")
    assert {str(predicate) for predicate in graph.predicates()} == {str(OKG.metWith), str(OKG.hasParticipant)}


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/doc/person/p000001")
    again = client.get("/doc/person/p000001", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    html = client.get("/doc/person/p000001", headers={"If-None-Match": first.headers["ETag"], **BROWSER})
    assert html.status_code == 200


def test_every_local_link_of_a_page_leads_somewhere(client: FlaskClient) -> None:
    seen: set[str] = set()
    waiting = ["/doc/person/p000001"]
    while waiting and len(seen) < 90:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path, headers=BROWSER)
        # The small graph has no nodes for most concepts; a full one has.
        assert answer.status_code == 200 or path.startswith("/vocab/"), path
        if answer.mimetype == "text/html":
            links = re.findall(r'href="(/[^"]*)"', answer.text)
            waiting += [html.unescape(link).partition("#")[0] for link in links]
    assert "/doc/event/x1001a" in seen
