"""Who uses the terms: shapes that constrain them, queries that ask with them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from osce_kg.ontology.checking.scanning import named_iris
from osce_kg.ontology.page.lookup import anchor, is_ours, short_name
from osce_kg.ontology.page.model import Link, QueryEntry, Rule, ShapeFile
from osce_kg.querying.catalogue import read_catalogue
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.findings import path_text
from osce_kg.validation.loading import load_graph

_FOLDERS: Final = {"examples": "Example", "competency": "Competency question", "rules": "Rule"}
_SEVERITIES: Final = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_PARTS: Final = (SH.property, SH.sparql, SH.node)
_TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
_FULL_IRI: Final = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Queries:
    """The queries of the project, and which terms each names."""

    entries: tuple[QueryEntry, ...]
    named: Mapping[str, tuple[Link, ...]]


def read_queries(folder: Path) -> Queries:
    """Read the example queries, competency questions and rules.

    Raises:
        InputError: a query does not say what it asks.
    """
    entries: list[QueryEntry] = []
    named: dict[str, list[Link]] = defaultdict(list)
    for name, kind in _FOLDERS.items():
        for query in read_catalogue(folder / name):
            entry = QueryEntry(f"query/{query.key}", query.question, query.description, query.text, kind)
            entries.append(entry)
            for iri in sorted({found.iri for found in named_iris(query.text)}):
                named[iri].append(Link(query.question, f"#{entry.anchor}"))
    return Queries(tuple(entries), {iri: tuple(links) for iri, links in named.items()})


def rules_by_term(shapes: Graph) -> dict[str, tuple[Rule, ...]]:
    """Return the shapes that constrain each class (by target) and each property (by path)."""
    found: dict[str, set[Rule]] = defaultdict(set)
    for shape in _named_shapes(shapes):
        parts = {part for name in _PARTS for part in shapes.objects(shape, name)}
        rules = {_rule(shapes, part, shape) for part in {shape, *parts} if (part, SH.message, None) in shapes}
        for target in _targets(shapes, shape):
            found[str(target)] |= rules
        path = shapes.value(shape, SH.path)
        if rules and path is not None:
            for step in _steps(shapes, path):
                found[str(step)].add(_rule(shapes, shape, shape))
    return {term: tuple(sorted(rules, key=_by_severity)) for term, rules in found.items()}


def read_shape_files(folder: Path) -> tuple[ShapeFile, ...]:
    """Read the shapes of a folder, file by file.

    Raises:
        InputError: a file is not Turtle.
    """
    files: list[ShapeFile] = []
    for file in sorted(folder.glob("*.ttl")):
        graph = load_graph(rdf_files([file])).graph.to_rdflib()
        constraints = {query for query in graph.objects(None, SH.sparql) if isinstance(query, URIRef)}
        shapes = sorted({*_named_shapes(graph), *constraints})
        rules = tuple(_whole_rule(graph, shape) for shape in shapes)
        if rules:
            files.append(ShapeFile(file.name.split(".")[0].replace("-", " "), rules))
    return tuple(files)


def _named_shapes(shapes: Graph) -> list[URIRef]:
    found = {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in shapes.subjects(RDF.type, kind)}
    active = (shape for shape in found if (shape, SH.deactivated, Literal(True)) not in shapes)
    return sorted(shape for shape in active if isinstance(shape, URIRef))


def _targets(shapes: Graph, shape: URIRef) -> set[Node]:
    return {target for name in _TARGETS for target in shapes.objects(shape, name)}


def _rule(shapes: Graph, part: Node, owner: URIRef) -> Rule:
    """Return a shape as a rule; what has no IRI goes by its owner's."""
    named = part if isinstance(part, URIRef) else owner
    severity = shapes.value(part, SH.severity) or shapes.value(named, SH.severity)
    local = re.split(r"[/#]", named)[-1]
    return Rule(
        iri=str(named),
        anchor=local,
        name=_english(shapes, part, SH.name) or _english(shapes, named, SH.name) or local,
        severity=_SEVERITIES.get(severity, "violation") if isinstance(severity, URIRef) else "violation",
        message=_english(shapes, part, SH.message),
    )


def _whole_rule(shapes: Graph, shape: URIRef) -> Rule:
    """Return a shape with what it looks at; the message may be that of its query."""
    queries = sorted(_english(shapes, query, SH.message) for query in shapes.objects(shape, SH.sparql))
    rule = _rule(shapes, shape, shape)
    targets = sorted(target for target in _targets(shapes, shape) if isinstance(target, URIRef))
    path = shapes.value(shape, SH.path)
    words = path_text(shapes, path) if isinstance(path, URIRef | BNode) else ""
    return replace(
        rule,
        message=rule.message or " ".join(queries),
        description=_english(shapes, shape, SH.description),
        targets=tuple(Link(short_name(target), _address(target)) for target in targets),
        path=_FULL_IRI.sub(lambda match: short_name(URIRef(match[1])), words),
    )


def _address(term: URIRef) -> str:
    return f"ontology.html#{anchor(term)}" if is_ours(term) else str(term)


def _by_severity(rule: Rule) -> tuple[int, Rule]:
    return list(_SEVERITIES.values()).index(rule.severity), rule


def _english(shapes: Graph, part: Node, predicate: URIRef) -> str:
    texts = [text for text in shapes.objects(part, predicate) if isinstance(text, Literal)]
    return str(min(texts, key=lambda text: (text.language != "en", str(text)), default=""))


def _steps(shapes: Graph, path: Node) -> set[URIRef]:
    """Return the properties that a path consists of."""
    if isinstance(path, URIRef):
        return {path} - {RDF.nil}
    if not isinstance(path, BNode):
        return set()
    return {step for part in shapes.objects(path) for step in _steps(shapes, part)}
