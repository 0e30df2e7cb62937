import csv
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import BNode

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


@pytest.mark.parametrize("annotation", [RDFS.label, SKOS.definition, SKOS.example])
def test_every_term_has_exactly_one_english_label_definition_and_example(
    terms: Graph, annotation: URIRef
) -> None:
    wrong = {
        term: languages
        for term in own_terms(terms)
        if (languages := [text.language for text in terms.objects(term, annotation)]).count("en") != 1
    }
    assert wrong == {}


def test_every_term_has_one_russian_label(terms: Graph) -> None:
    for term in own_terms(terms):
        assert [text.language for text in terms.objects(term, RDFS.label)].count("ru") == 1, term


def test_every_term_says_where_it_is_defined(terms: Graph) -> None:
    assert {term for term in own_terms(terms) if (term, RDFS.isDefinedBy, ONTOLOGY) not in terms} == set()


def test_no_two_terms_share_a_label(terms: Graph) -> None:
    for kind in KINDS:
        labels = [
            str(label)
            for term in terms.subjects(RDF.type, kind)
            for label in terms.objects(term, RDFS.label)
            if label.language == "en"
        ]
        assert sorted(set(labels)) == sorted(labels)


def test_every_subject_in_our_namespace_is_a_declared_term(terms: Graph) -> None:
    ours = {subject for subject in set(terms.subjects()) if str(subject).startswith(str(OKG))}
    assert ours == own_terms(terms)


def test_names_follow_the_convention_of_classes_and_properties(terms: Graph) -> None:
    for term in own_terms(terms):
        name = str(term).removeprefix(str(OKG))
        is_class = (term, RDF.type, OWL.Class) in terms
        assert name[0].isupper() is is_class, name


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


def test_nothing_is_imported(terms: Graph) -> None:
    assert list(terms.objects(None, OWL.imports)) == []


def test_the_ontology_has_no_blank_nodes(terms: Graph, vocabularies: Graph) -> None:
    nodes = {node for graph in (terms, vocabularies) for triple in graph for node in triple}
    assert [node for node in nodes if isinstance(node, BNode)] == []
