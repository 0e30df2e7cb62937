"""What is behind the IRIs of terms and shapes: a page for people, a graph for programs."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from flask.testing import FlaskClient
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS, SH

from osce_kg import __version__
from osce_kg.namespaces import OKG

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
FORMS = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
}


@pytest.mark.parametrize("path", ["/ontology", "/shapes"])
def test_a_browser_gets_a_page_and_a_program_data(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers=BROWSER)
    assert page.mimetype == "text/html"
    assert "Accept" in page.headers["Vary"]
    assert client.get(path).mimetype == "text/turtle"
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("path", ["/ontology", "/shapes"])
def test_every_form_holds_the_same_graph(client: FlaskClient, path: str) -> None:
    graphs = [
        Graph().parse(data=client.get(path, headers={"Accept": media_type}).get_data(), format=name)
        for media_type, name in FORMS.items()
    ]
    assert len(graphs[0])
    for other in graphs[1:]:
        assert isomorphic(graphs[0], other) if len(graphs[0]) < 1000 else len(graphs[0]) == len(other)


def test_the_page_has_every_term_at_its_anchor(client: FlaskClient) -> None:
    page = client.get("/ontology", headers=BROWSER).text
    assert '<section class="term" id="Meeting">' in page
    assert "An encounter of at least two sides." in page
    graph = Graph().parse(data=client.get("/ontology.ttl").text, format="turtle")
    assert str(graph.value(OKG.Meeting, RDFS.label)) == "Meeting"


def test_the_shapes_are_those_that_data_is_validated_with(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/shapes.ttl").text, format="turtle")
    assert (None, RDF.type, SH.NodeShape) in graph
    assert (None, SH.targetClass, OKG.Meeting) in graph
    page = client.get("/shapes.html").text
    assert 'href="ontology.html#Meeting"' in page
    assert 'id="Meeting"' in page


@pytest.mark.parametrize("path", ["/ontology.html", "/shapes.html"])
def test_only_the_style_sheet_that_a_page_brings_is_allowed(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    styles = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert len(styles) == 1
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in answer.headers["Content-Security-Policy"]


def test_the_version_that_is_served_leads_to_the_ontology_others_nowhere(client: FlaskClient) -> None:
    answer = client.get(f"/ontology/{__version__}", headers=BROWSER)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/ontology"
    assert client.get("/ontology/99.0", headers=BROWSER).status_code == 404


def test_the_links_to_data_on_a_page_arrive(client: FlaskClient) -> None:
    for document in ("ontology", "shapes"):
        page = client.get(f"/{document}.html").text
        names = set(re.findall(rf'href="({document}\.[a-z]+)"', page))
        assert len(names) >= 4
        for name in names:
            assert client.get(f"/{name}").status_code == 200


def test_an_unchanged_document_is_not_sent_again(client: FlaskClient) -> None:
    for path in ("/ontology.html", "/shapes.ttl"):
        first = client.get(path)
        assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
