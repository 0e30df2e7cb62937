"""Validation, whole: files in, report out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rdflib import Graph

from osce_kg.model.validation import ValidationReport
from osce_kg.resources import resource_path
from osce_kg.validation.conformance import ENGINE, run_shapes
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.findings import Wording, in_order, read_findings
from osce_kg.validation.loading import load_graph
from osce_kg.validation.placing import place_findings
from osce_kg.validation.rules import read_rules
from osce_kg.validation.shapes import focus_nodes, load_shapes, subclass_axioms
from osce_kg.validation.sources import RdfSource


def validate_graph(
    sources: Sequence[Path | RdfSource], *, shapes: Path | None = None, ontology: Path | None = None
) -> ValidationReport:
    """Validate the union of ``sources`` and say where in them each finding is.

    Args:
        sources: files of RDF (Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD; also ``.gz``), directories
            with such files, directories of builds, whose dump is read, or RDF received from elsewhere.
        shapes: file or directory of shapes; the published ones by default.
        ontology: file or directory with the class tree that targets are found by; ours by default.

    Raises:
        InputError: a source or the shapes cannot be read. Nothing is known about the data then.
        LimitError: a source is too large.
        OsceKgError: the engine failed.
    """
    files = tuple(
        found
        for source in sources
        for found in (rdf_files([source]) if isinstance(source, Path) else (source,))
    )
    loaded = load_graph(files)
    report = _check(loaded.graph, shapes, ontology)
    placed = place_findings([*report.findings, *loaded.set_aside], files)
    return replace(report, findings=in_order(placed))


def check_graph(
    graph: Graph, *, shapes: Path | None = None, ontology: Path | None = None
) -> ValidationReport:
    """Validate a graph in memory, without places in files; arguments and errors as for ``validate_graph``."""
    own = Graph()
    own += graph
    return _check(own, shapes, ontology)


def _check(graph: Graph, shapes: Path | None, ontology: Path | None) -> ValidationReport:
    """Validate ``graph``, to which the class tree is added."""
    triples = len(graph)
    checks = load_shapes(shapes or resource_path("shapes"))
    graph += subclass_axioms(ontology or resource_path("ontology"))
    results = run_shapes(graph, checks)
    findings = read_findings(results, Wording(graph, checks.graph))
    targeted = len(focus_nodes(checks, graph))
    return ValidationReport(findings, targeted, triples, ENGINE, rules=read_rules(checks.graph))
