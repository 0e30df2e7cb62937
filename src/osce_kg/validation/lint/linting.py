"""Lint, whole: files of shapes in, a report out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from osce_kg.model.validation import ValidationReport
from osce_kg.resources import resource_path
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.findings import in_order
from osce_kg.validation.lint.examples import example_faults
from osce_kg.validation.lint.faults import Fault, finding_of, lint_rules
from osce_kg.validation.lint.queries import ShapeQuery, read_queries
from osce_kg.validation.lint.shape_nodes import ShapeNodes
from osce_kg.validation.lint.structure import structure_faults
from osce_kg.validation.lint.vocabulary import pattern_faults, term_faults
from osce_kg.validation.loading import load_graph
from osce_kg.validation.placing import place_findings
from osce_kg.validation.shapes import shape_files

ENGINE: Final = "shapes lint"
"""What the report names as its engine."""


def lint_shapes(
    sources: Sequence[Path], *, ontology: Path | None = None, examples: Path | None = None
) -> ValidationReport:
    """Look for faults in shapes, and say in which file and line they are.

    Examples are only asked when the shapes have no violation: broken shapes would find what they like.

    Args:
        sources: files of shapes, or directories with such files; they are one shapes graph.
        ontology: file or directory that declares the terms that shapes may name; ours by default.
        examples: directory with the folders ``valid`` and ``invalid``; None for no examples.

    Raises:
        InputError: a file cannot be read.
    """
    files = rdf_files(file for source in sources for file in shape_files(source))
    loaded = load_graph(files).graph
    nodes = ShapeNodes(loaded.to_rdflib())
    vocabulary = ontology or resource_path("ontology")
    findings = {finding_of(fault) for fault in _faults(nodes, vocabulary)}
    if examples and not any(finding.severity == "violation" for finding in findings):
        findings |= {finding_of(fault) for fault in example_faults(nodes, examples, vocabulary)}
    return ValidationReport(
        in_order(place_findings(sorted(findings), loaded, files)),
        focus_nodes=len(nodes.shapes),
        triples=len(loaded),
        engine=ENGINE,
        rules=lint_rules(),
    )


def _faults(nodes: ShapeNodes, ontology: Path) -> Iterator[Fault]:
    yield from structure_faults(nodes)
    queries: list[ShapeQuery] = []
    for read in read_queries(nodes.graph):
        if isinstance(read, ShapeQuery):
            queries.append(read)
        else:
            yield read
    declared = frozenset(load_graph(rdf_files([ontology])).graph.to_rdflib().subjects())
    yield from term_faults(nodes.graph, queries, declared)
    yield from pattern_faults(nodes.graph, queries)
