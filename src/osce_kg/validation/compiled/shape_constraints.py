"""Constraints that ask whether value nodes conform to other shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from osce_kg.validation.compiled.model import SHACL, Shape, ValueNodes, Violation
from osce_kg.validation.terms import Term

if TYPE_CHECKING:
    from osce_kg.validation.compiled.run import Run


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """``sh:property``: value nodes conform to a property shape, whose own results are reported."""

    shape: Shape
    component: str = SHACL + "PropertyConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the value nodes that do not conform."""
        return values.violations(run.failing(self.shape, values.nodes))


@dataclass(frozen=True, slots=True)
class Node:
    """``sh:node``: value nodes conform to a node shape."""

    shape: Shape
    component: str = SHACL + "NodeConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the value nodes that do not conform."""
        return values.violations(run.failing(self.shape, values.nodes))


@dataclass(frozen=True, slots=True)
class Not:
    """``sh:not``: no value node conforms to a shape."""

    shape: Shape
    component: str = SHACL + "NotConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the value nodes that conform."""
        nodes = values.nodes
        return values.violations(nodes - run.failing(self.shape, nodes))


@dataclass(frozen=True, slots=True)
class And:
    """``sh:and``: value nodes conform to all of some shapes."""

    shapes: tuple[Shape, ...]
    component: str = SHACL + "AndConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the value nodes that do not conform to one."""
        nodes = values.nodes
        return values.violations(set[Term]().union(*(run.failing(shape, nodes) for shape in self.shapes)))


@dataclass(frozen=True, slots=True)
class Or:
    """``sh:or``: value nodes conform to at least one of some shapes."""

    shapes: tuple[Shape, ...]
    component: str = SHACL + "OrConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the value nodes that conform to none."""
        nodes: Set[Term] = values.nodes
        for shape in self.shapes:
            nodes = run.failing(shape, nodes)
        return values.violations(nodes)


@dataclass(frozen=True, slots=True)
class Xone:
    """``sh:xone``: value nodes conform to exactly one of some shapes."""

    shapes: tuple[Shape, ...]
    component: str = SHACL + "XoneConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the value nodes that conform to none or several."""
        nodes = values.nodes
        fulfilled = Counter[Term]()
        for shape in self.shapes:
            fulfilled.update(nodes - run.failing(shape, nodes))
        return values.violations({node for node in nodes if fulfilled[node] != 1})


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
