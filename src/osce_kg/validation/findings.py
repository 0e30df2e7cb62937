"""The results of a SHACL engine → findings in a fixed order, with labels instead of bare IRIs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH, SKOS
from rdflib.term import Node as RdflibNode

from osce_kg.model.validation import Finding
from osce_kg.namespaces import ID, OKG
from osce_kg.validation.graph_reader import GraphReader
from osce_kg.validation.relations import Relation
from osce_kg.validation.terms import (
    LiteralParts,
    Node,
    Term,
    from_rdflib,
    is_blank,
    is_iri,
    is_literal,
    literal_parts,
    to_rdflib,
)

SEVERITIES = ("violation", "warning", "info")
"""From worst to mildest."""

_SEVERITY_NAMES = {str(SH.Violation): "violation", str(SH.Warning): "warning", str(SH.Info): "info"}
_LABELS = tuple(map(from_rdflib, (SKOS.prefLabel, RDFS.label, OKG.nameString)))
_PATH_MARKS = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
_LONGEST_VALUE = 80
_LONGEST_LABEL = 200


class Message(NamedTuple):
    """A text for the user, with its language tag or ``""``."""

    text: str
    language: str = ""


class Result(NamedTuple):
    """A validation result as an engine gives it.

    Attributes:
        severity, component: IRIs.
        focus, shape, value: terms; the value is empty if there is none.
        path: in the syntax of SPARQL, with whole IRIs; empty if there is none.
    """

    severity: str
    focus: Term
    shape: Term
    component: str
    path: str
    value: Term
    messages: tuple[Message, ...]


class Wording:
    """Where the words of a message come from: labels of the data first, then of the shapes."""

    def __init__(self, data: GraphReader, shapes: Graph) -> None:
        self._data = data
        pairs = [shapes.subject_objects(to_rdflib(predicate)) for predicate in _LABELS]
        self._shapes = [
            Relation.of_pairs((from_rdflib(node), from_rdflib(label)) for node, label in labels)
            for labels in pairs
        ]
        self._names: dict[Term, str] = {}

    def name(self, node: Term) -> str:
        """Return a label in quotation marks, else the short form of an IRI, else the term itself."""
        if node not in self._names:
            self._names[node] = self._new_name(node)
        return self._names[node]

    def _new_name(self, node: Term) -> str:
        if is_literal(node):
            return _quoted(literal_parts(node).text, _LONGEST_VALUE)
        of_data = (self._data.forward(predicate, {node}) for predicate in _LABELS)
        for labels in chain(of_data, self._shapes):
            label = _best(labels.values(node))
            if label:
                return _quoted(label, _LONGEST_LABEL)
        return node if is_blank(node) else node[1:-1].removeprefix(str(ID))


def _quoted(text: str, longest: int) -> str:
    return f"“{text if len(text) <= longest else text[: longest - 1] + '…'}”"


def _best(labels: Iterable[Term]) -> str | None:
    parts = [literal_parts(label) for label in labels if is_literal(label)]

    def rank(label: LiteralParts) -> tuple[bool, str]:
        return label.language != "en", label.text

    return min(parts, key=rank).text if parts else None


def findings_of(results: Iterable[Result], wording: Wording) -> tuple[Finding, ...]:
    """Return the findings that results are, worst first, without place in a file."""
    return in_order(_finding(result, wording) for result in sorted(set(results)))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings worst first, then by focus node and the rest; equal ones once."""
    return tuple(sorted(set(findings), key=lambda finding: (SEVERITIES.index(finding.severity), finding)))


def severity_name(severity: str) -> str:
    """Return the name of an ``sh:Severity`` by its IRI; one that is not of SHACL counts as a violation."""
    return _SEVERITY_NAMES.get(severity, "violation")


def term_text(term: Node | None) -> str:
    """Return a term in the syntax of N-Triples; empty if there is none."""
    return "" if term is None else from_rdflib(term)


def path_text(graph: Graph, path: RdflibNode | None) -> str:
    """Return a SHACL property path in the syntax of SPARQL, with whole IRIs; empty if there is no path."""
    if path is None:
        return ""
    if isinstance(path, URIRef):
        return from_rdflib(path)
    if (path, RDF.first, None) in graph:
        return "/".join(path_text(graph, step) for step in graph.items(path))
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{_grouped(graph, inverse)}"
    alternatives = graph.value(path, SH.alternativePath)
    if alternatives is not None:
        return f"({'|'.join(path_text(graph, step) for step in graph.items(alternatives))})"
    for predicate, mark in _PATH_MARKS.items():
        repeated = graph.value(path, predicate)
        if repeated is not None:
            return f"{_grouped(graph, repeated)}{mark}"
    return path.n3()


def _grouped(graph: Graph, path: RdflibNode) -> str:
    text = path_text(graph, path)
    return text if isinstance(path, URIRef) or text.startswith("(") else f"({text})"


def _finding(result: Result, wording: Wording) -> Finding:
    return Finding(
        severity=severity_name(result.severity),
        focus_node=result.focus,
        shape=result.shape[1:-1] if is_iri(result.shape) else result.shape,
        component=result.component,
        path=result.path,
        value=result.value,
        message=_message(result, wording),
    )


def _message(result: Result, wording: Wording) -> str:
    def rank(message: Message) -> tuple[bool, str]:
        return message.language != "en", message.text

    chosen = min(result.messages, key=rank, default=Message("does not conform"))
    text = f"{wording.name(result.focus)}: {chosen.text}"
    if result.value and result.value != result.focus:
        text = f"{text} Found: {wording.name(result.value)}."
    return text
