"""Validation, whole: files in, report out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rdflib import Graph

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.resources import resource_path
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.engines import ENGINES
from osce_kg.validation.findings import in_order
from osce_kg.validation.loading import file_of_blank_node, load_graph
from osce_kg.validation.positions import Position, find_subjects
from osce_kg.validation.shapes import focus_nodes, load_shapes, subclass_axioms
from osce_kg.validation.sources import RdfFile, rdf_files


def validate_graph(
    sources: Sequence[Path],
    *,
    shapes: Path | None = None,
    ontology: Path | None = None,
    engine: str = "auto",
) -> ValidationReport:
    """Validate the union of ``sources`` and say where in them each finding is.

    Args:
        sources: files of RDF (Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD; also ``.gz``) or
            directories of builds, whose dump is read.
        shapes: file or directory of shapes; the published ones by default.
        ontology: file or directory with the class tree that targets are found by; ours by default.
        engine: one of ``ENGINES``.

    Raises:
        InputError: a source or the shapes cannot be read. Nothing is known about the data then.
        LimitError: a source is too large.
        OsceKgError: the engine failed.
    """
    files = rdf_files(sources)
    loaded = load_graph(files)
    report = _check(loaded.graph, shapes, ontology, engine)
    placed = _with_places([*report.findings, *loaded.set_aside], files)
    return replace(report, findings=in_order(placed))


def check_graph(
    graph: Graph, *, shapes: Path | None = None, ontology: Path | None = None, engine: str = "auto"
) -> ValidationReport:
    """Validate a graph in memory, without places in files; arguments and errors as for ``validate_graph``."""
    return _check(DataGraph.of_rdflib(graph), shapes, ontology, engine)


def _check(graph: DataGraph, shapes: Path | None, ontology: Path | None, engine: str) -> ValidationReport:
    """Validate ``graph``, to which the class tree is added."""
    triples = len(graph)
    checks = load_shapes(shapes or resource_path("shapes"))
    graph.add(subclass_axioms(ontology or resource_path("ontology")))
    verdict = ENGINES[engine]().validate(graph, checks)
    return ValidationReport(verdict.findings, len(focus_nodes(checks, graph)), triples, verdict.engine)


def _with_places(findings: Sequence[Finding], files: Sequence[RdfFile]) -> list[Finding]:
    """Add file, line and column of the focus node, or the only file if its node is a subject in none."""
    wanted = {finding.focus_node[1:-1] for finding in findings if finding.focus_node.startswith("<")}
    places: dict[str, tuple[str, Position]] = {}
    for file in files:
        missing = frozenset(wanted - places.keys())
        if not missing:
            break
        text = file.read().decode("utf-8")
        for iri, position in find_subjects(text, file.format, missing, file.base).items():
            places[iri] = (file.name, position)
    return [_placed(finding, places, files) for finding in findings]


def _placed(
    finding: Finding, places: Mapping[str, tuple[str, Position]], files: Sequence[RdfFile]
) -> Finding:
    name, position = places.get(finding.focus_node[1:-1], ("", Position(0, 0)))
    if not name:
        number = file_of_blank_node(finding.focus_node)
        if number is not None:
            name = files[number].name
        elif len(files) == 1:
            name = files[0].name
    return replace(finding, file=name or finding.file, line=position.line, column=position.column)
