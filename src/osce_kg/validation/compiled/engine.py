"""The fast engine: compiled shapes over columns of triples."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from rdflib import Graph

from osce_kg.validation.compiled.model import NotCoveredError
from osce_kg.validation.compiled.reading import CompiledShapes, compile_shapes
from osce_kg.validation.compiled.run import Run
from osce_kg.validation.findings import Result
from osce_kg.validation.graph_reader import GraphReader
from osce_kg.validation.terms import Term


@dataclass(frozen=True, slots=True)
class PartialResults:
    """What the fast engine found.

    Attributes:
        left_out: why it could not check a shape with targets, by the shape's node.
    """

    results: list[Result]
    left_out: dict[Term, str]


@lru_cache(maxsize=8)
def compiled(shapes: Graph) -> CompiledShapes:
    """Return the shapes of a graph, compiled once; the graph must not change afterwards.

    Raises:
        InputError: a shape is not well formed.
    """
    return compile_shapes(shapes)


def check(
    graph: GraphReader, shapes: Graph, focus: Collection[Term] | None, only: Term | None = None
) -> PartialResults:
    """Validate a graph, or some focus nodes of it, against all shapes that can be compiled.

    Args:
        only: the node of the one shape that is wanted.

    Raises:
        InputError: a shape is not well formed, or a query in it does not parse.
    """
    run = Run(graph, of_all=focus is None)
    program = compiled(shapes)
    results: list[Result] = []
    left_out = dict(program.left_out)
    among = None if focus is None else frozenset(focus)
    for shape, targets in program.targeted:
        if only not in (None, shape.node):
            continue
        try:
            results += run.results(shape, targets.focus_nodes(graph, among))
        except NotCoveredError as error:
            left_out[shape.node] = str(error)
    return PartialResults(results, left_out)
