"""The nodes of a shapes graph: which are shapes, and which of them can be the source of a finding."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from osce_kg.validation.targets import Targets, read_targets
from osce_kg.validation.terms import from_rdflib

_KINDS: Final = (SH.NodeShape, SH.PropertyShape)
_CONSTRAINT_NAMES: Final = """
    class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength
    maxLength pattern languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node
    qualifiedValueShape closed hasValue in sparql
"""
_CONSTRAINTS: Final = tuple(SH[name] for name in _CONSTRAINT_NAMES.split())


class ShapeNodes:
    """The shapes of a graph.

    Attributes:
        graph: the shapes graph.
        targets: the targets of each shape that has any.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.targets: Mapping[Node, Targets] = read_targets(graph)

    @cached_property
    def properties(self) -> list[Node]:
        """The property shapes, in a fixed order."""
        found = {*self.graph.subjects(RDF.type, SH.PropertyShape), *self.graph.objects(None, SH.property)}
        return sorted(found, key=from_rdflib)

    @cached_property
    def shapes(self) -> list[Node]:
        """All shapes that are said to be one, or that have a target, or that are used as property shapes."""
        typed = {shape for kind in _KINDS for shape in self.graph.subjects(RDF.type, kind)}
        return sorted(typed | set(self.properties) | set(self.targets), key=from_rdflib)

    @cached_property
    def reporting(self) -> list[Node]:
        """The shapes whose constraints are checked by themselves; others only help one of these to decide."""
        found: set[Node] = set()
        waiting = list(self.targets)
        while waiting:
            shape = waiting.pop()
            if shape not in found:
                found.add(shape)
                waiting += self.graph.objects(shape, SH.property)
        return sorted(found, key=from_rdflib)

    def has_constraints(self, shape: Node) -> bool:
        """Tell whether a shape has constraints of its own, not only property shapes."""
        predicates = {*_CONSTRAINTS, *self._parameters}
        return any(predicate in predicates for predicate in self.graph.predicates(shape))

    def rules(self) -> list[URIRef]:
        """Return the reporting shapes with constraints of their own and an IRI."""
        return [
            shape for shape in self.reporting if isinstance(shape, URIRef) and self.has_constraints(shape)
        ]

    @cached_property
    def _parameters(self) -> frozenset[Node]:
        """The predicates that constraint components of the graph itself declare."""
        parameters = self.graph.objects(None, SH.parameter)
        return frozenset(path for node in parameters for path in self.graph.objects(node, SH.path))
