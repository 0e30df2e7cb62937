"""Every shape meets a good graph, and every rule meets a graph that breaks it.

``valid/CLASS.ttl`` conforms without any finding; ``invalid/CLASS--WHAT.ttl`` has exactly the findings that
its first lines expect, one a line: ``# expect: NODE SHAPE COMPONENT``, with ``_:`` for a blank node. All are
added to ``world.ttl``, a small sound graph that they refer to, and each set is validated in one go.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.namespaces import ID
from osce_kg.resources import resource_path
from osce_kg.validation import validate_graph
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.shapes import focus_nodes, load_shapes, subclass_axioms

HERE = Path(__file__).parent
WORLD = HERE / "world.ttl"
VALID = sorted((HERE / "valid").glob("*.ttl"))
INVALID = sorted((HERE / "invalid").glob("*.ttl"))
SHAPES = sorted(resource_path("shapes").glob("*.shapes.ttl"))
NAMESPACE = "https://w3id.org/osce-kg/shapes#"
COMPONENT = f"{SH}{{}}ConstraintComponent"
MARK = "# expect: "

Expectation = tuple[str, str, str]


def expectations(path: Path) -> Counter[Expectation]:
    lines = path.read_text("utf-8").splitlines()
    expected = [line.removeprefix(MARK).split() for line in lines if line.startswith(MARK)]
    return Counter(
        (node_term(node), NAMESPACE + shape, COMPONENT.format(kind)) for node, shape, kind in expected
    )


def node_term(node: str) -> str:
    return node if node == "_:" else f"<{urljoin(str(ID), node)}>"


def triple_of(finding: Finding) -> Expectation:
    node = "_:" if finding.focus_node.startswith("_:") else finding.focus_node
    return node, finding.shape, finding.component


@pytest.fixture(scope="module")
def valid_report() -> ValidationReport:
    return validate_graph([WORLD, *VALID])


@pytest.fixture(scope="module")
def invalid_report() -> ValidationReport:
    return validate_graph([WORLD, *INVALID])


def test_every_file_of_shapes_has_a_good_and_a_bad_example() -> None:
    names = {path.name.removesuffix(".shapes.ttl") for path in SHAPES}
    assert {path.stem for path in VALID} == names
    assert {path.stem.partition("--")[0] for path in INVALID} == names
    assert len(names) >= 45
    assert len(INVALID) >= 80


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_good_example_has_no_finding(path: Path, valid_report: ValidationReport) -> None:
    assert [finding for finding in valid_report.findings if finding.file == str(path)] == []


def test_the_good_examples_conform_as_a_whole(valid_report: ValidationReport) -> None:
    assert valid_report.findings == ()
    assert valid_report.focus_nodes > 60


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_bad_example_has_exactly_the_findings_it_expects(
    path: Path, invalid_report: ValidationReport
) -> None:
    found = Counter(triple_of(finding) for finding in invalid_report.findings if finding.file == str(path))
    assert found == expectations(path)
    assert found


def test_no_finding_stands_outside_the_bad_examples(invalid_report: ValidationReport) -> None:
    assert {finding.file for finding in invalid_report.findings} == {str(path) for path in INVALID}


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.name.removesuffix(".shapes.ttl"))
def test_the_shapes_of_a_file_target_its_good_example(path: Path) -> None:
    shapes = load_shapes(resource_path("shapes"))
    own = Graph().parse(path)
    example = HERE / "valid" / f"{path.name.removesuffix('.shapes.ttl')}.ttl"
    data = DataGraph.of_rdflib(Graph().parse(WORLD) + Graph().parse(example))
    data.add(subclass_axioms(resource_path("ontology")))
    # Labels have no target of their own; other shapes use them.
    assert focus_nodes(shapes if path.name == "label.shapes.ttl" else load_shapes(path), data)
    assert set(own.subjects(RDF.type, None)) <= set(shapes.graph.subjects(RDF.type, None))


def test_every_rule_is_broken_by_an_example() -> None:
    shapes = load_shapes(resource_path("shapes")).graph
    rules = {
        str(shape)
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in shapes.subjects(RDF.type, kind)
        if (shape, SH.message, None) in shapes or (shape, SH.sparql, None) in shapes
    }
    broken = {shape for path in INVALID for _, shape, _ in expectations(path)}
    assert rules == broken
    assert len(rules) >= 160


def test_every_shape_says_what_it_is_for() -> None:
    shapes = load_shapes(resource_path("shapes")).graph
    named = [s for kind in (SH.NodeShape, SH.PropertyShape) for s in shapes.subjects(RDF.type, kind)]
    assert all(isinstance(shape, URIRef) and shape.startswith(NAMESPACE) for shape in named)
    missing = {(s, p) for s in named for p in (SH.name, SH.description) if (s, p, None) not in shapes}
    assert missing == set()
    rules = set(shapes.subjects(SH.message, None)) - set(shapes.objects(None, SH.sparql))
    assert {rule for rule in rules if (rule, SH.severity, None) not in shapes} == set()
