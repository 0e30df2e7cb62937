"""The reference engine: pySHACL."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import rdflib
from pyshacl import validate
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from osce_kg.errors import InputError, OsceKgError
from osce_kg.validation.compiled.query_text import TOKEN, without_escapes
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.findings import Message, Result, path_text
from osce_kg.validation.pattern_safety import may_take_exponential_time
from osce_kg.validation.shapes import Shapes
from osce_kg.validation.targets import read_targets
from osce_kg.validation.terms import Term, from_rdflib, to_rdflib

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_SWITCHES = (SH.closed, SH.deactivated, SH.qualifiedValueShapesDisjoint, SH.uniqueLang)


def check(
    graph: DataGraph, shapes: Shapes, focus: Collection[Term] | None, only: Collection[Term] | None = None
) -> list[Result]:
    """Validate a graph, or some focus nodes of it, against all shapes, or some of them.

    Args:
        focus: focus nodes to check; None for all.
        only: nodes of the shapes whose targets count; None for all.

    Raises:
        InputError: the shapes are not well formed, by the engine's judgement.
        OsceKgError: the engine failed; nothing is known about the data then.
    """
    # A FROM clause that slipped through must not make rdflib fetch it.
    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    rules = _rules(shapes.graph)
    _refuse_endless_patterns(rules, shapes.source)
    if focus is not None or only is not None:
        _narrow(rules, graph, focus, only)
    data = graph.to_rdflib()
    for prefix, namespace in _declared_prefixes(rules):
        data.bind(prefix, namespace, replace=True)
    try:
        conforms, results, _ = validate(
            data, shacl_graph=rules, inplace=True, do_owl_imports=False, inference=None, js=False
        )
    except (ShapeLoadError, ConstraintLoadError, ReportableRuntimeError) as error:
        raise InputError(f"the shapes cannot be used: {error}", source=shapes.source) from error
    except Exception as error:  # an engine's crash must never pass for a verdict
        raise OsceKgError(f"the SHACL engine failed ({type(error).__name__}): {error}") from error
    if isinstance(results, ValidationFailure):
        raise InputError(f"the shapes cannot be used: {results.message}", source=shapes.source)
    found = list(results.objects(None, SH.result)) if isinstance(results, Graph) else []
    if not isinstance(results, Graph) or not (conforms or found):
        raise OsceKgError("the SHACL engine gave no report")
    return [_result(results, node) for node in found]


def _rules(shapes: Graph) -> Graph:
    """Return a copy of a shapes graph in which switches are on only if they are ``true``, as SHACL wants it.

    pySHACL does this to files that it reads itself; of a graph it takes ``"1"^^xsd:boolean`` for true.
    """
    rules = Graph()
    rules += shapes
    for switch in _SWITCHES:
        for shape, value in shapes.subject_objects(switch):
            if value != Literal(True):
                rules.remove((shape, switch, value))
    return rules


def _refuse_endless_patterns(rules: Graph, source: str) -> None:
    patterns = [(shape, str(pattern)) for shape, pattern in rules.subject_objects(SH.pattern)]
    for kind in (SH.select, SH.ask):
        for shape, query in rules.subject_objects(kind):
            patterns += ((shape, pattern) for pattern in _patterns_of(str(query)))
    for shape, pattern in patterns:
        if may_take_exponential_time(pattern):
            raise InputError(
                f"a pattern of {shape.n3()} may take pySHACL exponential time: use the fast engine, or "
                "repeat no group that repeats something itself or has alternatives",
                source=source,
            )


def _patterns_of(query: str) -> list[str]:
    """Return what may be regular expressions: the strings of a query that matches with any."""
    tokens = list(TOKEN.finditer(without_escapes(query)))
    if not any(token[0].upper() in ("REGEX", "REPLACE") for token in tokens):
        return []
    return [token[0].strip("'\"") for token in tokens if token.lastgroup == "string"]


def _declared_prefixes(rules: Graph) -> Iterator[tuple[str, Node]]:
    """Give the prefixes that shapes declare: pySHACL does not find them by ``owl:imports``."""
    for declaration in rules.objects(None, SH.declare):
        prefix, namespace = rules.value(declaration, SH.prefix), rules.value(declaration, SH.namespace)
        if prefix is not None and namespace is not None:
            yield str(prefix), namespace


def _narrow(
    rules: Graph, graph: DataGraph, focus: Collection[Term] | None, only: Collection[Term] | None
) -> None:
    """Replace the targets of shapes by single nodes, those that are wanted.

    pySHACL's own options do something else: they leave out value nodes that a nested shape checks, too.
    """
    for shape, targets in read_targets(rules).items():
        for predicate in _TARGETS:
            rules.remove((shape, predicate, None))
        for kind in (RDFS.Class, OWL.Class):
            rules.remove((shape, RDF.type, kind))
        if only is None or from_rdflib(shape) in only:
            foci = targets.focus_nodes(graph)
            for node in foci if focus is None else foci.intersection(focus):
                rules.add((shape, SH.targetNode, to_rdflib(node)))


def _result(results: Graph, node: Node) -> Result:
    def term(predicate: URIRef) -> Term:
        value = results.value(node, predicate)
        return "" if value is None else from_rdflib(value)

    severity = results.value(node, SH.resultSeverity)
    path = results.value(node, SH.resultPath)
    messages = [text for text in results.objects(node, SH.resultMessage) if isinstance(text, Literal)]
    return Result(
        severity=str(SH.Violation if severity is None else severity),
        focus=term(SH.focusNode),
        shape=term(SH.sourceShape),
        component=term(SH.sourceConstraintComponent)[1:-1],
        path=path_text(results, path if isinstance(path, URIRef | BNode) else None),
        value=term(SH.value),
        messages=tuple(Message(str(text), text.language or "") for text in messages),
    )
