"""The data graph that a store on disk holds, read as far as nodes are asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Final, TypeAlias, cast

import pyoxigraph as ox

from osce_kg.errors import InputError
from osce_kg.validation.data_graph import SUBCLASS, TYPE
from osce_kg.validation.relations import Relation
from osce_kg.validation.sources import told_as_bad_input
from osce_kg.validation.terms import Term, Triple, is_literal, to_oxigraph

_UNION: Final = ox.DefaultGraph()
"""Stores of builds keep a copy of each triple here, once for all graphs that hold it."""

_Pattern: TypeAlias = tuple[ox.NamedNode | None, ox.NamedNode | None, ox.NamedNode | ox.Literal | None]


class StoreGraph:
    """The triples in the default graph of a store that nobody changes.

    What was read is kept, so that it is read once; :meth:`forget` lets go of it. The class tree may come from
    elsewhere.
    """

    is_in_memory = False

    def __init__(self, store: ox.Store, class_tree: Iterable[Triple] = ()) -> None:
        """``class_tree``: classes and their superclasses, besides those that the store tells of."""
        self._store = store
        self._class_tree = Relation.of_pairs((higher, lower) for lower, _, higher in class_tree)
        self._subclasses: dict[Term, frozenset[Term]] = {}
        self.forget()

    def forget(self) -> None:
        """Let go of what was read."""
        self._forward: defaultdict[Term, _Column] = defaultdict(_Column)
        self._backward: defaultdict[Term, _Column] = defaultdict(_Column)
        self._members: defaultdict[Term, set[Term]] = defaultdict(set)
        self._described: set[Term] = set()  # all triples with these as subject are known

    def parts(self, dump: Path, size: int) -> Iterator[frozenset[Term]]:
        """Give all subjects in parts, those of a part with all their triples at hand.

        Args:
            dump: the same triples as sorted N-Triples, which are read many times faster than the store.
            size: triples of a part, or a few more.

        Raises:
            InputError: the dump cannot be read, or is not that.
        """
        part: set[Term] = set()
        subject, triples, before = "", 0, ""
        for line in _lines(dump):
            if line <= before or not line.endswith(" .\n"):
                raise InputError("these are not sorted N-Triples", source=str(dump))
            before = line
            its_subject, predicate, value = line.split(" ", 2)
            if its_subject != subject:
                if triples >= size:
                    self._described |= part
                    yield frozenset(part)
                    part, triples = set(), 0
                subject = its_subject
                part.add(subject)
            self._add(subject, predicate, value[:-3])
            triples += 1
        self._described |= part
        yield frozenset(part)

    def describe(self, nodes: Set[Term]) -> None:
        """Have all triples at hand that have one of the nodes as subject."""
        missing = nodes - self._described
        for node in missing:
            for quad in self._quads(node, None, None):
                self._add(node, str(quad.predicate), str(quad.object))
        self._described |= missing

    def __contains__(self, node: object) -> bool:
        """Tell whether the node is the subject or the object of a triple."""
        return isinstance(node, str) and (
            self.is_subject(node) or next(self._quads(None, None, node), None) is not None
        )

    def is_subject(self, node: Term) -> bool:
        """Tell whether the node is the subject of a triple."""
        return next(self._quads(node, None, None), None) is not None

    def holds(self, triple: Triple) -> bool:
        """Tell whether a triple is there."""
        return next(self._quads(*triple), None) is not None

    def forward(self, predicate: Term, nodes: Set[Term]) -> Relation:
        """Return the relation of some subjects to their objects by a predicate."""
        column = self._forward[predicate]
        if not nodes <= self._described:
            missing = nodes - column.known - self._described
            for node in missing:
                for quad in self._quads(node, predicate, None):
                    self._add(node, predicate, str(quad.object))
            column.known |= missing
        return column.relation.selected(nodes)

    def backward(self, predicate: Term, nodes: Set[Term]) -> Relation:
        """Return the relation of some objects to their subjects by a predicate."""
        column = self._backward[predicate]
        missing = nodes - column.known
        for node in missing:
            for quad in self._quads(None, predicate, node):
                column.relation.add(node, str(quad.subject))
        column.known |= missing
        return column.relation.selected(nodes)

    def predicates_at(self, nodes: Set[Term], *, backwards: bool = False) -> Set[Term]:
        """Return the predicates of the triples that have one of the nodes as subject; perhaps some more."""
        if not backwards:
            self.describe(nodes)
            return self._forward.keys()
        return {str(quad.predicate) for node in nodes for quad in self._quads(None, None, node)}

    def instances_among(self, of_class: Term, nodes: Set[Term]) -> Set[Term]:
        """Return those of the nodes that are instances of a class or of one of its subclasses."""
        if not nodes <= self._described:
            self.forward(TYPE, nodes)
        kinds = self._subclasses_of(of_class)
        return set[Term]().union(*(self._members[kind] & nodes for kind in kinds & self._members.keys()))

    def subjects(self, predicate: Term) -> Set[Term]:
        """Return all subjects of a predicate; they are not kept."""
        return {str(quad.subject) for quad in self._quads(None, predicate, None)}

    def objects(self, predicate: Term) -> Set[Term]:
        """Return all objects of a predicate; they are not kept."""
        return {str(quad.object) for quad in self._quads(None, predicate, None)}

    def instances(self, of_class: Term) -> Set[Term]:
        """Return all instances of a class and its subclasses; they are not kept."""
        kinds = self._subclasses_of(of_class)
        return {str(quad.subject) for kind in kinds for quad in self._quads(None, TYPE, kind)}

    def store(self, predicates: Iterable[Term] | None) -> ox.Store:
        """Return the store, whose default graph has all triples."""
        return self._store

    def _subclasses_of(self, top: Term) -> frozenset[Term]:
        if top not in self._subclasses:
            found, new = {top}, {top}
            while new:
                below = self.backward(SUBCLASS, new).rights() | self._class_tree.selected(new).rights()
                new = below - found
                found |= new
            self._subclasses[top] = frozenset(found)
        return self._subclasses[top]

    def _add(self, subject: Term, predicate: Term, value: Term) -> None:
        self._forward[predicate].relation.add(subject, value)
        if predicate == TYPE:
            self._members[value].add(subject)

    def _quads(self, subject: Term | None, predicate: Term | None, value: Term | None) -> Iterator[ox.Quad]:
        """Give the triples with these terms, None standing for any; no literal is a subject."""
        if subject is not None and is_literal(subject):
            return iter(())
        terms = (None if term is None else to_oxigraph(term) for term in (subject, predicate, value))
        return self._store.quads_for_pattern(*cast(_Pattern, tuple(terms)), _UNION)


def _lines(path: Path) -> Iterator[str]:
    try:
        with told_as_bad_input(str(path)), path.open(encoding="utf-8", newline="\n") as file:
            yield from file
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8 text", source=str(path)) from error


class _Column:
    """What is known of a predicate, in one direction.

    Attributes:
        known: nodes all of whose pairs are in the relation.
    """

    __slots__ = ("known", "relation")

    def __init__(self) -> None:
        self.relation = Relation()
        self.known: set[Term] = set()
