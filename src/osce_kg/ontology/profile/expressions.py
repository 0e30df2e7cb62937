"""Class expressions and data ranges: what OWL 2 RL allows below, above and beside a class."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import OWL

from osce_kg.namespaces import shorten
from osce_kg.ontology.profile.entities import Entities, Node, items, values
from osce_kg.ontology.profile.vocabulary import (
    CLASS,
    DATA_PROPERTY,
    DATATYPE,
    DATATYPES_OF_RL,
    PARTS_OF_EXPRESSIONS,
)


class Position(Enum):
    """Where in an axiom a class expression stands; the value is used in messages."""

    BELOW = "as a subclass"
    ABOVE = "as a superclass"
    BESIDE = "as an equivalent class"


_MAXIMA = (OWL.maxCardinality, OWL.maxQualifiedCardinality)
_NEVER = (
    OWL.minCardinality,
    OWL.minQualifiedCardinality,
    OWL.cardinality,
    OWL.qualifiedCardinality,
    OWL.hasSelf,
)
_OF_SIMPLE = (*_MAXIMA, *_NEVER)
_RANGES_OUTSIDE = (OWL.unionOf, OWL.oneOf, OWL.datatypeComplementOf, OWL.onDatatype, OWL.withRestrictions)


def class_faults(entities: Entities, node: Node, position: Position) -> Iterator[str]:
    """Yield what keeps a class expression out of OWL 2 RL in this position, as sentences."""
    if isinstance(node, Literal):
        yield "a literal cannot be a class"
    elif node in entities.bottomless:
        yield "a class expression contains itself, or nests more than 100 deep"
    elif isinstance(node, URIRef):
        if node == OWL.Thing:
            yield f"owl:Thing is not allowed {position.value} in OWL 2 RL"
        elif not entities.is_a(node, CLASS):
            yield f"{shorten(node)} is not declared as a class"
    else:
        yield from expression_faults(entities, node, position)


def expression_faults(entities: Entities, node: Node, position: Position) -> Iterator[str]:
    """Yield what is wrong with the node of a class expression, which may have a name (as OWL 1 had it)."""
    graph = entities.graph
    facets = sorted(PARTS_OF_EXPRESSIONS.intersection(graph.predicates(node)))
    if not facets:
        yield "a blank node stands for a class, but says no class expression"
    for facet in facets:
        for value in values(graph, node, facet):
            yield from _facet_faults(entities, node, facet, value, position)


def range_faults(entities: Entities, node: Node) -> Iterator[str]:
    """Yield what keeps a data range out of OWL 2 RL."""
    graph = entities.graph
    if node in entities.bottomless:
        yield "a data range contains itself, or nests more than 100 deep"
    elif isinstance(node, BNode):
        for part in _RANGES_OUTSIDE:
            if (node, part, None) in graph:
                yield f"a data range by {shorten(part)} is not in OWL 2 RL"
        for head in values(graph, node, OWL.intersectionOf):
            for item in items(graph, head):
                yield from range_faults(entities, item)
    elif isinstance(node, Literal) or not entities.is_a(node, DATATYPE):
        yield f"{shorten(node)} is not a datatype of the OWL 2 datatype map, nor declared as one"
    elif node not in DATATYPES_OF_RL:
        yield f"the datatype {shorten(node)} is not in OWL 2 RL"


def property_faults(entities: Entities, node: Node) -> Iterator[str]:
    """Yield what is wrong with a property in a restriction or key."""
    if not (entities.is_object_property(node) or entities.is_a(node, DATA_PROPERTY)):
        yield f"{shorten(str(entities.name_of_property(node)))} is not declared as an object or data property"


def literal_faults(literal: Literal) -> Iterator[str]:
    """Yield what is wrong with a literal as value of a data property."""
    if literal.language is None and literal.datatype not in (None, *DATATYPES_OF_RL):
        yield f"the datatype {shorten(str(literal.datatype))} of a value is not in OWL 2 RL"


def _facet_faults(
    entities: Entities, node: Node, facet: URIRef, value: Node, position: Position
) -> Iterator[str]:
    if facet == OWL.onProperty:
        yield from property_faults(entities, value)
        name = entities.name_of_property(value)
        if name in entities.not_simple and any((node, part, None) in entities.graph for part in _OF_SIMPLE):
            yield f"{shorten(name)} is counted, but something transitive or a chain implies it"
    elif facet in (OWL.intersectionOf, OWL.unionOf, OWL.complementOf, OWL.oneOf):
        yield from _boolean_faults(entities, facet, value, position)
    elif facet in (OWL.someValuesFrom, OWL.allValuesFrom):
        yield from _quantifier_faults(entities, node, facet, value, position)
    elif facet in _MAXIMA:
        yield from _maximum_faults(entities, node, facet, value, position)
    elif facet in _NEVER or facet == OWL.onProperties:
        yield f"{shorten(facet)} is not in OWL 2 RL"


def _boolean_faults(entities: Entities, facet: URIRef, value: Node, position: Position) -> Iterator[str]:
    allowed = {
        OWL.intersectionOf: tuple(Position),
        OWL.unionOf: (Position.BELOW,),
        OWL.oneOf: (Position.BELOW,),
        OWL.complementOf: (Position.ABOVE,),
    }
    if position not in allowed[facet]:
        yield f"{shorten(facet)} is not allowed {position.value} in OWL 2 RL"
    elif facet == OWL.complementOf:
        yield from class_faults(entities, value, Position.BELOW)
    elif facet != OWL.oneOf:
        for item in items(entities.graph, value):
            yield from class_faults(entities, item, position)


def _quantifier_faults(
    entities: Entities, node: Node, facet: URIRef, value: Node, position: Position
) -> Iterator[str]:
    allowed = Position.BELOW if facet == OWL.someValuesFrom else Position.ABOVE
    if position != allowed:
        yield f"{shorten(facet)} is not allowed {position.value} in OWL 2 RL"
    elif _is_about_data(entities, node):
        yield from range_faults(entities, value)
    elif not (value == OWL.Thing and facet == OWL.someValuesFrom):
        yield from class_faults(entities, value, position)


def _maximum_faults(
    entities: Entities, node: Node, facet: URIRef, value: Node, position: Position
) -> Iterator[str]:
    if position != Position.ABOVE:
        yield f"{shorten(facet)} is not allowed {position.value} in OWL 2 RL"
    elif not (isinstance(value, Literal) and str(value) in ("0", "1")):
        yield f"{shorten(facet)} may only be 0 or 1 in OWL 2 RL"
    for filler in values(entities.graph, node, OWL.onClass):
        if filler != OWL.Thing:
            yield from class_faults(entities, filler, Position.BELOW)
    for filler in values(entities.graph, node, OWL.onDataRange):
        yield from range_faults(entities, filler)


def _is_about_data(entities: Entities, node: Node) -> bool:
    return any(entities.is_a(name, DATA_PROPERTY) for name in values(entities.graph, node, OWL.onProperty))
