"""What an engine asks a data graph; whoever answers need not hold all of it."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Protocol

import pyoxigraph as ox

from osce_kg.validation.relations import Relation
from osce_kg.validation.terms import Term, Triple


class GraphReader(Protocol):
    """A data graph, looked at from nodes that are named; what is returned is not to be changed."""

    @property
    def is_in_memory(self) -> bool:
        """All triples are held, so that a query may look at all of them."""
        ...

    def __contains__(self, node: object) -> bool:
        """Tell whether the node is the subject or the object of a triple."""
        ...

    def holds(self, triple: Triple) -> bool:
        """Tell whether a triple is there."""
        ...

    def forward(self, predicate: Term, nodes: Set[Term]) -> Relation:
        """Return the relation of some subjects to their objects by a predicate."""
        ...

    def backward(self, predicate: Term, nodes: Set[Term]) -> Relation:
        """Return the relation of some objects to their subjects by a predicate."""
        ...

    def predicates_at(self, nodes: Set[Term], *, backwards: bool = False) -> Set[Term]:
        """Return the predicates of the triples that have one of the nodes as subject; perhaps some more.

        Args:
            backwards: as object instead.
        """
        ...

    def instances_among(self, of_class: Term, nodes: Set[Term]) -> Set[Term]:
        """Return those of the nodes that are instances of a class or of one of its subclasses."""
        ...

    def subjects(self, predicate: Term) -> Set[Term]:
        """Return all subjects of a predicate."""
        ...

    def objects(self, predicate: Term) -> Set[Term]:
        """Return all objects of a predicate."""
        ...

    def instances(self, of_class: Term) -> Set[Term]:
        """Return all instances of a class and its subclasses."""
        ...

    def store(self, predicates: Iterable[Term] | None) -> ox.Store:
        """Return a store for queries: its default graph has the triples of some predicates, and maybe others.

        Args:
            predicates: those that the query names; None for all.
        """
        ...
