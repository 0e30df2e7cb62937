"""Which nodes a shape is for."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from osce_kg.validation.graph_reader import GraphReader
from osce_kg.validation.terms import Term, from_rdflib

_PREDICATES = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of a shape: values of the predicates by which it names them."""

    classes: tuple[Term, ...] = ()
    nodes: tuple[Term, ...] = ()
    subjects_of: tuple[Term, ...] = ()
    objects_of: tuple[Term, ...] = ()

    def focus_nodes(self, graph: GraphReader, among: Set[Term] | None = None) -> frozenset[Term]:
        """Return the nodes of a graph that are targeted, and those that are named, in the graph or not.

        Args:
            among: those that are looked for; None for all.
        """
        if among is None:
            return frozenset(self.nodes).union(
                *(graph.instances(of_class) for of_class in self.classes),
                *(graph.subjects(predicate) for predicate in self.subjects_of),
                *(graph.objects(predicate) for predicate in self.objects_of),
            )
        return frozenset(among & {*self.nodes}).union(
            *(graph.instances_among(of_class, among) for of_class in self.classes),
            *(graph.forward(predicate, among).lefts() for predicate in self.subjects_of),
            *(graph.backward(predicate, among).lefts() for predicate in self.objects_of),
        )


def read_targets(shapes: Graph) -> dict[Node, Targets]:
    """Return the targets of each shape that has any; a class that is a shape has its instances as targets."""
    classes = set(shapes.transitive_subjects(RDFS.subClassOf, RDFS.Class))
    kinds = (SH.NodeShape, SH.PropertyShape)
    implicit = {shape for kind in kinds for shape in shapes.subjects(RDF.type, kind)} & {
        shape for of_class in classes for shape in shapes.subjects(RDF.type, of_class)
    }

    def terms(shape: Node, predicate: URIRef) -> tuple[Term, ...]:
        return tuple(sorted(map(from_rdflib, shapes.objects(shape, predicate))))

    targeted = {shape for predicate in _PREDICATES for shape in shapes.subjects(predicate, None)}
    return {
        shape: Targets(
            (*terms(shape, SH.targetClass), *((from_rdflib(shape),) if shape in implicit else ())),
            terms(shape, SH.targetNode),
            terms(shape, SH.targetSubjectsOf),
            terms(shape, SH.targetObjectsOf),
        )
        for shape in sorted(targeted | implicit, key=from_rdflib)
    }
