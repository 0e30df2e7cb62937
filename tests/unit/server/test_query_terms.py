"""``/sparql/terms.json``: complete, true of ontology and data, and usable in queries as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib.namespace import OWL, RDF, SKOS
from rdflib.term import Literal, URIRef

from osce_kg.identifiers import ONTOLOGY_GRAPH
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG, PREFIXES, VOCAB
from osce_kg.publishing import publish_release
from osce_kg.querying.syntax_check import check_syntax
from osce_kg.reasoning.closure import read_ontology
from osce_kg.server.application import create_app
from osce_kg.server.query_terms import prefixed_name
from osce_kg.store import OxigraphStore

KINDS = {
    str(OWL.Class): "class",
    str(OWL.ObjectProperty): "property",
    str(OWL.DatatypeProperty): "property",
    str(SKOS.Concept): "concept",
}
ONTOLOGY = list(read_ontology(alignments=True))


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The terms of a graph that holds the ontology and one person."""
    directory = tmp_path_factory.mktemp("ontology")
    person = URIRef("https://w3id.org/osce-kg/id/person/p000001")
    with OxigraphStore(directory / "store") as store:
        store.add(Statement(*triple, ONTOLOGY_GRAPH) for triple in ONTOLOGY)
        store.add(
            [Statement(person, RDF.type, OKG.Person, URIRef("https://w3id.org/osce-kg/graph/entities"))]
        )
        publish_release(store, directory / "dump")
    answer = create_app(directory).test_client().get("/sparql/terms.json")
    assert answer.json is not None
    document: dict[str, Any] = answer.json
    return document


def test_it_holds_what_the_ontology_declares_and_calls_it_the_same(document: dict[str, Any]) -> None:
    declared = {
        str(subject): KINDS[str(value)]
        for subject, predicate, value in ONTOLOGY
        if predicate == RDF.type and str(value) in KINDS and str(subject).startswith((str(OKG), str(VOCAB)))
    }
    found = {term["iri"]: term["kind"] for term in document["terms"]}
    assert len(declared) > 150
    assert {iri: found.get(iri) for iri in declared} == declared


def test_every_term_of_ours_has_the_labels_of_the_ontology(document: dict[str, Any]) -> None:
    labels: dict[str, dict[str, str]] = {}
    for subject, predicate, value in ONTOLOGY:
        if predicate in (URIRef(PREFIXES["rdfs"] + "label"), SKOS.prefLabel) and isinstance(value, Literal):
            labels.setdefault(str(subject), {})[value.language or ""] = str(value)
    ours = [term for term in document["terms"] if term["name"].startswith(("okg:", "okgv:"))]
    assert {term["iri"]: term["labels"] for term in ours} == {
        term["iri"]: labels[term["iri"]] for term in ours
    }
    assert all({"en", "ru"} <= term["labels"].keys() for term in ours)


def test_terms_of_other_vocabularies_are_there_if_the_data_use_them(document: dict[str, Any]) -> None:
    uses = {term["name"]: term["uses"] for term in document["terms"]}
    assert uses["rdf:type"] > 1
    assert uses["okg:Person"] == 1
    assert uses["okg:Meeting"] == 0
    assert "foaf:Person" not in uses


def test_a_query_can_take_every_name_as_it_stands(document: dict[str, Any]) -> None:
    for term in document["terms"]:
        query = f"SELECT * {{ ?s ?p {term['name']} }}"
        check_syntax(query, PREFIXES)
        (row,) = ox.Store().query(f"SELECT ({term['name']} AS ?x) {{}}", prefixes=PREFIXES)
        assert row["x"].value == term["iri"]


def test_the_prefixes_are_those_that_need_no_declaration(document: dict[str, Any]) -> None:
    assert document["prefixes"] == PREFIXES


def test_names_are_in_order_and_each_is_there_once(document: dict[str, Any]) -> None:
    names = [term["name"] for term in document["terms"]]
    assert names == sorted(set(names))


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (f"{VOCAB}event-status/occurred", r"okgv:event-status\/occurred"),
        (f"{OKG}metWith", "okg:metWith"),
        (f"{OKG}a.b", "okg:a.b"),
        (f"{OKG}a.", None),
        (f"{OKG}a)b", None),
        (str(OKG), None),
        ("http://elsewhere.example/x", None),
    ],
)
def test_an_iri_has_a_name_only_if_a_query_can_say_it(iri: str, name: str | None) -> None:
    assert prefixed_name(iri) == name


def test_a_client_that_has_them_does_not_get_them_again(client: FlaskClient) -> None:
    first = client.get("/sparql/terms.json")
    again = client.get("/sparql/terms.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_same_build_gives_the_same_bytes(client: FlaskClient, meeting_build: Path) -> None:
    other = create_app(meeting_build).test_client().get("/sparql/terms.json")
    assert client.get("/sparql/terms.json").data == other.data
