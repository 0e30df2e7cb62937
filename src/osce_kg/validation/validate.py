"""Validation, whole: files in, report out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from rdflib import Graph

from osce_kg.model.validation import ValidationReport
from osce_kg.resources import resource_path
from osce_kg.validation.affected import affected_focus_nodes
from osce_kg.validation.data_graph import DataGraph, Triple
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.engines import ENGINES
from osce_kg.validation.findings import in_order
from osce_kg.validation.loading import load_graph
from osce_kg.validation.placing import place_findings
from osce_kg.validation.rules import read_rules
from osce_kg.validation.shapes import focus_nodes, load_shapes, subclass_axioms
from osce_kg.validation.sources import RdfSource


def validate_graph(
    sources: Sequence[Path | RdfSource],
    *,
    shapes: Path | None = None,
    ontology: Path | None = None,
    engine: str = "auto",
    changed: Collection[Triple] | None = None,
) -> ValidationReport:
    """Validate the union of ``sources`` and say where in them each finding is.

    Args:
        sources: files of RDF (Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD; also ``.gz``), directories
            with such files, directories of builds, whose dump is read, or RDF received from elsewhere.
        shapes: file or directory of shapes; the published ones by default.
        ontology: file or directory with the class tree that targets are found by; ours by default.
        engine: one of ``ENGINES``.
        changed: statements that came or went: only the focus nodes that they can affect are checked; None for
            all.

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
    report = _check(loaded.graph, shapes, ontology, engine, changed)
    set_aside = loaded.set_aside
    if changed is not None:
        subjects = {subject for subject, _, _ in changed}
        set_aside = tuple(finding for finding in set_aside if finding.focus_node in subjects)
    placed = place_findings([*report.findings, *set_aside], loaded.graph, files)
    return replace(report, findings=in_order(placed))


def check_graph(
    graph: Graph, *, shapes: Path | None = None, ontology: Path | None = None, engine: str = "auto"
) -> ValidationReport:
    """Validate a graph in memory, without places in files; arguments and errors as for ``validate_graph``."""
    return _check(DataGraph.of_rdflib(graph), shapes, ontology, engine)


def _check(
    graph: DataGraph,
    shapes: Path | None,
    ontology: Path | None,
    engine: str,
    changed: Collection[Triple] | None = None,
) -> ValidationReport:
    """Validate ``graph``, to which the class tree is added."""
    triples = len(graph)
    checks = load_shapes(shapes or resource_path("shapes"))
    graph.add(subclass_axioms(ontology or resource_path("ontology")))
    focus = None if changed is None else affected_focus_nodes(graph, checks, changed)
    verdict = ENGINES[engine]().validate(graph, checks, focus)
    return ValidationReport(
        verdict.findings,
        focus_nodes=len(focus_nodes(checks, graph)),
        triples=triples,
        engine=verdict.engine,
        rules=read_rules(checks.graph),
        scope="" if focus is None else f"only {len(focus):,} focus nodes that changes can affect",
    )
