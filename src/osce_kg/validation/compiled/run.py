"""One validation of one graph: shapes and focus nodes → results."""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from typing import Final

from osce_kg.validation.compiled.model import Shape, ValueConstraint, ValueNodes, Violation
from osce_kg.validation.compiled.paths import follow
from osce_kg.validation.compiled.shape_constraints import PropertyShape
from osce_kg.validation.findings import Message, Result
from osce_kg.validation.graph_reader import GraphReader
from osce_kg.validation.terms import Term

_FEW_OF_ALL: Final = 200
_FEW_OF_SOME: Final = 2_000


class Run:
    """Checks shapes, and remembers which nodes it has checked against which shape.

    Attributes:
        few: so many focus nodes are named to a query that could find them by itself.
    """

    def __init__(self, graph: GraphReader, *, of_all: bool = True) -> None:
        """``of_all``: all focus nodes are checked, so that most of what queries find is wanted."""
        self.graph = graph
        self.few: float = _FEW_OF_ALL if of_all else _FEW_OF_SOME
        if not graph.is_in_memory:  # no query is to look at all there is
            self.few = math.inf
        self._checked: dict[Shape, set[Term]] = {}
        self._failing: dict[Shape, set[Term]] = {}

    def results(self, shape: Shape, foci: Set[Term]) -> Iterator[Result]:
        """Give the results of validating focus nodes against a shape."""
        if not foci:
            return
        values = self._value_nodes(shape, foci)
        for constraint in shape.constraints:
            if isinstance(constraint, PropertyShape):
                yield from self.results(constraint.shape, values.nodes)
            else:
                for violation in constraint.violations(values, self):
                    yield _result(shape, constraint.component, violation)

    def failing(self, shape: Shape, nodes: Set[Term]) -> Set[Term]:
        """Return the nodes that do not conform to a shape."""
        checked = self._checked.setdefault(shape, set())
        failing = self._failing.setdefault(shape, set())
        new = nodes - checked
        if new:
            values = self._value_nodes(shape, new)
            for constraint in shape.constraints:
                if isinstance(constraint, ValueConstraint):
                    failing |= values.foci_of(constraint.failing(values.nodes, self))
                else:
                    failing.update(violation.focus for violation in constraint.violations(values, self))
        checked |= new
        return nodes & failing

    def _value_nodes(self, shape: Shape, foci: Set[Term]) -> ValueNodes:
        if shape.path is None:
            return ValueNodes(foci)
        return ValueNodes(foci, follow(shape.path, foci, self.graph))


def _result(shape: Shape, component: str, violation: Violation) -> Result:
    name = component.rpartition("#")[2].removesuffix("ConstraintComponent")
    return Result(
        severity=shape.severity,
        focus=violation.focus,
        shape=shape.node,
        component=component,
        path=violation.path or shape.path_text,
        value=violation.value or "",
        messages=violation.messages or shape.messages or (Message(f"does not fulfil {name}"),),
    )
