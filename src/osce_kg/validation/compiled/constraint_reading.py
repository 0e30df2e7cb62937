"""SHACL Core in a shapes graph → constraints: a table of the parameters and of what each demands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from osce_kg.errors import InputError
from osce_kg.validation.compiled import set_constraints as sets
from osce_kg.validation.compiled import shape_constraints as nested
from osce_kg.validation.compiled import value_constraints as each
from osce_kg.validation.compiled.literal_conditions import is_supported_pattern
from osce_kg.validation.compiled.model import SHACL, Constraint, NotCoveredError, Shape
from osce_kg.validation.terms import Term, from_rdflib

_KINDS: Final = frozenset(
    {"BlankNode", "IRI", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"}
)
_TRUE: Final = Literal(True)


def read_constraints(graph: Graph, node: Node, shape_of: Callable[[Node], Shape]) -> Iterator[Constraint]:
    """Give the constraints of SHACL Core that a shape has.

    Args:
        shape_of: gives the shape that another node is.

    Raises:
        InputError: a parameter has a value that it cannot have.
        NotCoveredError: only another engine can check one of them.
    """
    reader = _Reader(graph, node, shape_of)
    for parameter in sorted(_READERS.keys() & graph.predicates(node, None)):
        values = sorted(graph.objects(node, parameter), key=from_rdflib)
        if len(values) > 1 and parameter in _SINGLE:
            raise InputError(f"the shape {node.n3()} has several {_short(parameter)}")
        for value in values:
            yield from _READERS[parameter](reader, value)


@dataclass(frozen=True, slots=True)
class _Reader:
    graph: Graph
    node: Node
    shape_of: Callable[[Node], Shape]

    def error(self, parameter: URIRef, wanted: str) -> InputError:
        return InputError(f"the value of {_short(parameter)} of the shape {self.node.n3()} is not {wanted}")

    def integer(self, parameter: URIRef, value: Node) -> int:
        if isinstance(value, Literal) and isinstance(value.value, int) and value.value >= 0:
            return int(value.value)
        raise self.error(parameter, "a whole number from 0")

    def iri(self, parameter: URIRef, value: Node) -> Term:
        if isinstance(value, URIRef):
            return from_rdflib(value)
        raise self.error(parameter, "an IRI")

    def text(self, parameter: URIRef, value: Node) -> str:
        if isinstance(value, Literal):
            return str(value)
        raise self.error(parameter, "a text")

    def items(self, parameter: URIRef, head: Node) -> tuple[Node, ...]:
        try:
            return tuple(self.graph.items(head))
        except ValueError as error:
            raise self.error(parameter, "a list that ends") from error

    def shapes(self, parameter: URIRef, head: Node) -> tuple[Shape, ...]:
        members = self.items(parameter, head)
        if not members:
            raise self.error(parameter, "a list of shapes")
        return tuple(map(self.shape_of, members))

    def require_path(self, parameter: URIRef) -> None:
        if (self.node, SH.path, None) not in self.graph:
            raise InputError(
                f"the node shape {self.node.n3()} has {_short(parameter)}, which is for property shapes"
            )


_Read: TypeAlias = Callable[[_Reader, Node], Iterator[Constraint]]


def _short(parameter: URIRef) -> str:
    return "sh:" + parameter.removeprefix(SHACL)


def _class(reader: _Reader, value: Node) -> Iterator[Constraint]:
    yield each.Class(reader.iri(SH["class"], value))


def _datatype(reader: _Reader, value: Node) -> Iterator[Constraint]:
    yield each.Datatype(reader.iri(SH.datatype, value)[1:-1])


def _node_kind(reader: _Reader, value: Node) -> Iterator[Constraint]:
    kind = str(value).removeprefix(SHACL)
    if kind not in _KINDS:
        raise reader.error(SH.nodeKind, "a kind of node")
    yield each.NodeKind(kind)


def _in(reader: _Reader, value: Node) -> Iterator[Constraint]:
    yield each.In(frozenset(map(from_rdflib, reader.items(SH["in"], value))))


def _language_in(reader: _Reader, value: Node) -> Iterator[Constraint]:
    languages = [reader.text(SH.languageIn, language) for language in reader.items(SH.languageIn, value)]
    yield each.LanguageIn(tuple(language.lower() for language in languages))


def _pattern(reader: _Reader, value: Node) -> Iterator[Constraint]:
    flags = str(reader.graph.value(reader.node, SH.flags) or "")
    pattern = reader.text(SH.pattern, value)
    if not is_supported_pattern(pattern, flags):
        raise NotCoveredError("it has a regular expression that needs backtracking")
    yield each.Pattern(pattern, flags)


def _length(parameter: URIRef, constraint: Callable[[int], Constraint]) -> _Read:
    def read(reader: _Reader, value: Node) -> Iterator[Constraint]:
        yield constraint(reader.integer(parameter, value))

    return read


def _count(parameter: URIRef, constraint: Callable[[int], Constraint]) -> _Read:
    def read(reader: _Reader, value: Node) -> Iterator[Constraint]:
        reader.require_path(parameter)
        yield constraint(reader.integer(parameter, value))

    return read


def _range(parameter: URIRef, component: str, operator: str) -> _Read:
    def read(reader: _Reader, value: Node) -> Iterator[Constraint]:
        reader.text(parameter, value)
        yield each.Range(f"{SHACL}{component}ConstraintComponent", operator, from_rdflib(value))

    return read


def _unique_lang(reader: _Reader, value: Node) -> Iterator[Constraint]:
    reader.require_path(SH.uniqueLang)
    if value == _TRUE:
        yield sets.UniqueLang()


def _has_value(reader: _Reader, value: Node) -> Iterator[Constraint]:
    yield sets.HasValue(from_rdflib(value))


def _equals(reader: _Reader, value: Node) -> Iterator[Constraint]:
    yield sets.Equals(reader.iri(SH.equals, value))


def _disjoint(reader: _Reader, value: Node) -> Iterator[Constraint]:
    yield sets.Disjoint(reader.iri(SH.disjoint, value))


def _less_than(parameter: URIRef, component: str, operator: str) -> _Read:
    def read(reader: _Reader, value: Node) -> Iterator[Constraint]:
        reader.require_path(parameter)
        yield sets.LessThan(f"{SHACL}{component}ConstraintComponent", operator, reader.iri(parameter, value))

    return read


def _closed(reader: _Reader, value: Node) -> Iterator[Constraint]:
    if value != _TRUE:
        return
    graph, node = reader.graph, reader.node
    own = {path for shape in graph.objects(node, SH.property) for path in graph.objects(shape, SH.path)}
    ignored = [reader.items(SH.ignoredProperties, head) for head in graph.objects(node, SH.ignoredProperties)]
    yield sets.Closed(frozenset(map(from_rdflib, own.union(*ignored))))


def _property(reader: _Reader, value: Node) -> Iterator[Constraint]:
    shape = reader.shape_of(value)
    if shape.path is None:
        raise reader.error(SH.property, "a property shape")
    yield nested.PropertyShape(shape)


def _node(reader: _Reader, value: Node) -> Iterator[Constraint]:
    shape = reader.shape_of(value)
    if shape.path is not None:
        raise reader.error(SH.node, "a node shape")
    yield nested.Node(shape)


def _not(reader: _Reader, value: Node) -> Iterator[Constraint]:
    yield nested.Not(reader.shape_of(value))


def _of_list(parameter: URIRef, constraint: Callable[[tuple[Shape, ...]], Constraint]) -> _Read:
    def read(reader: _Reader, value: Node) -> Iterator[Constraint]:
        yield constraint(reader.shapes(parameter, value))

    return read


def _qualified(reader: _Reader, value: Node) -> Iterator[Constraint]:
    graph, node = reader.graph, reader.node
    if (node, SH.path, None) not in graph:
        return  # SHACL ignores it on a node shape
    shape = reader.shape_of(value)
    siblings: set[Node] = set()
    if (node, SH.qualifiedValueShapesDisjoint, _TRUE) in graph:
        parents = graph.subjects(SH.property, node)
        beside = {other for parent in parents for other in graph.objects(parent, SH.property)}
        siblings = {found for other in beside for found in graph.objects(other, SH.qualifiedValueShape)}
    others = tuple(reader.shape_of(sibling) for sibling in sorted(siblings - {value}, key=from_rdflib))
    for parameter, component in (
        (SH.qualifiedMinCount, "QualifiedMinCount"),
        (SH.qualifiedMaxCount, "QualifiedMaxCount"),
    ):
        for bound in graph.objects(node, parameter):
            number = reader.integer(parameter, bound)
            least, most = (number, None) if parameter == SH.qualifiedMinCount else (None, number)
            yield nested.QualifiedCount(f"{SHACL}{component}ConstraintComponent", shape, others, least, most)


_READERS: Final[Mapping[URIRef, _Read]] = {
    SH["class"]: _class,
    SH.datatype: _datatype,
    SH.nodeKind: _node_kind,
    SH["in"]: _in,
    SH.languageIn: _language_in,
    SH.pattern: _pattern,
    SH.minLength: _length(SH.minLength, each.MinLength),
    SH.maxLength: _length(SH.maxLength, each.MaxLength),
    SH.minExclusive: _range(SH.minExclusive, "MinExclusive", ">"),
    SH.minInclusive: _range(SH.minInclusive, "MinInclusive", ">="),
    SH.maxExclusive: _range(SH.maxExclusive, "MaxExclusive", "<"),
    SH.maxInclusive: _range(SH.maxInclusive, "MaxInclusive", "<="),
    SH.minCount: _count(SH.minCount, sets.MinCount),
    SH.maxCount: _count(SH.maxCount, sets.MaxCount),
    SH.uniqueLang: _unique_lang,
    SH.hasValue: _has_value,
    SH.equals: _equals,
    SH.disjoint: _disjoint,
    SH.lessThan: _less_than(SH.lessThan, "LessThan", "<"),
    SH.lessThanOrEquals: _less_than(SH.lessThanOrEquals, "LessThanOrEquals", "<="),
    SH.closed: _closed,
    SH.property: _property,
    SH.node: _node,
    SH["not"]: _not,
    SH["and"]: _of_list(SH["and"], nested.And),
    SH["or"]: _of_list(SH["or"], nested.Or),
    SH.xone: _of_list(SH.xone, nested.Xone),
    SH.qualifiedValueShape: _qualified,
}
_SINGLE: Final = frozenset(
    {
        SH.datatype,
        SH.nodeKind,
        SH["in"],
        SH.languageIn,
        SH.minLength,
        SH.maxLength,
        SH.minCount,
        SH.maxCount,
        SH.uniqueLang,
        SH.closed,
    }
)
