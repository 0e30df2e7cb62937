"""Validation, whole: files in, report out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from rdflib import Graph

from osce_kg.model.validation import ValidationReport
from osce_kg.resources import resource_path
from osce_kg.validation.affected import affected_focus_nodes
from osce_kg.validation.checks import Check, answers
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.engines import ENGINES
from osce_kg.validation.findings import Wording, findings_of, in_order
from osce_kg.validation.loading import load_graph
from osce_kg.validation.passages import text_directories
from osce_kg.validation.placing import place_findings
from osce_kg.validation.quotations import misquotations
from osce_kg.validation.rules import read_rules
from osce_kg.validation.shapes import Shapes, focus_nodes, load_shapes, subclass_axioms
from osce_kg.validation.sources import RdfSource
from osce_kg.validation.terms import Term, Triple


def validate_graph(
    sources: Sequence[Path | RdfSource],
    *,
    shapes: Path | Shapes | None = None,
    checks: Sequence[Check] = (),
    ontology: Path | None = None,
    engine: str = "auto",
    changed: Collection[Triple] | None = None,
) -> ValidationReport:
    """Validate the union of ``sources`` and say where in them each finding is.

    Passages of a build are compared with the texts of its documents, too.

    Args:
        sources: files of RDF (Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD; also ``.gz``), directories
            with such files, directories of builds, whose dump is read, or RDF received from elsewhere.
        shapes: shapes, or the file or directory of them; the published ones by default.
        checks: queries that must have no answer.
        ontology: file or directory with the class tree that targets are found by; ours by default.
        engine: one of ``ENGINES``.
        changed: statements that came or went: only the focus nodes that they can affect are checked; None for
            all.

    Raises:
        InputError: a source, the shapes or a check cannot be read. Nothing is known about the data then.
        LimitError: a source is too large.
        OsceKgError: the engine failed.
    """
    files = tuple(
        found
        for source in sources
        for found in (rdf_files([source]) if isinstance(source, Path) else (source,))
    )
    loaded = load_graph(files)
    graph, rules = loaded.graph, _loaded(shapes)
    report, focus = _check(graph, rules, ontology, engine, changed)
    quoted = misquotations(graph, rules, text_directories(files))
    results = [result for result in quoted if focus is None or result.focus in focus]
    results += answers(checks, graph, changed)
    set_aside = loaded.set_aside
    if changed is not None:
        subjects = {subject for subject, _, _ in changed}
        set_aside = tuple(finding for finding in set_aside if finding.focus_node in subjects)
    findings = [*report.findings, *set_aside, *findings_of(results, Wording(graph, rules.graph))]
    return replace(
        report,
        findings=in_order(place_findings(findings, graph, files)),
        rules=tuple(sorted((*report.rules, *(check.rule for check in checks)))),
    )


def check_graph(
    graph: Graph, *, shapes: Path | Shapes | None = None, ontology: Path | None = None, engine: str = "auto"
) -> ValidationReport:
    """Validate a graph in memory, without places in files; arguments and errors as for ``validate_graph``."""
    return _check(DataGraph.of_rdflib(graph), _loaded(shapes), ontology, engine, None)[0]


def _loaded(shapes: Path | Shapes | None) -> Shapes:
    return shapes if isinstance(shapes, Shapes) else load_shapes(shapes or resource_path("shapes"))


def _check(
    graph: DataGraph,
    shapes: Shapes,
    ontology: Path | None,
    engine: str,
    changed: Collection[Triple] | None,
) -> tuple[ValidationReport, Collection[Term] | None]:
    """Hold ``graph``, to which the class tree is added, against shapes.

    Returns:
        The report, and the nodes that the changes can affect, None for all.
    """
    triples = len(graph)
    graph.add(subclass_axioms(ontology or resource_path("ontology")))
    focus = None if changed is None else affected_focus_nodes(graph, shapes, changed)
    verdict = ENGINES[engine]().validate(graph, shapes, focus)
    report = ValidationReport(
        verdict.findings,
        focus_nodes=len(focus_nodes(shapes, graph)),
        triples=triples,
        engine=verdict.engine,
        rules=read_rules(shapes.graph),
        scope="" if focus is None else _scope(len(focus)),
    )
    return report, focus


def _scope(nodes: int) -> str:
    return f"only {nodes:,} focus node{'' if nodes == 1 else 's'} that changes can affect"
