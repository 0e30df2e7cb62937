from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import DCTERMS, RDF, SKOS

from osce_kg.namespaces import OKG, VOCAB, concept
from osce_kg.reasoning.closure import read_turtle

FILES = sorted((Path(__file__).parents[2] / "ontology" / "vocabularies").glob("*.ttl"))

EXPECTED = {
    "event-status": "occurred planned cancelled postponed hypothetical",
    "meeting-format": "bilateral multilateral audience briefing talks working-group round-table conference"
    " workshop training press-conference ceremony site-visit contact",
    "event-mode": "in-person telephone video correspondence",
    "participation-role": "visitor host interlocutor companion chair organizer supporter speaker briefer"
    " attendee observer",
    "tenure-status": "holder acting officer-in-charge designate former former-honorific",
    "document-kind": "press-release news-item activity-report listing journal statement letter other",
    "date-basis": "stated year-inferred relative duration dateline enclosing-event",
    "assertion-status": "stated inferred contested corrected",
    "confidence-level": "high medium low",
    "osce-status": "participating suspended partner-mediterranean partner-asian historical",
    "dimension": "politico-military economic-environmental human cross-dimensional",
}


@pytest.mark.parametrize("scheme", EXPECTED)
def test_a_vocabulary_holds_the_concepts_that_the_graph_layout_lists(
    vocabularies: Graph, scheme: str
) -> None:
    concepts = set(vocabularies.subjects(SKOS.inScheme, VOCAB[scheme]))
    assert concepts == {concept(scheme, key) for key in EXPECTED[scheme].split()}


def test_there_are_23_fields_of_work_each_in_one_dimension(vocabularies: Graph) -> None:
    fields = set(vocabularies.subjects(SKOS.inScheme, VOCAB["field-of-work"]))
    assert len(fields) == 23
    dimensions = set(vocabularies.subjects(SKOS.inScheme, VOCAB["dimension"]))
    for field in fields:
        assert len(list(vocabularies.objects(field, OKG.dimension))) == 1
        assert set(vocabularies.objects(field, OKG.dimension)) <= dimensions


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_vocabulary_file_describes_one_scheme_and_only_its_concepts(file: Path) -> None:
    graph = read_turtle(file)
    scheme = VOCAB[file.stem]
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert set(graph.subjects()) == {scheme, *concepts}
    assert graph.value(scheme, DCTERMS.title) is not None
    assert graph.value(scheme, DCTERMS.license) is not None
    assert set(graph.objects(scheme, SKOS.hasTopConcept)) == concepts
    for node in concepts:
        assert set(graph.objects(node, SKOS.inScheme)) == {scheme}
        assert (node, SKOS.topConceptOf, scheme) in graph
