"""Faults in the form of shapes: terms, paths, names, and whether anything would ever be checked."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from osce_kg.validation import check_graph
from osce_kg.validation.lint.faults import Fault
from osce_kg.validation.lint.shape_nodes import ShapeNodes
from osce_kg.validation.shapes import unknown_shacl_terms
from osce_kg.validation.terms import to_rdflib

_DESCRIBED_BY: Final = (("no-name", SH.name, "sh:name"), ("no-description", SH.description, "sh:description"))


def structure_faults(nodes: ShapeNodes) -> Iterator[Fault]:
    """Give the faults that can be seen without looking into queries and terms."""
    for term in unknown_shacl_terms(nodes.graph):
        yield from _uses_of_unknown(nodes.graph, term)
    for shape in nodes.properties:
        if (shape, SH.path, None) not in nodes.graph:
            yield Fault("no-path", shape, "The property shape has no sh:path.")
    yield from _against_shacl_shacl(nodes.graph)
    yield from _never_checked(nodes)
    yield from _not_described(nodes)


def _uses_of_unknown(graph: Graph, term: URIRef) -> Iterator[Fault]:
    name = f"sh:{term.removeprefix(str(SH))}"
    message = f"SHACL has no such term: {name}."
    for subject, value in graph.subject_objects(term):
        yield Fault("unknown-shacl-term", subject, message, term, value)
    for subject, predicate in graph.subject_predicates(term):
        assert isinstance(predicate, URIRef)
        yield Fault("unknown-shacl-term", subject, message, predicate, term)


def _against_shacl_shacl(graph: Graph) -> Iterator[Fault]:
    """Hold the shapes against the W3C's shapes for shapes, which pySHACL brings along."""
    rules = Path(str(files("pyshacl"))) / "assets" / "shacl-shacl.ttl"
    for finding in check_graph(graph, shapes=rules).findings:
        predicate = finding.path.strip("<>")
        if predicate == str(SH.path) and not finding.value:
            continue  # no path at all: a rule of its own
        is_one_step = finding.path == f"<{predicate}>"
        said = finding.message.partition(": ")[2] or finding.message
        wrong = f" of {predicate.removeprefix(str(SH))}" if is_one_step else ""
        if said.startswith("does not conform"):
            component = finding.component.removeprefix(str(SH)).removesuffix("ConstraintComponent")
            said = f"{said}: {component}{wrong}"
        yield Fault(
            "shacl-shacl",
            to_rdflib(finding.focus_node),
            said if said.endswith(".") else f"{said}.",
            URIRef(predicate) if is_one_step else None,
            to_rdflib(finding.value) if finding.value and is_one_step else None,
        )


def _never_checked(nodes: ShapeNodes) -> Iterator[Fault]:
    graph, reporting = nodes.graph, set(nodes.reporting)
    for shape in nodes.shapes:
        used = any(
            predicate == RDF.first or str(predicate).startswith(str(SH))
            for predicate in graph.predicates(None, shape)
        )
        checks = nodes.has_constraints(shape) or (shape, SH.property, None) in graph
        if shape in reporting and not checks:
            yield Fault("no-constraint", shape, "The shape has a target and nothing to check.")
        if shape not in reporting and not used:
            yield Fault("no-target", shape, "The shape has no target, and no other shape uses it.")


def _not_described(nodes: ShapeNodes) -> Iterator[Fault]:
    graph = nodes.graph
    for shape in nodes.shapes:
        if isinstance(shape, BNode):
            continue
        for rule, predicate, name in _DESCRIBED_BY:
            if (shape, predicate, None) not in graph:
                yield Fault(rule, shape, f"The shape has no {name}.")
    for shape in nodes.reporting:
        if not nodes.has_constraints(shape):
            continue
        if isinstance(shape, BNode):
            yield Fault("no-iri", shape, "The rule has no IRI.")
        if (shape, SH.severity, None) not in graph:
            yield Fault("no-severity", shape, "The rule has no sh:severity.")
        if not _tells(graph, shape):
            yield Fault("no-message", shape, "The rule has no sh:message.")


def _tells(graph: Graph, shape: Node) -> bool:
    """Tell whether the rule, or each of its queries, has a message."""
    if (shape, SH.message, None) in graph:
        return True
    queries = list(graph.objects(shape, SH.sparql))
    return bool(queries) and all((query, SH.message, None) in graph for query in queries)
