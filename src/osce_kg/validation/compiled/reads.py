"""Which triples a shape reads, and by which way it comes to them from a focus node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from osce_kg.validation.compiled.model import Constraint, NotCoveredError, Shape
from osce_kg.validation.compiled.paths import Alternative, Optional, Path, Repeated, Sequence, Step, inverse
from osce_kg.validation.compiled.set_constraints import Closed, Disjoint, Equals, LessThan
from osce_kg.validation.compiled.shape_constraints import (
    And,
    Node,
    Not,
    Or,
    PropertyShape,
    QualifiedCount,
    Xone,
)
from osce_kg.validation.compiled.sparql_constraints import AskConstraint, SelectConstraint
from osce_kg.validation.compiled.value_constraints import Class
from osce_kg.validation.data_graph import TYPE
from osce_kg.validation.terms import Term, is_iri

if TYPE_CHECKING:
    from osce_kg.validation.compiled.query_patterns import TriplePattern

Way = tuple[Path, ...]
"""Paths, one after the other."""

_MOST_WAYS = 200
"""A query whose patterns hang together in more ways is not followed."""


class Read(NamedTuple):
    """Triples that a shape reads, looked at from one of their ends.

    Attributes:
        way: from a focus node to the node whose triples they are; None if that is any node.
        step: their predicate, and whether that node is their subject or their object.
        having: predicates and objects that the node has besides, or it is not looked at.
    """

    way: Way | None
    step: Step
    having: frozenset[tuple[Term, Term]] = frozenset()


Reads = frozenset[Read]
"""Several ways to the same triples: only focus nodes from which all of them lead there read a triple."""


def reads_of(shape: Shape, way: Way = ()) -> Iterator[Reads]:
    """Give all that a shape, and the shapes that it refers to, read; some of it several times.

    Args:
        way: from the focus node of another shape to the focus node of this one.

    Raises:
        NotCoveredError: that cannot be told.
    """
    values = way if shape.path is None else (*way, shape.path)
    if shape.path is not None:
        yield from map(_alone, _along(shape.path, way))
    for constraint in shape.constraints:
        yield from _of_constraint(constraint, way, values)


def _alone(read: Read) -> Reads:
    return frozenset({read})


def _of_constraint(constraint: Constraint, foci: Way, values: Way) -> Iterator[Reads]:
    match constraint:
        case Class():
            yield _alone(Read(values, Step(TYPE)))
        case Equals(predicate) | Disjoint(predicate) | LessThan(_, _, predicate):
            yield _alone(Read(foci, Step(predicate)))
        case Closed():
            yield _alone(Read(values, Step(None)))
        case PropertyShape(shape) | Node(shape) | Not(shape):
            yield from reads_of(shape, values)
        case And(shapes) | Or(shapes) | Xone(shapes):
            for shape in shapes:
                yield from reads_of(shape, values)
        case QualifiedCount(_, shape, siblings):
            for member in (shape, *siblings):
                yield from reads_of(member, values)
        case SelectConstraint(query):
            yield from reads_of_query(query.text, {"?this": foci})
        case AskConstraint(query):
            yield from reads_of_query(query.text, {"?this": foci, "?value": values})


def _along(path: Path, way: Way) -> Iterator[Read]:
    """Give what is read by following a path."""
    match path:
        case Step():
            yield Read(way, path)
        case Sequence(parts):
            for number, part in enumerate(parts):
                yield from _along(part, (*way, *parts[:number]))
        case Alternative(branches):
            for branch in branches:
                yield from _along(branch, way)
        case Repeated(inner, _):
            yield from _along(inner, (*way, Repeated(inner, 0)))
        case Optional(inner):
            yield from _along(inner, way)


def reads_of_query(query: str, known: dict[str, Way]) -> Iterator[Reads]:
    """Give what the patterns of a query read; ``known`` has the ways to the variables that are bound before.

    What matches a pattern is in a solution with what matches the others that hold with it, so that each way
    to it by those leads from the focus node.

    Raises:
        InputError: the query does not parse.
        NotCoveredError: what it reads cannot be told.
    """
    from osce_kg.validation.compiled.query_patterns import triple_patterns  # loads a parser of SPARQL, slowly

    for pattern in (patterns := triple_patterns(query)):
        others = [other for other in patterns if other is not pattern and pattern.holds_with(other)]
        ends = ((pattern.subject, pattern.path), (pattern.value, inverse(pattern.path)))
        ways: list[tuple[Way | None, str, Path]] = [
            (way, end, path) for end, path in ends for way in _ways(end, others, known)
        ]
        # What hangs together with the focus node by a filter alone is looked at wherever it is.
        reads = [
            read
            for way, end, path in ways or [(None, *ends[0])]
            for read in _from(end, way, path, [pattern, *others])
        ]
        # Of the steps of a longer path, only those of one way are the same triples.
        yield from [frozenset(reads)] if isinstance(pattern.path, Step) else map(_alone, reads)


def _from(end: str, way: Way | None, path: Path, patterns: Iterable[TriplePattern]) -> Iterator[Read]:
    """Give what is read by following a path of a query from one of its variables."""
    having = {
        (other.path.predicate, other.value)
        for other in patterns
        if other.subject == end and isinstance(other.path, Step) and not other.path.backwards
        if other.path.predicate is not None and is_iri(other.value)
    }
    for read in _along(path, way or ()):
        at_end = read.way == (way or ())
        yield Read(None if way is None else read.way, read.step, frozenset(having) if at_end else frozenset())


def _ways(end: str, patterns: Iterable[TriplePattern], known: dict[str, Way]) -> list[Way]:
    """Return the ways to a variable by patterns that share variables, none of them twice.

    Raises:
        NotCoveredError: there are too many.
    """
    if not _is_variable(end):
        return []
    found: list[Way] = []
    waiting: list[tuple[str, Way, frozenset[str]]] = [(end, (), frozenset({end}))]
    while waiting:
        node, onwards, passed = waiting.pop()
        if node in known:
            found.append((*known[node], *onwards))
            continue
        for subject, path, value, _ in patterns:
            for here, there, step in ((value, subject, path), (subject, value, inverse(path))):
                if here == node and _is_variable(there) and there not in passed:
                    waiting.append((there, (step, *onwards), passed | {there}))
        if len(found) + len(waiting) > _MOST_WAYS:
            raise NotCoveredError("the patterns of a query hang together in too many ways")
    return found


def _is_variable(name: str) -> bool:
    return name[0] in "?_"
