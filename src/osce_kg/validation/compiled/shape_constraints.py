"""Constraints that ask whether value nodes conform to other shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from osce_kg.validation.compiled.model import SHACL, Shape, ValueConstraint, ValueNodes, Violation
from osce_kg.validation.terms import Term

if TYPE_CHECKING:
    from osce_kg.validation.compiled.run import Run


@dataclass(frozen=True, slots=True)
class PropertyShape(ValueConstraint):
    """``sh:property``: value nodes conform to a property shape, whose own results are reported."""

    shape: Shape
    component: str = SHACL + "PropertyConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes that do not conform."""
        return run.failing(self.shape, nodes)


@dataclass(frozen=True, slots=True)
class Node(ValueConstraint):
    """``sh:node``: value nodes conform to a node shape."""

    shape: Shape
    component: str = SHACL + "NodeConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes that do not conform."""
        return run.failing(self.shape, nodes)


@dataclass(frozen=True, slots=True)
class Not(ValueConstraint):
    """``sh:not``: no value node conforms to a shape."""

    shape: Shape
    component: str = SHACL + "NotConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes that conform."""
        return nodes - run.failing(self.shape, nodes)


@dataclass(frozen=True, slots=True)
class And(ValueConstraint):
    """``sh:and``: value nodes conform to all of some shapes."""

    shapes: tuple[Shape, ...]
    component: str = SHACL + "AndConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes that do not conform to one."""
        return set[Term]().union(*(run.failing(shape, nodes) for shape in self.shapes))


@dataclass(frozen=True, slots=True)
class Or(ValueConstraint):
    """``sh:or``: value nodes conform to at least one of some shapes."""

    shapes: tuple[Shape, ...]
    component: str = SHACL + "OrConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes that conform to none."""
        for shape in self.shapes:
            nodes = run.failing(shape, nodes)
        return nodes


@dataclass(frozen=True, slots=True)
class Xone(ValueConstraint):
    """``sh:xone``: value nodes conform to exactly one of some shapes."""

    shapes: tuple[Shape, ...]
    component: str = SHACL + "XoneConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes that conform to none or several."""
        fulfilled = Counter[Term]()
        for shape in self.shapes:
            fulfilled.update(nodes - run.failing(shape, nodes))
        return {node for node in nodes if fulfilled[node] != 1}


@dataclass(frozen=True, slots=True)
class QualifiedCount:
    """``sh:qualifiedMinCount`` or ``sh:qualifiedMaxCount``: how many value nodes conform to a shape.

    Attributes:
        siblings: shapes that a value node must not conform to in order to count.
        least, most: None for "any number".
    """

    component: str
    shape: Shape
    siblings: tuple[Shape, ...]
    least: int | None = None
    most: int | None = None

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the focus nodes with too few or too many such value nodes."""
        nodes = values.nodes
        counted: Set[Term] = nodes - run.failing(self.shape, nodes)
        for sibling in self.siblings:
            counted = run.failing(sibling, counted) if counted else counted
        numbers = Counter(focus for focus, _ in values.relation.pairs_to(counted))
        for focus in values.foci:
            number = numbers[focus]
            if (self.least is not None and number < self.least) or (
                self.most is not None and number > self.most
            ):
                yield Violation(focus)
