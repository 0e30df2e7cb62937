import hashlib
import re
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS

from osce_kg.namespaces import ID, OKG
from osce_kg.reasoning.closure import read_turtle
from osce_kg.validation import validate_graph

FOLDER = Path(__file__).parents[2] / "ontology" / "examples"
FILES = sorted(FOLDER.glob("*.ttl"))
FROM_A_DOCUMENT = (OKG.attestedBy, OKG.confidence, OKG.extractedIn)
FROM_REFERENCE_DATA = (DCTERMS.source, OKG.confidenceLevel)


def file_stem(class_name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", class_name).lower()


def test_every_class_has_its_example_file_and_no_file_is_left_over(terms: Graph) -> None:
    stems = {
        file_stem(str(term).removeprefix(str(OKG))): term for term in terms.subjects(RDF.type, OWL.Class)
    }
    assert {file.stem for file in FILES} == set(stems)
    for stem, term in stems.items():
        assert (None, RDF.type, term) in read_turtle(FOLDER / f"{stem}.ttl"), stem


def test_no_example_asserts_a_derived_or_inverse_property(terms: Graph, examples: Graph) -> None:
    derived = {OKG.metWith, OKG.coAttended, OKG.visited, OKG.hasParticipant, *terms.subjects(OWL.inverseOf)}
    assert derived & set(examples.predicates()) == set()


def test_everything_that_an_example_points_to_is_described_by_an_example(examples: Graph) -> None:
    targets = {node for node in set(examples.objects()) if str(node).startswith(str(ID))}
    assert targets - set(examples.subjects(RDF.type)) == set()


def test_every_passage_stands_in_its_document_at_its_offsets(examples: Graph) -> None:
    passages = list(examples.subjects(RDF.type, OKG.Passage))
    assert len(passages) > 10
    for passage in passages:
        key = str(examples.value(passage, OKG.passageOf)).rpartition("/")[2]
        text = (FOLDER / "documents" / f"{key}.txt").read_text(encoding="utf-8")
        start, end = (int(str(examples.value(passage, name))) for name in (OKG.startOffset, OKG.endOffset))
        assert text[start:end] == str(examples.value(passage, OKG.exact))
        assert str(passage).endswith(f"/{key}/{start}-{end}")


def test_every_capture_has_the_digest_of_its_document(examples: Graph) -> None:
    captures = list(examples.subject_objects(OKG.captureOf))
    assert len(captures) == len(list((FOLDER / "documents").iterdir()))
    for capture, document in captures:
        content = (FOLDER / "documents" / f"{str(document).rpartition('/')[2]}.txt").read_bytes()
        assert str(examples.value(capture, OKG.sha256)).lower() == hashlib.sha256(content).hexdigest()


def test_the_examples_conform_to_the_shapes() -> None:
    report = validate_graph(FILES)
    assert report.focus_nodes > 100
    assert [finding.message for finding in report.findings if finding.severity == "violation"] == []


@pytest.mark.parametrize("kind", ["Event", "Meeting", "Visit", "VisitLeg", "Conference", "Participation"])
def test_every_event_and_participation_names_its_source_and_how_sure_it_is(
    examples: Graph, kind: str
) -> None:
    for node in examples.subjects(RDF.type, OKG[kind]):
        said = set(examples.predicates(node))
        assert said.issuperset(FROM_A_DOCUMENT) or said.issuperset(FROM_REFERENCE_DATA), node


def test_every_event_has_a_label_and_a_status(examples: Graph) -> None:
    for node in set(examples.objects(None, OKG.inEvent)):
        assert (node, RDFS.label, None) in examples, node
        assert (node, OKG.status, None) in examples, node


def test_a_meeting_has_participations_on_two_sides(examples: Graph) -> None:
    for meeting in examples.subjects(RDF.type, OKG.Meeting):
        sides = {
            side
            for participation in examples.subjects(OKG.inEvent, meeting)
            for side in examples.objects(participation, OKG.onSide)
        }
        assert len(sides) == 2, meeting
