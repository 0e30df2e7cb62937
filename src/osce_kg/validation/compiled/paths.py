"""Property paths: from a set of nodes to the value nodes of each."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import TypeAlias

from osce_kg.validation.graph_reader import GraphReader
from osce_kg.validation.relations import Relation
from osce_kg.validation.terms import Term


@dataclass(frozen=True, slots=True)
class Step:
    """One predicate, followed from subject to object, or backwards; None for any predicate."""

    predicate: Term | None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after the other."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any one of the paths."""

    branches: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path followed any number of times.

    Attributes:
        least: how often at least, 0 or 1.
    """

    path: Path
    least: int


@dataclass(frozen=True, slots=True)
class Optional:
    """A path followed once or not at all."""

    path: Path


Path: TypeAlias = Step | Sequence | Alternative | Repeated | Optional


def inverse(path: Path) -> Path:
    """Return the path that leads back."""
    match path:
        case Step(predicate, backwards):
            return Step(predicate, not backwards)
        case Sequence(parts):
            return Sequence(tuple(inverse(part) for part in reversed(parts)))
        case Alternative(branches):
            return Alternative(tuple(map(inverse, branches)))
        case Repeated(repeated, least):
            return Repeated(inverse(repeated), least)
        case Optional(optional):
            return Optional(inverse(optional))


def follow(path: Path, nodes: Set[Term], graph: GraphReader) -> Relation:
    """Return the relation of ``nodes`` to their value nodes."""
    match path:
        case Step(predicate, backwards):
            if predicate is None:
                predicates = graph.predicates_at(nodes, backwards=backwards)
                steps = [Step(each, backwards) for each in predicates]
                return Relation.of_pairs(pair for step in steps for pair in follow(step, nodes, graph))
            return graph.backward(predicate, nodes) if backwards else graph.forward(predicate, nodes)
        case Sequence(()):
            return Relation.identity(nodes)
        case Sequence(parts):
            relation = follow(parts[0], nodes, graph)
            for part in parts[1:]:
                relation = relation.then(follow(part, relation.rights(), graph))
            return relation
        case Alternative(branches):
            return Relation.of_pairs(pair for branch in branches for pair in follow(branch, nodes, graph))
        case Repeated(repeated, least):
            return Relation.of_pairs(_repeated(repeated, least, nodes, graph))
        case Optional(optional):
            relation = Relation.identity(nodes)
            for left, right in follow(optional, nodes, graph):
                relation.add(left, right)
            return relation


def _repeated(path: Path, least: int, nodes: Set[Term], graph: GraphReader) -> Iterator[tuple[Term, Term]]:
    once = _reachable(path, nodes, graph)
    for node in nodes:
        found = {node: None} if least == 0 else dict.fromkeys(once.values(node))
        waiting = list(found)
        while waiting:
            new = [value for value in once.values(waiting.pop()) if value not in found]
            found.update(dict.fromkeys(new))
            waiting += new
        yield from ((node, value) for value in found)


def _reachable(path: Path, nodes: Set[Term], graph: GraphReader) -> Relation:
    """Return the relation by one passage of ``path`` between all nodes that repeating it reaches."""
    relation = Relation()
    seen: set[Term] = set()
    frontier = set(nodes)
    while frontier:
        seen |= frontier
        reached: set[Term] = set()
        for left, right in follow(path, frontier, graph):
            relation.add(left, right)
            reached.add(right)
        frontier = reached - seen
    return relation
