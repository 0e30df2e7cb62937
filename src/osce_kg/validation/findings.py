"""The results graph of a SHACL engine → findings in a fixed order, with labels instead of bare IRIs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH, SKOS
from rdflib.term import Node as RdflibNode

from osce_kg.model.validation import Finding
from osce_kg.namespaces import ID, OKG
from osce_kg.validation.loading import Node

SEVERITIES = ("violation", "warning", "info")
"""From worst to mildest."""

_SEVERITY_NAMES: dict[Node, str] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_LABELS = (SKOS.prefLabel, RDFS.label, OKG.nameString)
_PATH_MARKS = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Wording:
    """Where the words of a message come from: labels of the data first, then of the shapes."""

    data: Graph
    shapes: Graph

    def name(self, node: Node) -> str:
        """Return a label in quotation marks, else the short form of an IRI, else the term itself."""
        if isinstance(node, Literal):
            text = str(node)
            return f"“{text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + '…'}”"
        label = self._label(node)
        if label:
            return f"“{label}”"
        return node.n3() if isinstance(node, BNode) else node.removeprefix(str(ID))

    def _label(self, node: Node) -> str | None:
        for graph in (self.data, self.shapes):
            for predicate in _LABELS:
                labels = [label for label in graph.objects(node, predicate) if isinstance(label, Literal)]
                if labels:
                    return str(min(labels, key=lambda label: (label.language != "en", str(label))))
        return None


def read_findings(results: Graph, wording: Wording) -> tuple[Finding, ...]:
    """Return the findings of a results graph, worst first, without place in a file."""
    return in_order(_finding(results, node, wording) for node in results.objects(None, SH.result))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings worst first, then by focus node and the rest; equal ones once."""
    return tuple(sorted(set(findings), key=lambda finding: (SEVERITIES.index(finding.severity), finding)))


def severity_name(severity: RdflibNode | None) -> str:
    """Return the name of an ``sh:Severity``; one that is not of SHACL, or none, counts as a violation."""
    return _SEVERITY_NAMES.get(severity, "violation") if isinstance(severity, URIRef) else "violation"


def term_text(term: Node | None) -> str:
    """Return a term in the syntax of N-Triples; empty if there is none."""
    if term is None:
        return ""
    if not isinstance(term, Literal):
        return term.n3()
    text = json.dumps(str(term), ensure_ascii=False)
    if term.language:
        return f"{text}@{term.language}"
    return f"{text}^^{term.datatype.n3()}" if term.datatype else text


def path_text(graph: Graph, path: Node | None) -> str:
    """Return a SHACL property path in the syntax of SPARQL, with whole IRIs; empty if there is no path."""
    if path is None:
        return ""
    if isinstance(path, URIRef):
        return path.n3()
    if (path, RDF.first, None) in graph:
        return "/".join(path_text(graph, step) for step in _items(graph, path))
    inverse = _object(graph, path, SH.inversePath)
    if inverse is not None:
        return f"^{_grouped(graph, inverse)}"
    alternatives = _object(graph, path, SH.alternativePath)
    if alternatives is not None:
        return f"({'|'.join(path_text(graph, step) for step in _items(graph, alternatives))})"
    for predicate, mark in _PATH_MARKS.items():
        repeated = _object(graph, path, predicate)
        if repeated is not None:
            return f"{_grouped(graph, repeated)}{mark}"
    return path.n3()


def _grouped(graph: Graph, path: Node) -> str:
    text = path_text(graph, path)
    return text if isinstance(path, URIRef) or text.startswith("(") else f"({text})"


def _items(graph: Graph, head: Node) -> list[Node]:
    return [item for item in graph.items(head) if isinstance(item, URIRef | BNode | Literal)]


def _object(graph: Graph, subject: Node, predicate: URIRef) -> Node | None:
    value = graph.value(subject, predicate)
    return value if isinstance(value, URIRef | BNode | Literal) else None


def _finding(results: Graph, node: RdflibNode, wording: Wording) -> Finding:
    def term(predicate: URIRef) -> Node | None:
        value = results.value(node, predicate)
        return value if isinstance(value, URIRef | BNode | Literal) else None

    focus, value, shape = term(SH.focusNode), term(SH.value), term(SH.sourceShape)
    severity = term(SH.resultSeverity)
    messages = [text for text in results.objects(node, SH.resultMessage) if isinstance(text, Literal)]
    return Finding(
        severity=severity_name(severity),
        focus_node=term_text(focus),
        shape=str(shape) if isinstance(shape, URIRef) else term_text(shape),
        component=str(term(SH.sourceConstraintComponent) or ""),
        path=path_text(results, term(SH.resultPath)),
        value=term_text(value),
        message=_message(messages, focus, value, wording),
    )


def _message(messages: list[Literal], focus: Node | None, value: Node | None, wording: Wording) -> str:
    text = str(min(messages, key=lambda text: (text.language != "en", str(text)), default="does not conform"))
    if focus is not None:
        text = f"{wording.name(focus)}: {text}"
    if value is not None and value != focus:
        text = f"{text} Found: {wording.name(value)}."
    return text
