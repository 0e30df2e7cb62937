"""Which focus nodes a change can affect: what the shapes read, followed back to where they read it from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rdflib import Graph

from osce_kg.validation.compiled.engine import compiled
from osce_kg.validation.compiled.model import NotCoveredError
from osce_kg.validation.compiled.paths import Sequence, Step, follow, inverse
from osce_kg.validation.compiled.reads import Read, reads_of
from osce_kg.validation.data_graph import SUBCLASS, TYPE, DataGraph, Triple
from osce_kg.validation.shapes import Shapes
from osce_kg.validation.targets import Targets, read_targets
from osce_kg.validation.terms import Term, from_rdflib


def affected_focus_nodes(graph: DataGraph, shapes: Shapes, changed: Iterable[Triple]) -> frozenset[Term]:
    """Return every focus node whose findings a change can have changed; there may be some more.

    Args:
        graph: as it is now.
        changed: the triples that were added, and those that were removed.

    Raises:
        InputError: a shape is not well formed.
    """
    by_predicate: defaultdict[Term, list[Triple]] = defaultdict(list)
    for triple in changed:
        by_predicate[triple[1]].append(triple)
    reads, untraced = _reads(shapes.graph)
    targets = [*read_targets(shapes.graph).values()] if SUBCLASS in by_predicate else untraced
    affected = {node for each in targets for node in each.focus_nodes(graph)}
    for way, step in reads:
        read = by_predicate.values() if step.predicate is None else [by_predicate.get(step.predicate, [])]
        ends = {triple[2 if step.backwards else 0] for triples in read for triple in triples}
        if ends:
            affected |= follow(inverse(Sequence(way)), ends, graph).rights()
    return frozenset(affected)


@lru_cache(maxsize=8)
def _reads(shapes: Graph) -> tuple[frozenset[Read], tuple[Targets, ...]]:
    """Return what shapes read, and the targets of those of which that cannot be told."""
    reads: set[Read] = set()
    untraced: list[Targets] = []
    program = compiled(shapes)
    for shape, targets in program.targeted:
        try:
            reads.update(reads_of(shape))
        except NotCoveredError:
            untraced.append(targets)
        reads |= {Read((), Step(TYPE))} if targets.classes else set()
        reads |= {Read((), Step(predicate)) for predicate in targets.subjects_of}
        reads |= {Read((), Step(predicate, backwards=True)) for predicate in targets.objects_of}
    untraced += [
        targets for node, targets in read_targets(shapes).items() if from_rdflib(node) in program.left_out
    ]
    return frozenset(reads), tuple(untraced)
