"""Every IRI of ours that the sample graph or its description holds leads to something, in five forms."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from osce_kg.namespaces import BASE
from osce_kg.server.application import create_app

pytestmark = pytest.mark.slow

FORMS = {
    ".ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    ".nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ".jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    ".rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}
FILES = BASE + "dump/"
"""Under these names are the files of the release themselves, each in the one form that it has."""


@pytest.fixture(scope="module")
def client(sample_build: Path) -> FlaskClient:
    return create_app(sample_build).test_client()


@pytest.fixture(scope="module")
def iris(sample_build: Path) -> list[str]:
    """All of ours: subjects, predicates, objects, datatypes and names of graphs."""
    found: set[str] = set()
    for name in ("osce-kg.nq", "void.ttl"):
        for quad in ox.parse(path=sample_build / "dump" / name):
            terms = [quad.subject, quad.predicate, quad.object, quad.graph_name]
            terms += [term.datatype for term in terms if isinstance(term, ox.Literal)]
            found.update(term.value for term in terms if isinstance(term, ox.NamedNode))
    return sorted(iri for iri in found if iri.startswith(BASE))


def kind_of(iri: str) -> str:
    """Return what kind of thing an IRI names, as far as its form tells."""
    return re.sub(r"^((?:id|vocab|graph)/[a-z-]+|[a-z]+).*$", r"\1", iri.removeprefix(BASE))


def document_of(iri: str) -> str:
    """Return the address on this server that an IRI without its fragment leads to."""
    return iri.partition("#")[0].replace(BASE, "/", 1)


def followed(client: FlaskClient, address: str, accept: str | None) -> tuple[str, str]:
    """Return media type and text of what is found after all redirects."""
    headers = {} if accept is None else {"Accept": accept}
    # At its own address: the endpoint names itself by where it is.
    answer = client.get(address, headers=headers, base_url="https://w3id.org", follow_redirects=True)
    assert answer.status_code == 200, address
    for step in answer.history:
        assert step.status_code == 303
        assert re.match(r"/[^/\\]", step.headers["Location"])
    return answer.mimetype, answer.text


def names_in(text: str, form: ox.RdfFormat) -> set[str]:
    quads = ox.parse(text.encode(), format=form)
    terms = {term for quad in quads for term in (quad.subject, quad.predicate, quad.object)}
    return {term.value for term in terms if isinstance(term, ox.NamedNode)}


def test_the_sample_has_every_kind_of_iri(iris: list[str]) -> None:
    kinds = {kind_of(iri) for iri in iris}
    assert kinds >= {
        *("id/person", "id/organization", "id/structure", "id/state", "id/place", "id/post", "id/holding"),
        *("id/event", "id/participation", "id/name", "id/group", "id/document", "id/capture", "id/passage"),
        *("id/run", "id/extractor", "id/series", "vocab/event-status", "graph/document", "graph/derived"),
        *("ontology", "dataset", "dump", "shapes", "sparql"),
    }
    assert len(iris) > 4000


def test_every_iri_leads_to_a_page_and_to_data_that_names_it(client: FlaskClient, iris: list[str]) -> None:
    by_address: defaultdict[str, set[str]] = defaultdict(set)
    for iri in iris:
        if not iri.startswith(FILES):
            by_address[document_of(iri)].add(iri)
    suffixes = list(FORMS)
    for number, (address, named) in enumerate(sorted(by_address.items())):
        media_type, page = followed(client, address, "text/html")
        assert media_type == "text/html"
        assert "<h1" in page
        # Each form in turn: the next test has all of them for each kind of thing.
        suffix = suffixes[number % len(suffixes)]
        wanted, form = FORMS[suffix]
        media_type, text = followed(client, address, wanted)
        assert media_type == wanted
        if not address.startswith("/graph/"):  # a graph need not speak of itself
            assert named <= names_in(text, form), address


def test_every_kind_of_iri_is_the_same_data_in_every_form_by_header_and_by_suffix(
    client: FlaskClient, iris: list[str]
) -> None:
    first: dict[str, str] = {}
    for iri in iris:
        address = document_of(iri)
        # The endpoint and a version of the ontology have no addresses with suffixes.
        if not iri.startswith(FILES) and address != "/sparql" and not address.startswith("/ontology/"):
            first.setdefault(kind_of(iri), address)
    assert len(first) > 30
    for address in first.values():
        graphs = set()
        for suffix, (wanted, form) in FORMS.items():
            by_suffix = followed(client, address + suffix, None)
            assert by_suffix == followed(client, address, wanted)
            assert by_suffix[0] == wanted
            quads = ox.parse(by_suffix[1].encode(), format=form)
            graphs.add(frozenset(quad.triple for quad in quads))
        assert len(graphs) == 1, address
        by_header = followed(client, address, "text/html")[1]
        assert without_languages(followed(client, address + ".html", None)[1]) == without_languages(by_header)


def without_languages(page: str) -> str:
    """Return a page without its links to itself in other languages: they keep the address it was asked by."""
    return re.sub(r'<a href="[^"]*" rel="alternate" hreflang[^>]*>', "", page)


def test_files_of_the_release_are_found_under_their_iris(client: FlaskClient, iris: list[str]) -> None:
    files = [iri for iri in iris if iri.startswith(FILES)]
    assert len(files) == 10
    for iri in files:
        assert client.get(document_of(iri)).status_code == 200


def test_every_statement_of_a_document_is_on_the_page_of_the_document(
    client: FlaskClient, sample_build: Path
) -> None:
    """Every fact that has a passage is listed with it, and every passage is marked in the text."""
    facts: defaultdict[str, set[str]] = defaultdict(set)
    attested = ox.NamedNode(BASE + "ontology#attestedBy")
    for quad in ox.parse(path=sample_build / "dump" / "osce-kg.nq"):
        if quad.predicate == attested:
            facts[quad.object.value].add(quad.subject.value)
    assert len(facts) > 200
    pages: dict[str, str] = {}
    for passage, subjects in facts.items():
        _, _, key, offsets = passage.removeprefix(BASE).split("/")
        if key not in pages:
            pages[key] = followed(client, f"/doc/document/{key}", "text/html")[1]
        page = pages[key]
        assert f'<span id="at-{offsets}">' in page, passage
        listed = page[page.index(f'<li id="says-{offsets}">') :]
        listed = listed[: listed.find('<li id="says-', 1)]
        for subject in subjects:
            assert subject.replace(BASE + "id/", "/doc/") in listed, (passage, subject)


def test_the_marked_text_is_the_text_of_the_document(client: FlaskClient, sample_build: Path) -> None:
    texts = sorted((sample_build / "documents").iterdir())
    assert len(texts) > 40
    for path in texts:
        page = followed(client, f"/doc/document/{path.stem}", "text/html")[1]
        shown = re.search(r'<div class="text" dir="auto">(.*?)</div>', page, re.DOTALL)
        assert shown is not None
        plain = re.sub(r"<[^>]*>", "", shown[1])
        for entity, character in (
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&#34;", '"'),
            ("&#39;", "'"),
            ("&amp;", "&"),
        ):
            plain = plain.replace(entity, character)
        assert plain == path.read_text(encoding="utf-8"), path.stem
