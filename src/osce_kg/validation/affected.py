"""Which focus nodes a change can affect: what the shapes read, followed back to where they read it from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rdflib import Graph

from osce_kg.errors import InputError
from osce_kg.validation.compiled.engine import compiled
from osce_kg.validation.compiled.model import NotCoveredError, Shape
from osce_kg.validation.compiled.paths import Sequence, Step, follow, inverse
from osce_kg.validation.compiled.reads import Read, Reads, reads_of, reads_of_query
from osce_kg.validation.compiled.shape_constraints import PropertyShape
from osce_kg.validation.data_graph import SUBCLASS, TYPE, DataGraph
from osce_kg.validation.graph_reader import GraphReader
from osce_kg.validation.shapes import Shapes
from osce_kg.validation.targets import Targets, read_targets
from osce_kg.validation.terms import Term, Triple, from_rdflib


@dataclass(frozen=True, slots=True)
class Affected:
    """Focus nodes whose findings can have changed; there may be some more.

    Attributes:
        nodes: by whichever shape, or because they are targets now, or were.
        of_shape: others, by the node of the one shape whose results can be other for them, sorted. No other
            shape gives results of that one, so that it can be checked alone.
    """

    nodes: frozenset[Term]
    of_shape: Mapping[Term, frozenset[Term]]

    def united(self, other: Affected) -> Affected:
        """Return the nodes that one of the two has."""
        nodes, mine, its = self.nodes | other.nodes, self.of_shape, other.of_shape
        united = {
            shape: (mine.get(shape, frozenset()) | its.get(shape, frozenset())) - nodes
            for shape in sorted(mine.keys() | its.keys())
        }
        return Affected(nodes, united)


def affected_focus_nodes(graph: DataGraph, shapes: Shapes, changed: Iterable[Triple]) -> frozenset[Term]:
    """Return every focus node whose findings a change can have changed; there may be some more.

    Args:
        graph: as it is now.
        changed: the triples that were added, and those that were removed.

    Raises:
        InputError: a shape is not well formed.
    """
    triples = frozenset(changed)
    # What led to triples that are gone may be gone with them.
    with graph.including(triples):
        found = focus_nodes_reading(graph, shapes, triples)
    return found.nodes.union(*found.of_shape.values())


def trace(shapes: Shapes) -> None:
    """Find out beforehand what some shapes read; it is known in this process then.

    Raises:
        InputError: a shape is not well formed.
    """
    _traced(shapes.graph)


def focus_nodes_reading(graph: GraphReader, shapes: Shapes, triples: Set[Triple]) -> Affected:
    """Return every focus node whose findings depend on some triples of a graph.

    If a graph changes, whose findings change reads a triple that goes, in the graph as it was, or one that
    comes, in the graph as it is: up to the first of them, all that is read is the same in both.

    Args:
        triples: of the graph.

    Raises:
        InputError: a shape is not well formed.
    """
    read = _TriplesRead(graph, triples)
    if read.touches(SUBCLASS):
        targets = read_targets(shapes.graph).values()
        return Affected(frozenset().union(*(each.focus_nodes(graph) for each in targets)), {})
    traced = _traced(shapes.graph)
    nodes = _readers(traced.by_several, read, graph)
    of_shape = {shape: _readers(of_one, read, graph) - nodes for shape, of_one in traced.by_one.items()}
    return Affected(nodes, of_shape)


def _readers(traced: _Traced, read: _TriplesRead, graph: GraphReader) -> frozenset[Term]:
    found: set[Term] = set()
    for ways in traced.reads:
        found |= read.readers(ways)
    for targets, reads in traced.anywhere:
        if reads is None or any(map(read.ends, reads)):
            found |= targets.focus_nodes(graph)
    return frozenset(found)


def affected_answers(graph: DataGraph, query: str, changed: Iterable[Triple]) -> frozenset[Term] | None:
    """Return what ``?this`` can be in the answers of a query that a change can have changed; None for all."""
    triples = frozenset(changed)
    affected: set[Term] = set()
    try:
        with graph.including(triples):
            read = _TriplesRead(graph, triples)
            for ways in reads_of_query(query, {"?this": ()}):
                if any(each.way is None and read.ends(each) for each in ways):
                    return None
                affected |= read.readers(ways)
    except (NotCoveredError, InputError):  # whether it is a query is for whoever asks it
        return None
    return frozenset(affected)


class _TriplesRead:
    """Some triples of a graph, by predicate: who reads them?"""

    def __init__(self, graph: GraphReader, triples: Set[Triple]) -> None:
        self._graph = graph
        self._by_predicate: defaultdict[Term, list[Triple]] = defaultdict(list)
        for triple in triples:
            self._by_predicate[triple[1]].append(triple)
        self._known: dict[Read, Set[Term]] = {}

    def touches(self, predicate: Term) -> bool:
        """Tell whether a triple with the predicate is among them."""
        return predicate in self._by_predicate

    def readers(self, reads: Reads) -> Set[Term]:
        """Return the nodes from which all the ways lead to some of them."""
        found: Set[Term] | None = None
        # Short ways first: they lead to few.
        for read in sorted(reads, key=lambda read: len(read.way or ())):
            if read not in self._known:
                ends = self.ends(read)
                way = inverse(Sequence(read.way or ()))
                self._known[read] = follow(way, ends, self._graph).rights() if ends else ends
            found = self._known[read] if found is None else found & self._known[read]
            if not found:
                return found
        return found or frozenset()

    def ends(self, read: Read) -> set[Term]:
        """Return the nodes whose triples are among them, as far as they are read."""
        predicate, backwards = read.step.predicate, read.step.backwards
        groups = self._by_predicate.values() if predicate is None else [self._by_predicate.get(predicate, [])]
        nodes = {triple[2 if backwards else 0] for triples in groups for triple in triples}
        return {
            node
            for node in nodes
            if all(self._graph.holds((node, predicate, value)) for predicate, value in read.having)
        }


@dataclass(frozen=True, slots=True)
class _Traced:
    """What some shapes read.

    Attributes:
        reads: what can be followed back.
        anywhere: targets of shapes that read triples of any node; of which, if that can be told.
    """

    reads: set[Reads] = field(default_factory=set)
    anywhere: list[tuple[Targets, Reads | None]] = field(default_factory=list)

    def add(self, shape: Shape, targets: Targets) -> None:
        """Add what a shape reads."""
        try:
            own = frozenset(reads_of(shape))
        except NotCoveredError:
            self.anywhere.append((targets, None))
            return
        of_any_node = frozenset(read for group in own for read in group if read.way is None)
        self.reads.update(group for group in own if not group & of_any_node)
        if of_any_node:
            self.anywhere.append((targets, of_any_node))


class _TracedShapes(NamedTuple):
    """What shapes read: those that can give results of another shape, and each of the others by itself."""

    by_several: _Traced
    by_one: dict[Term, _Traced]


@lru_cache(maxsize=8)
def _traced(shapes: Graph) -> _TracedShapes:
    several, one = _Traced(), dict[Term, _Traced]()
    program = compiled(shapes)
    for shape, targets in program.targeted:
        gives_own_results_only = shape.path is None and not any(
            isinstance(constraint, PropertyShape) for constraint in shape.constraints
        )
        (one.setdefault(shape.node, _Traced()) if gives_own_results_only else several).add(shape, targets)
    for node, targets in read_targets(shapes).items():
        steps = [Step(TYPE)] if targets.classes else []
        steps += [Step(predicate) for predicate in targets.subjects_of]
        steps += [Step(predicate, backwards=True) for predicate in targets.objects_of]
        several.reads.update(frozenset({Read((), step)}) for step in steps)
        if from_rdflib(node) in program.left_out:
            several.anywhere.append((targets, None))
    return _TracedShapes(several, one)
