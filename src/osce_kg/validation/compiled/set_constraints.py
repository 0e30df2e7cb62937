"""Constraints on all value nodes of a focus node together, or beside other properties of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from osce_kg.validation.compiled.literal_conditions import in_relation
from osce_kg.validation.compiled.model import SHACL, ValueNodes, Violation
from osce_kg.validation.terms import Term, is_literal, literal_parts

if TYPE_CHECKING:
    from osce_kg.validation.compiled.run import Run


@dataclass(frozen=True, slots=True)
class MinCount:
    """``sh:minCount``: there are so many value nodes or more."""

    least: int
    component: str = SHACL + "MinCountConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the focus nodes with too few."""
        if self.least == 0:
            return []
        one, many = values.relation.one, values.relation.many
        too_few = values.foci - many.keys()
        too_few |= {focus for focus, found in many.items() if len(found) < self.least}
        return map(Violation, too_few - one.keys() if self.least == 1 else too_few)


@dataclass(frozen=True, slots=True)
class MaxCount:
    """``sh:maxCount``: there are so many value nodes or fewer."""

    most: int
    component: str = SHACL + "MaxCountConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the focus nodes with too many."""
        one, many = values.relation.one, values.relation.many
        if self.most == 0:
            return map(Violation, [*one, *many])
        return [Violation(focus) for focus, found in many.items() if len(found) > self.most]


@dataclass(frozen=True, slots=True)
class HasValue:
    """``sh:hasValue``: one of the value nodes is a certain term."""

    value: Term
    component: str = SHACL + "HasValueConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the focus nodes without it."""
        having = {focus for focus, _ in values.relation.pairs_to({self.value})}
        return map(Violation, values.foci - having)


@dataclass(frozen=True, slots=True)
class UniqueLang:
    """``sh:uniqueLang``: no two value nodes are in one language."""

    component: str = SHACL + "UniqueLangConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the focus nodes with two values in one language."""
        for focus, found in values.relation.many.items():
            languages = Counter(literal_parts(node).language.lower() for node in found if is_literal(node))
            if any(number > 1 for language, number in languages.items() if language):
                yield Violation(focus)


@dataclass(frozen=True, slots=True)
class Equals:
    """``sh:equals``: the value nodes are the values of another property."""

    predicate: Term
    component: str = SHACL + "EqualsConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the values that only one of the two has."""
        others = run.graph.forward(self.predicate, values.foci)
        for focus in values.foci:
            for value in {*values.relation.values(focus)} ^ {*others.values(focus)}:
                yield Violation(focus, value)


@dataclass(frozen=True, slots=True)
class Disjoint:
    """``sh:disjoint``: no value node is a value of another property."""

    predicate: Term
    component: str = SHACL + "DisjointConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the values that both have."""
        others = run.graph.forward(self.predicate, values.foci)
        return (Violation(focus, value) for focus, value in values.relation if value in others.values(focus))


@dataclass(frozen=True, slots=True)
class LessThan:
    """``sh:lessThan`` and ``sh:lessThanOrEquals``: value nodes are less than each value of another property.

    Attributes:
        operator: ``<`` or ``<=``, as in SPARQL.
    """

    component: str
    operator: str
    predicate: Term

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the value nodes that are not less than one of the others, or cannot be compared with it."""
        others = run.graph.forward(self.predicate, values.foci)
        pairs = {(value, other) for focus, value in values.relation for other in others.values(focus)}
        failing = pairs - in_relation(pairs, self.operator)
        return (
            Violation(focus, value)
            for focus, value in values.relation
            if any((value, other) in failing for other in others.values(focus))
        )


@dataclass(frozen=True, slots=True)
class Closed:
    """``sh:closed``: value nodes have no properties but some.

    Attributes:
        allowed: predicates of the shape's properties, and those that are ignored.
    """

    allowed: frozenset[Term]
    component: str = SHACL + "ClosedConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give each value of another property, with its predicate as path."""
        nodes = values.nodes
        for predicate in run.graph.predicates_at(nodes) - self.allowed:
            column = run.graph.forward(predicate, nodes)
            for focus, node in values.relation.pairs_to(column.lefts()):
                for value in column.values(node):
                    yield Violation(focus, value, predicate)
