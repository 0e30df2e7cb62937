"""What an ontology declares, and which of its properties are simple."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from osce_kg.ontology.profile.vocabulary import (
    ANNOTATION_PROPERTY,
    BUILT_IN_ANNOTATIONS,
    CLASS,
    DATA_PROPERTY,
    DATATYPE,
    DATATYPES_OF_RL,
    DECLARATIONS,
    OBJECT_PROPERTY,
    PARTS_OF_EXPRESSIONS,
)

_DEEPEST = 100

Node: TypeAlias = URIRef | BNode | Literal


class Statement(NamedTuple):
    """A statement of the graph."""

    subject: Node
    predicate: Node
    object: Node


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of an ontology.

    Attributes:
        graph: the ontology.
        kinds: every IRI that is declared or built in, and as what.
        not_simple: object properties that something transitive or a chain implies; OWL 2 DL allows them in
            few axioms.
        bottomless: blank nodes of expressions that contain themselves, or nest more than 100 deep.
    """

    graph: Graph
    kinds: dict[URIRef, frozenset[str]]
    not_simple: frozenset[URIRef]
    bottomless: frozenset[Node]

    def is_a(self, node: Node, kind: str) -> bool:
        """Tell whether a node is declared to be, or is by nature, of a kind."""
        return isinstance(node, URIRef) and kind in self.kinds.get(node, ())

    def is_object_property(self, node: Node) -> bool:
        """Tell whether a node is an object property or the inverse of one."""
        if isinstance(node, BNode):
            return any(self.is_a(value, OBJECT_PROPERTY) for value in values(self.graph, node, OWL.inverseOf))
        return self.is_a(node, OBJECT_PROPERTY)

    def name_of_property(self, node: Node) -> Node:
        """Return the named property of a property expression."""
        return next(iter(values(self.graph, node, OWL.inverseOf)), node) if isinstance(node, BNode) else node


def read_entities(graph: Graph) -> Entities:
    """Collect what a graph declares."""
    kinds: dict[URIRef, set[str]] = {
        OWL.Thing: {CLASS},
        OWL.Nothing: {CLASS},
        OWL.topObjectProperty: {OBJECT_PROPERTY},
        OWL.bottomObjectProperty: {OBJECT_PROPERTY},
        OWL.topDataProperty: {DATA_PROPERTY},
        OWL.bottomDataProperty: {DATA_PROPERTY},
    }
    kinds |= {name: {ANNOTATION_PROPERTY} for name in BUILT_IN_ANNOTATIONS}
    kinds |= {name: {DATATYPE} for name in DATATYPES_OF_RL}
    for declaration, kind in DECLARATIONS.items():
        for name in graph.subjects(RDF.type, declaration):
            if isinstance(name, URIRef):
                kinds.setdefault(name, set()).add(kind)
    declared = {name: frozenset(of) for name, of in kinds.items()}
    return Entities(graph, declared, _not_simple(graph), _bottomless(graph))


def values(graph: Graph, node: Node, predicate: URIRef) -> list[Node]:
    """Return the values of a property, in a fixed order."""
    return sorted(_nodes(graph.objects(node, predicate)), key=lambda value: value.n3())


def items(graph: Graph, head: Node) -> list[Node]:
    """Return the items of a list; those before the fault if it is broken or leads back into itself."""
    found: list[Node] = []
    seen: set[Node] = set()
    while head != RDF.nil and head not in seen:
        seen.add(head)
        found.extend(values(graph, head, RDF.first)[:1])
        head = next(iter(values(graph, head, RDF.rest)), RDF.nil)
    return found


def _nodes(terms: Iterable[object]) -> list[Node]:
    return [term for term in terms if isinstance(term, URIRef | BNode | Literal)]


def _bottomless(graph: Graph) -> frozenset[Node]:
    """Take away expressions without parts, then those whose parts are gone, and so on; return the rest."""
    remaining = {
        node: _parts(graph, node) for node in _nodes(set(graph.subjects())) if isinstance(node, BNode)
    }
    for _ in range(_DEEPEST):
        ended = {node for node, parts in remaining.items() if not parts.intersection(remaining)}
        if not ended:
            break
        remaining = {node: parts for node, parts in remaining.items() if node not in ended}
    return frozenset(remaining)


def _parts(graph: Graph, node: Node) -> set[Node]:
    """Return the blank nodes that an expression consists of, also by way of a list."""
    values_of_parts = [value for part in PARTS_OF_EXPRESSIONS for value in values(graph, node, part)]
    items_of_lists = [item for value in values_of_parts for item in items(graph, value)]
    return {part for part in (*values_of_parts, *items_of_lists) if isinstance(part, BNode)}


def _not_simple(graph: Graph) -> frozenset[URIRef]:
    """Return the properties with a transitive or chained one at or below them, or below their inverses."""
    waiting = [*graph.subjects(RDF.type, OWL.TransitiveProperty), *graph.subjects(OWL.propertyChainAxiom)]
    found: set[object] = {OWL.topObjectProperty, OWL.bottomObjectProperty}
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        waiting.extend(graph.objects(name, RDFS.subPropertyOf))
        for same in (OWL.equivalentProperty, OWL.inverseOf):
            waiting.extend(graph.objects(name, same))
            waiting.extend(graph.subjects(same, name))
    return frozenset(name for name in found if isinstance(name, URIRef))
