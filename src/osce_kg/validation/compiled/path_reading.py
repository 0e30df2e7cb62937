"""Property paths as a shapes graph writes them → paths to follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from osce_kg.errors import InputError
from osce_kg.validation.compiled.paths import Alternative, Optional, Path, Repeated, Sequence, Step, inverse
from osce_kg.validation.terms import from_rdflib

_FEWEST_PARTS = 2
_LONGEST_PATH = 50
"""Depth of nesting that no honest path has; one that refers to itself does."""

_UNARY: Final[dict[URIRef, Callable[[Path], Path]]] = {
    SH.inversePath: inverse,
    SH.zeroOrMorePath: lambda path: Repeated(path, 0),
    SH.oneOrMorePath: lambda path: Repeated(path, 1),
    SH.zeroOrOnePath: Optional,
}


def read_path(graph: Graph, node: Node, depth: int = 0) -> Path:
    """Return the path that a node of a shapes graph describes.

    Raises:
        InputError: it describes none.
    """
    if isinstance(node, URIRef):
        return Step(from_rdflib(node))
    if depth > _LONGEST_PATH:
        raise InputError("a property path is nested in itself")
    if (node, RDF.first, None) in graph:
        return Sequence(_parts(graph, node, depth))
    alternatives = graph.value(node, SH.alternativePath)
    if alternatives is not None:
        return Alternative(_parts(graph, alternatives, depth))
    for predicate, path in _UNARY.items():
        inner = graph.value(node, predicate)
        if inner is not None:
            return path(read_path(graph, inner, depth + 1))
    raise InputError(f"{node.n3()} is no property path")


def _parts(graph: Graph, head: Node, depth: int) -> tuple[Path, ...]:
    try:
        parts = tuple(read_path(graph, item, depth + 1) for item in graph.items(head))
    except ValueError as error:  # rdflib's word for a list that bites its tail
        raise InputError(f"a list in a property path never ends: {error}") from error
    if len(parts) < _FEWEST_PARTS:
        raise InputError("a sequence or alternative path has two parts at least")
    return parts
