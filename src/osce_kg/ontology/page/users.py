"""Who uses the terms: shapes that constrain them, queries that ask with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from osce_kg.ontology.checking.scanning import named_iris
from osce_kg.ontology.page.model import Link, QueryEntry, Rule
from osce_kg.querying.catalogue import read_catalogue

_FOLDERS: Final = {"examples": "Example", "competency": "Competency question", "rules": "Rule"}
_SEVERITIES: Final = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_PARTS: Final = (SH.property, SH.sparql, SH.node)


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
    for shape in set(shapes.subjects(RDF.type, SH.NodeShape)) | set(
        shapes.subjects(RDF.type, SH.PropertyShape)
    ):
        if not isinstance(shape, URIRef) or (shape, SH.deactivated, Literal(True)) in shapes:
            continue
        targets = {*shapes.objects(shape, SH.targetClass)}
        targets |= {*shapes.objects(shape, SH.targetSubjectsOf), *shapes.objects(shape, SH.targetObjectsOf)}
        parts = {part for name in _PARTS for part in shapes.objects(shape, name)}
        rules = {_rule(shapes, part, shape) for part in {shape, *parts} if (part, SH.message, None) in shapes}
        for target in targets:
            found[str(target)] |= rules
        if rules and (path := shapes.value(shape, SH.path)) is not None:
            for step in _steps(shapes, path):
                found[str(step)] |= {_rule(shapes, shape, shape)}
    order = {name: number for number, name in enumerate(_SEVERITIES.values())}
    return {
        term: tuple(sorted(rules, key=lambda rule: (order[rule.severity], rule)))
        for term, rules in found.items()
    }


def _rule(shapes: Graph, part: Node, owner: URIRef) -> Rule:
    """Return a shape as a rule; what has no name goes by its owner's."""
    named = part if isinstance(part, URIRef) else owner
    severity = shapes.value(part, SH.severity) or shapes.value(named, SH.severity)
    return Rule(
        iri=str(named),
        name=str(shapes.value(part, SH.name) or shapes.value(named, SH.name) or ""),
        severity=_SEVERITIES.get(severity, "violation") if isinstance(severity, URIRef) else "violation",
        message=_english(shapes, part),
    )


def _english(shapes: Graph, part: Node) -> str:
    messages = [text for text in shapes.objects(part, SH.message) if isinstance(text, Literal)]
    return str(min(messages, key=lambda text: (text.language != "en", str(text)), default=""))


def _steps(shapes: Graph, path: Node) -> set[URIRef]:
    """Return the properties that a path consists of."""
    if isinstance(path, URIRef):
        return {path} - {RDF.nil}
    if not isinstance(path, BNode):
        return set()
    return {step for part in shapes.objects(path) for step in _steps(shapes, part)}
