"""The names of a graph are collected from labels, other names, codes and uses in documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Literal, URIRef

from osce_kg.model.statement import Statement
from osce_kg.namespaces import GRAPH, ID, OKG
from osce_kg.searching import NameDirectory, read_directory
from osce_kg.store import OxigraphStore


def graph(triples: Iterable[tuple[URIRef, URIRef, Any]]) -> NameDirectory:
    with OxigraphStore() as store:
        assert store.add(Statement(*triple, GRAPH.entities) for triple in triples) == ()
        return read_directory(store.reader())


@pytest.fixture(scope="module")
def directory() -> NameDirectory:
    state, person, use, old = ID["state/KAZ"], ID["person/p1"], ID["name/x1"], ID["person/x2"]
    return graph(
        [
            (state, RDF.type, OKG.State),
            (state, RDF.type, OKG.Agent),
            (state, RDFS.label, Literal("Kazakhstan", lang="en")),
            (state, RDFS.label, Literal("Казахстан", lang="ru")),
            (state, SKOS.altLabel, Literal("Republic of Kazakhstan", lang="en")),
            (state, SKOS.notation, Literal("KAZ")),
            (person, RDF.type, OKG.Person),
            (person, RDFS.label, Literal("Sofia Aalto", lang="en")),
            (use, RDF.type, OKG.NameUse),
            (use, OKG.nameOf, person),
            (use, OKG.nameString, Literal("София Аалто", lang="ru")),
            (old, RDF.type, OKG.Person),
            (old, RDFS.label, Literal("S. Ahlto", lang="en")),
            (old, DCTERMS.isReplacedBy, ID["person/x3"]),
            (ID["person/x3"], DCTERMS.isReplacedBy, person),
            (ID["structure/odihr"], RDF.type, OKG.Institution),
            (ID["structure/odihr"], RDF.type, OKG.Organization),
            (ID["structure/odihr"], RDFS.label, Literal("ODIHR", lang="en")),
            (ID["person/nameless"], RDF.type, OKG.Person),
            (ID["person/unnamed"], RDF.type, OKG.Person),
            (ID["person/unnamed"], RDFS.label, Literal("(unnamed) Ombudsman of Kazakhstan", lang="en")),
            (OKG.Person, RDFS.label, Literal("person", lang="en")),
        ]
    )


@pytest.mark.parametrize("name", ["Kazakhstan", "Казахстан", "Republic of Kazakhstan", "KAZ"])
def test_every_label_and_code_is_a_name(directory: NameDirectory, name: str) -> None:
    found = directory.find(name)[0]
    assert (found.key, found.is_same) == ("state/KAZ", True)


def test_uses_of_a_name_in_documents_are_names(directory: NameDirectory) -> None:
    assert directory.find("София Аалто")[0].key == "person/p1"


def test_what_merges_ended_is_found_under_the_key_of_today(directory: NameDirectory) -> None:
    assert directory.find("S. Ahlto")[0].key == "person/p1"
    assert directory.current("person/x2") == "person/p1"
    assert directory.types_of("person/x2") == ()


def test_the_narrowest_type_is_kept(directory: NameDirectory) -> None:
    assert directory.types_of("structure/odihr") == ("Institution",)


def test_only_things_with_a_label_are_in_the_directory(directory: NameDirectory) -> None:
    assert directory.current("person/nameless") is None
    assert len(directory) == 4


def test_a_label_that_only_describes_somebody_is_no_name(directory: NameDirectory) -> None:
    assert directory.find("(unnamed) Ombudsman of Kazakhstan", types=("Person",)) == []
    assert directory.current("person/unnamed") == "person/unnamed"
    assert directory.names_of("person/unnamed") == []


def test_merges_in_a_circle_end() -> None:
    one, other = ID["person/x1"], ID["person/x2"]
    directory = graph([(one, DCTERMS.isReplacedBy, other), (other, DCTERMS.isReplacedBy, one)])
    assert len(directory) == 0
