import csv
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF

import osce_kg
from osce_kg.namespaces import BASE, OKG

ONTOLOGY = URIRef(BASE + "ontology")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def own_terms(graph: Graph) -> set[URIRef]:
    return {
        term
        for kind in KINDS
        for term in graph.subjects(RDF.type, kind)
        if isinstance(term, URIRef) and term.startswith(str(OKG))
    }


def test_the_ontology_declares_classes_and_both_kinds_of_property(terms: Graph) -> None:
    counts = [sum(1 for _ in terms.subjects(RDF.type, kind)) for kind in KINDS]
    assert counts[0] >= 35
    assert counts[1] >= 53
    assert counts[2] >= 16


def test_every_term_of_the_shared_term_table_is_kept(terms: Graph, repository: Path) -> None:
    table = repository.parent / "shared" / "design" / "ontology-terms.tsv"
    if not table.is_file():
        pytest.skip("the shared term table is not beside this checkout")
    kinds = {"C": OWL.Class, "OP": OWL.ObjectProperty, "DP": OWL.DatatypeProperty}
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) > 100
    missing = [row["name"] for row in rows if (OKG[row["name"]], RDF.type, kinds[row["kind"]]) not in terms]
    assert missing == []


def test_the_version_is_that_of_the_package(terms: Graph) -> None:
    assert str(terms.value(ONTOLOGY, OWL.versionInfo)) == osce_kg.__version__
    assert terms.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{osce_kg.__version__}")
