"""The shape model: what a shapes graph says, ready to be checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from osce_kg.validation.compiled.paths import Path
from osce_kg.validation.findings import Message
from osce_kg.validation.relations import Relation
from osce_kg.validation.terms import Term

if TYPE_CHECKING:
    from osce_kg.validation.compiled.run import Run

SHACL = "http://www.w3.org/ns/shacl#"


class NotCoveredError(Exception):
    """A shape that only the reference engine can check; ``str(error)`` says why."""


class Violation(NamedTuple):
    """A focus node that breaks a constraint.

    Attributes:
        value: the value node that does, if it is one.
        path: the predicate of the value, where it is not that of the shape.
        messages: the constraint's own, instead of the shape's.
    """

    focus: Term
    value: Term | None = None
    path: Term | None = None
    messages: tuple[Message, ...] = ()


class ValueNodes:
    """Some focus nodes, and the value nodes of each."""

    def __init__(self, foci: Set[Term], relation: Relation | None = None) -> None:
        """Without a relation, as for a node shape, each focus node is its own value node."""
        self.foci = foci
        self._relation = relation

    @cached_property
    def relation(self) -> Relation:
        """The relation of focus nodes to value nodes."""
        return Relation.identity(self.foci) if self._relation is None else self._relation

    @cached_property
    def nodes(self) -> Set[Term]:
        """The value nodes of all focus nodes."""
        return self.foci if self._relation is None else self._relation.rights()

    def violations(self, nodes: Set[Term]) -> Iterator[Violation]:
        """Give each focus node with each of its value nodes among ``nodes``."""
        if self._relation is None:
            return (Violation(node, node) for node in self.foci & nodes)
        return (Violation(focus, value) for focus, value in self._relation.pairs_to(nodes))

    def foci_of(self, nodes: Set[Term]) -> Set[Term]:
        """Return the focus nodes that have a value node among ``nodes``."""
        if self._relation is None:
            return self.foci & nodes
        return {focus for focus, _ in self._relation.pairs_to(nodes)}


class Constraint(Protocol):
    """One constraint of a shape: a component with its parameters."""

    @property
    def component(self) -> str:
        """IRI of the constraint component."""
        ...

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give what breaks the constraint."""
        ...


class ValueConstraint:
    """A constraint that some value nodes break, whatever focus node they belong to."""

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the value nodes that break the constraint."""
        return values.violations(self.failing(values.nodes, run))

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return those of the value nodes that break the constraint."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A node shape, or, with a path, a property shape.

    Attributes:
        node: its IRI or blank node in the shapes graph.
        path_text: the path in the syntax of SPARQL; empty for a node shape.
        severity: IRI.
    """

    node: Term
    path: Path | None = None
    path_text: str = ""
    severity: str = SHACL + "Violation"
    messages: tuple[Message, ...] = ()
    constraints: tuple[Constraint, ...] = ()
