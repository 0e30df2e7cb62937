"""Shapes graph → shape model. What the model cannot say is named, so that another engine can take it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rdflib import Graph, Literal
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from osce_kg.errors import InputError
from osce_kg.validation.compiled.constraint_reading import read_constraints
from osce_kg.validation.compiled.model import NotCoveredError, Shape
from osce_kg.validation.compiled.path_reading import read_path
from osce_kg.validation.compiled.query_reading import QueryReader, read_messages
from osce_kg.validation.findings import path_text
from osce_kg.validation.targets import Targets, read_targets
from osce_kg.validation.terms import Term, from_rdflib


@dataclass(frozen=True, slots=True)
class CompiledShapes:
    """The shapes of a shapes graph that have targets.

    Attributes:
        targeted: each with its targets, in the order of their nodes.
        left_out: why a shape with targets is not among them, by its node.
    """

    targeted: tuple[tuple[Shape, Targets], ...]
    left_out: dict[Term, str]


def compile_shapes(graph: Graph) -> CompiledShapes:
    """Return the shapes of a shapes graph, ready to be checked.

    Raises:
        InputError: a shape is not well formed.
    """
    reader = ShapeReader(graph)
    targeted: list[tuple[Shape, Targets]] = []
    left_out: dict[Term, str] = {}
    for node, targets in read_targets(graph).items():
        try:
            targeted.append((reader.shape(node), targets))
        except NotCoveredError as error:
            left_out[from_rdflib(node)] = str(error)
    return CompiledShapes(tuple(targeted), left_out)


class ShapeReader:
    """Reads shapes, each once, with the shapes that they refer to."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._queries = QueryReader(graph)
        self._shapes: dict[Node, Shape] = {}
        self._open: list[Node] = []

    def shape(self, node: Node) -> Shape:
        """Return the shape that a node of the shapes graph is.

        Raises:
            InputError: it is not well formed.
            NotCoveredError: it, or a shape that it refers to, needs another engine.
        """
        if node not in self._shapes:
            if node in self._open:
                raise NotCoveredError("it is recursive")
            self._open.append(node)
            try:
                self._shapes[node] = self._read(node)
            finally:
                self._open.pop()
        return self._shapes[node]

    def _read(self, node: Node) -> Shape:
        path = self._path(node)
        severity = self._graph.value(node, SH.severity)
        shape = Shape(
            from_rdflib(node),
            None if path is None else read_path(self._graph, path),
            "" if path is None else path_text(self._graph, path),
            str(SH.Violation if severity is None else severity),
            read_messages(self._graph, node),
        )
        if (node, SH.deactivated, Literal(True)) in self._graph:
            return shape  # everything conforms to it
        constraints = [
            *read_constraints(self._graph, node, self.shape),
            *self._queries.constraints(shape, node),
        ]
        return replace(shape, constraints=tuple(constraints))

    def _path(self, node: Node) -> Node | None:
        paths = list(self._graph.objects(node, SH.path))
        kinds = set(self._graph.objects(node, RDF.type))
        if len(paths) > 1:
            raise InputError(f"the shape {node.n3()} has several sh:path")
        if paths and SH.NodeShape in kinds:
            raise InputError(f"the node shape {node.n3()} has a sh:path")
        if not paths and SH.PropertyShape in kinds:
            raise InputError(f"the property shape {node.n3()} has no sh:path")
        return paths[0] if paths else None
