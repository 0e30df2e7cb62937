from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph

from osce_kg.errors import InputError, OsceKgError
from osce_kg.validation import check_graph, validate_graph
from osce_kg.validation.reporting import WRITERS
from osce_kg.validation.verdict import Policy

PREFIXES = """@prefix : <urn:> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SHAPES = """:S a sh:NodeShape ; sh:targetClass :Event ; sh:property :needs-status .
:needs-status sh:path :status ; sh:minCount 1 ; sh:message "No status."@en ."""
ONTOLOGY = ":Meeting rdfs:subClassOf :Event ."


@pytest.fixture
def rules(tmp_path: Path) -> dict[str, Path]:
    paths = {"shapes": tmp_path / "shapes.ttl", "ontology": tmp_path / "ontology.ttl"}
    paths["shapes"].write_text(PREFIXES + SHAPES, encoding="utf-8")
    paths["ontology"].write_text(PREFIXES + ONTOLOGY, encoding="utf-8")
    return paths


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_shape_of_a_class_reaches_the_instances_of_its_subclasses(
    tmp_path: Path, rules: dict[str, Path]
) -> None:
    data = write(tmp_path / "a.ttl", PREFIXES + ":m a :Meeting .\n")
    report = validate_graph([data], **rules)
    assert (report.conforms, report.focus_nodes, report.triples) == (False, 1, 1)
    (finding,) = report.findings
    assert finding.message == "urn:m: No status."
    assert (finding.file, finding.line, finding.column) == (str(data), 3, 1)


def test_files_are_validated_as_one_graph(tmp_path: Path, rules: dict[str, Path]) -> None:
    first = write(
        tmp_path / "a.nt", "<urn:m> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:Event> .\n"
    )
    second = write(tmp_path / "b.ttl", PREFIXES + ":m :status :occurred .")
    assert not validate_graph([first], **rules).conforms
    assert validate_graph([first, second], **rules).conforms


def test_a_finding_is_placed_in_the_file_that_describes_its_node(
    tmp_path: Path, rules: dict[str, Path]
) -> None:
    first = write(tmp_path / "a.ttl", PREFIXES + ":other :p :m .")
    second = tmp_path / "b.ttl.gz"
    second.write_bytes(gzip.compress((PREFIXES + "\n:m a :Event .").encode()))
    (finding,) = validate_graph([first, second], **rules).findings
    assert (finding.file, finding.line) == (str(second), 4)


def test_a_blank_node_is_placed_in_its_file(tmp_path: Path, rules: dict[str, Path]) -> None:
    first = write(tmp_path / "a.ttl", PREFIXES + ":m a :Event ; :status 1 .")
    second = write(tmp_path / "b.ttl", PREFIXES + "[] a :Event .")
    (finding,) = validate_graph([first, second], **rules).findings
    assert (finding.file, finding.line, finding.focus_node) == (str(second), 3, "_:f1b1")


def test_data_that_no_shape_targets_has_no_focus_nodes(tmp_path: Path, rules: dict[str, Path]) -> None:
    report = validate_graph([write(tmp_path / "a.ttl", PREFIXES + ":a :p :b .")], **rules)
    assert (report.focus_nodes, report.findings) == (0, ())


def test_a_statement_that_was_set_aside_is_a_violation(tmp_path: Path, rules: dict[str, Path]) -> None:
    number = '"1E999999999"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    data = write(tmp_path / "a.ttl", PREFIXES + f":m a :Event ; :status 1 ; :confidence {number} .")
    report = validate_graph([data], **rules)
    assert not report.conforms
    assert [(finding.line, finding.path) for finding in report.findings] == [(3, "<urn:confidence>")]


def test_a_graph_in_memory_is_checked_and_left_as_it_was(rules: dict[str, Path]) -> None:
    graph = Graph().parse(data=PREFIXES + ":m a :Meeting .")
    report = check_graph(graph, **rules)
    assert [finding.focus_node for finding in report.findings] == ["<urn:m>"]
    assert len(graph) == 1


@pytest.mark.parametrize(
    "shape",
    [
        ":S sh:targetClass :Event ; sh:nodeKind sh:IRI , sh:Literal .",
        ":S a sh:NodeShape ; sh:targetClass :Event ; sh:path :p .",
        ":S sh:targetClass :Event ; sh:property [ a sh:PropertyShape ; sh:minCount 1 ] .",
        ':S sh:targetClass :Event ; sh:sparql [ sh:select "SELECT $this WHERE { MINUS { $this ?p ?o } }" ] .',
        ':S sh:targetClass :Event ; sh:sparql [ sh:select "SELECT $this WHERE {" ] .',
    ],
)
def test_shapes_that_cannot_run_never_look_like_conforming_data(
    tmp_path: Path, rules: dict[str, Path], shape: str
) -> None:
    write(rules["shapes"], PREFIXES + shape)
    data = write(tmp_path / "a.ttl", PREFIXES + ":m a :Event ; :status 1 .")
    with pytest.raises(OsceKgError):
        validate_graph([data], **rules)


def test_closed_shapes_know_their_properties(tmp_path: Path, rules: dict[str, Path]) -> None:
    write(
        rules["shapes"],
        PREFIXES
        + """@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        :S sh:targetClass :Event ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
            sh:property [ sh:path :status ] .""",
    )
    data = write(tmp_path / "a.ttl", PREFIXES + ":m a :Event ; :status 1 ; :extra 2 .")
    assert [finding.path for finding in validate_graph([data], **rules).findings] == ["<urn:extra>"]


def test_a_shape_that_is_switched_off_finds_nothing(tmp_path: Path, rules: dict[str, Path]) -> None:
    write(rules["shapes"], PREFIXES + SHAPES + ":S sh:deactivated true .")
    data = write(tmp_path / "a.ttl", PREFIXES + ":m a :Event .")
    assert validate_graph([data], **rules).findings == ()


def test_an_empty_file_is_never_a_conforming_graph(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no statement"):
        validate_graph([write(tmp_path / "a.ttl", "")])


def test_the_report_has_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    data = write(
        tmp_path / "a.ttl",
        """@prefix okg: <https://w3id.org/osce-kg/ontology#> .
        [] a okg:Event , okg:Person . <urn:a> a okg:Meeting . <urn:b> a okg:Participation , okg:NameUse .""",
    )
    program = (
        "import sys; from pathlib import Path; from osce_kg.validation import validate_graph;"
        "from osce_kg.validation.reporting import WRITERS; from osce_kg.validation.verdict import Policy;"
        "report = validate_graph([Path(sys.argv[1])]);"
        "sys.stdout.write(''.join(write(report, Policy()) for write in WRITERS.values()))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, str(data)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "LC_ALL": "C", "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    report = validate_graph([data])
    report = validate_graph([data])
    assert outputs == {"".join(write(report, Policy()) for write in WRITERS.values()).encode()}
