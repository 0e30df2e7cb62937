"""What lint finds in shapes, and how bad each kind of fault is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rdflib import URIRef
from rdflib.term import Node

from osce_kg.model.validation import Finding, Rule
from osce_kg.namespaces import LINT, SHAPES
from osce_kg.validation.findings import term_text
from osce_kg.validation.terms import from_rdflib

_RULES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "shacl-shacl": ("violation", "The W3C's shapes for shapes say what a shape may look like."),
        "unknown-shacl-term": ("violation", "Most engines ignore a term that SHACL does not have."),
        "no-path": ("violation", "A property shape without sh:path checks nothing."),
        "query-syntax": ("violation", "A query that does not run checks nothing."),
        "query-forbidden": (
            "violation",
            "A query says what SHACL forbids, or reaches out of the data.",
        ),
        "query-prefix": ("violation", "Prefixes are declared by sh:declare, where sh:prefixes points to."),
        "unknown-term": (
            "violation",
            "A target, path or query with a term that no data have finds nothing.",
        ),
        "bad-pattern": ("violation", "A regular expression that does not compile checks nothing."),
        "unsafe-pattern": ("violation", "Some regular expressions take exponential time on some text."),
        "bad-example": (
            "violation",
            "A good example that does not conform is wrong, or the shapes are.",
        ),
        "no-good-example": ("warning", "Without a good example nobody sees that a shape targets anything."),
        "no-bad-example": ("warning", "Without a bad example nobody sees that a rule finds anything."),
        "no-target": (
            "warning",
            "A shape that targets nothing, and that none uses, is never checked.",
        ),
        "no-constraint": ("warning", "A shape without constraints finds nothing."),
        "no-iri": ("warning", "Reports, baselines and profiles name a rule by its IRI."),
        "no-name": ("warning", "Reports show the sh:name."),
        "no-description": ("warning", "A sh:description says why a rule is there."),
        "no-message": ("warning", "Without sh:message an engine tells what it likes."),
        "no-severity": ("warning", "Say it, although a violation is what SHACL assumes."),
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a shape.

    Attributes:
        rule: a key of ``lint_rules``.
        node: the shape, or the node of a constraint.
        message: what is wrong, as a sentence.
        predicate, value: of the statement at fault, if there is one.
    """

    rule: str
    node: Node
    message: str
    predicate: URIRef | None = None
    value: Node | None = None


def lint_rules() -> tuple[Rule, ...]:
    """Return the rules of lint in the order of their IRIs."""
    return tuple(
        Rule(str(LINT[name]), name, description, severity)
        for name, (severity, description) in sorted(_RULES.items())
    )


def finding_of(fault: Fault) -> Finding:
    """Return a fault as a finding without a place."""
    node = from_rdflib(fault.node)
    name = node[1:-1].removeprefix(str(SHAPES)) if isinstance(fault.node, URIRef) else node
    return Finding(
        severity=_RULES[fault.rule][0],
        focus_node=node,
        shape=str(LINT[fault.rule]),
        component=str(LINT[fault.rule]),
        path=term_text(fault.predicate),
        value="" if fault.value is None else from_rdflib(fault.value),
        message=f"{name}: {fault.message}",
    )
