"""The pages: every term is where its IRI leads, nothing comes from elsewhere, every link arrives."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from osce_kg.errors import InputError
from osce_kg.namespaces import BASE, OKG, VOCAB
from osce_kg.ontology.page import render_ontology, render_shapes, shapes_files
from osce_kg.ontology.page.diagram import read_diagram
from osce_kg.ontology.page.lookup import Lookup
from osce_kg.reasoning.closure import read_ontology, read_turtle
from osce_kg.resources import resource_path

VOID = {"br", "hr", "img", "input", "link", "meta"}


class Reader(HTMLParser):
    """Collects ids and links, and sees to it that every element that is opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.texts: dict[str, str] = {}
        self.open: list[str] = []
        self.inside: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if tag == "a":
            self.links.append(str(named["href"]))
        if tag not in VOID:
            self.open.append(tag)
            self.inside.append(named.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.inside.pop()

    def handle_data(self, data: str) -> None:
        for name in filter(None, self.inside):
            self.texts[name] = self.texts.get(name, "") + data


@pytest.fixture(scope="module")
def html() -> str:
    return render_ontology().html


@pytest.fixture(scope="module")
def page(html: str) -> Reader:
    return Reader(html)


@pytest.fixture(scope="module")
def shapes_page() -> Reader:
    return Reader(render_shapes().html)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return read_ontology()


def of_kind(graph: Graph, *kinds: URIRef) -> set[str]:
    return {
        str(term)
        for kind in kinds
        for term in graph.subjects(RDF.type, kind)
        if str(term).startswith((str(OKG), str(VOCAB)))
    }


def test_every_term_and_concept_is_where_its_iri_leads(page: Reader, graph: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept, SKOS.ConceptScheme)
    anchors = {iri.removeprefix(str(OKG)).removeprefix(BASE) for iri in of_kind(graph, *kinds)}
    assert len(anchors) > 200
    assert anchors <= set(page.ids)


def test_no_id_stands_twice(page: Reader, shapes_page: Reader) -> None:
    assert sorted(set(page.ids)) == sorted(page.ids)
    assert sorted(set(shapes_page.ids)) == sorted(shapes_page.ids)


def test_every_link_within_the_pages_arrives(page: Reader, shapes_page: Reader) -> None:
    ids = {"ontology.html": set(page.ids), "shapes.html": set(shapes_page.ids)}
    for name, reader in (("ontology.html", page), ("shapes.html", shapes_page)):
        for link in reader.links:
            if link.startswith("https://") or link.startswith("http://"):
                continue
            file, _, anchor = link.partition("#")
            assert not anchor or anchor in ids[file or name], link


@pytest.mark.parametrize("make", [render_ontology, render_shapes])
def test_a_page_needs_no_script_and_nothing_from_elsewhere(make: object) -> None:
    text = make().html  # type: ignore[operator]
    assert not re.search(r"<script|<img|<iframe|\son\w+=|\sstyle=|@import|url\((?!#)", text)
    for tag in re.findall(r"<link\b[^>]*>", text):
        assert re.search(r'rel="(alternate|canonical)"', tag)


def test_every_term_has_its_labels_definition_and_example(page: Reader, graph: Graph) -> None:
    for iri in of_kind(graph, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        shown = page.texts[iri.removeprefix(str(OKG))]
        for predicate in (RDFS.label, SKOS.definition, SKOS.scopeNote, SKOS.example):
            for text in graph.objects(URIRef(iri), predicate):
                assert str(text) in shown, (iri, predicate)


def test_what_other_tools_leave_out_is_there(page: Reader) -> None:
    meeting, met_with = page.texts["Meeting"], page.texts["metWith"]
    assert "never also" in meeting
    assert "A meeting that took place has at least two participants." in meeting
    assert "Who met whom, when, and which sentence says so?" in meeting
    assert "symmetric" in met_with
    assert "irreflexive" in met_with
    assert "okg:Meeting" in meeting[meeting.index("Example data") :]
    assert "inverse" in page.texts["hasLeg"]
    assert "event status" in page.texts["vocab/event-status"]


def test_an_inverse_is_shown_with_the_ends_of_its_counterpart(page: Reader) -> None:
    assert "has participation" in page.texts["Event"]


def test_every_shape_has_its_place(shapes_page: Reader) -> None:
    shapes = {
        str(shape).rpartition("#")[2]
        for shape in read_turtle(*shapes_files()).subjects(RDF.type)
        if str(shape).startswith("https://w3id.org/osce-kg/shapes#")
    }
    assert shapes
    assert shapes <= set(shapes_page.ids)


def test_the_diagram_is_told_in_words_too(page: Reader) -> None:
    assert "Participation inCapacity OfficeHolding" in page.texts["diagram-text"]
    assert "Person is a Agent" in page.texts["diagram-text"]


def test_lines_of_the_diagram_end_at_the_boxes(graph: Graph) -> None:
    diagram = read_diagram(resource_path("ontology", "diagram.toml"), Lookup(graph))
    boxes = {box.name: box for box in diagram.boxes}
    for line in diagram.lines:
        for name, (x, y) in ((line.start_name, line.start), (line.end_name, line.end)):
            across, down = abs(x - boxes[name].x), abs(y - boxes[name].y)
            assert across <= diagram.box_width / 2 + 0.01
            assert down <= diagram.box_height / 2 + 0.01
            assert abs(across - diagram.box_width / 2) < 0.01 or abs(down - diagram.box_height / 2) < 0.01


@pytest.mark.parametrize(
    "text",
    [
        "[classes]\nEmbassy = [0, 0]\n",
        "[classes]\nPost = [0, 0]\n[[links]]\nfrom = 'Post'\nto = 'Event'\nproperties = []\n",
        "[classes]\nPost = 0\n",
        "[classes",
    ],
)
def test_a_diagram_that_does_not_fit_the_ontology_is_told(tmp_path: Path, graph: Graph, text: str) -> None:
    file = tmp_path / "diagram.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_diagram(file, Lookup(graph))
