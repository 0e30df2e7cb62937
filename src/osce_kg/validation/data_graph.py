"""A data graph in memory: one column of subjects and objects per predicate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, RDFS

from osce_kg.validation.relations import Relation
from osce_kg.validation.terms import Term, Triple, from_rdflib, iri, to_rdflib

TYPE = iri(str(RDF.type))
SUBCLASS = iri(str(RDFS.subClassOf))

_EMPTY = Relation()


class DataGraph:
    """Triples by predicate, each once. What is derived from them is kept, and follows what comes and goes."""

    is_in_memory = True

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._columns: dict[Term, Relation] = {}
        self._inverses: dict[Term, Relation] = {}
        self._instances: dict[Term, frozenset[Term]] = {}
        self._store = ox.Store()
        self._stored: set[Term] = set()
        self.add(triples)

    @classmethod
    def of_rdflib(cls, graph: rdflib.Graph) -> DataGraph:
        """Return the triples of an rdflib graph."""
        return cls((from_rdflib(s), from_rdflib(p), from_rdflib(o)) for s, p, o in graph)

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples, each unless it is there."""
        if is_looked_at := bool(self._inverses or self._instances or self._stored):
            triples = [triple for triple in dict.fromkeys(triples) if not self.holds(triple)]
        columns = self._columns
        for subject, predicate, value in triples:
            column = columns.get(predicate)
            if column is None:
                column = columns[predicate] = Relation()
            column.add(subject, value)
        if is_looked_at:
            for subject, predicate, value in triples:
                if predicate in self._inverses:
                    self._inverses[predicate].add(value, subject)
            self._bring_up_to_date(triples, self._store.add)

    def remove(self, triples: Iterable[Triple]) -> None:
        """Take triples away; those that are not there are passed over."""
        triples = [triple for triple in dict.fromkeys(triples) if self.holds(triple)]
        for subject, predicate, value in triples:
            self._columns[predicate].remove(subject, value)
            if not self._columns[predicate]:
                del self._columns[predicate]
            if predicate in self._inverses:
                self._inverses[predicate].remove(value, subject)
        self._bring_up_to_date(triples, self._store.remove)
        # To the store, "02" is 2: what is left may be what it has just lost.
        left = [(s, p, value) for s, p, _ in triples for value in self.column(p).values(s)]
        self._bring_up_to_date(left, self._store.add)

    @contextmanager
    def including(self, triples: Iterable[Triple]) -> Iterator[None]:
        """Have some more triples for a while."""
        more = [triple for triple in dict.fromkeys(triples) if not self.holds(triple)]
        self.add(more)
        try:
            yield
        finally:
            self.remove(more)

    def holds(self, triple: Triple) -> bool:
        """Tell whether a triple is there."""
        subject, predicate, value = triple
        return value in self.column(predicate).values(subject)

    def __len__(self) -> int:
        return sum(map(len, self._columns.values()))

    def __iter__(self) -> Iterator[Triple]:
        for predicate, column in self._columns.items():
            for subject, value in column:
                yield subject, predicate, value

    def __contains__(self, node: object) -> bool:
        """Tell whether the node is the subject or the object of a triple."""
        return any(
            node in self.column(predicate) or node in self.inverse(predicate) for predicate in self._columns
        )

    def predicates(self) -> Set[Term]:
        """Return the predicates of all triples."""
        return self._columns.keys()

    def column(self, predicate: Term) -> Relation:
        """Return the relation of subjects to objects by a predicate; not to be changed."""
        return self._columns.get(predicate, _EMPTY)

    def inverse(self, predicate: Term) -> Relation:
        """Return the relation of objects to subjects by a predicate; not to be changed."""
        if predicate not in self._inverses:
            self._inverses[predicate] = self.column(predicate).inverse()
        return self._inverses[predicate]

    def forward(self, predicate: Term, nodes: Set[Term]) -> Relation:
        """Return the relation of some subjects to their objects by a predicate; not to be changed."""
        return self.column(predicate).restricted(nodes)

    def backward(self, predicate: Term, nodes: Set[Term]) -> Relation:
        """Return the relation of some objects to their subjects by a predicate; not to be changed."""
        return self.inverse(predicate).restricted(nodes)

    def predicates_at(self, nodes: Set[Term], *, backwards: bool = False) -> Set[Term]:
        """Return the predicates of all triples, those at the nodes among them."""
        return self.predicates()

    def subjects(self, predicate: Term) -> Set[Term]:
        """Return all subjects of a predicate."""
        return self.column(predicate).lefts()

    def objects(self, predicate: Term) -> Set[Term]:
        """Return all objects of a predicate."""
        return self.inverse(predicate).lefts()

    def subclasses(self, top: Term) -> Set[Term]:
        """Return a class and all its direct and indirect subclasses."""
        found, waiting = {top}, [top]
        below = self.inverse(SUBCLASS)
        while waiting:
            new = set(below.values(waiting.pop())) - found
            found |= new
            waiting += new
        return found

    def instances(self, of_class: Term) -> frozenset[Term]:
        """Return the instances of a class and its subclasses."""
        if of_class not in self._instances:
            members = self.inverse(TYPE)
            found = frozenset[Term]().union(*map(members.values, self.subclasses(of_class)))
            self._instances[of_class] = found
        return self._instances[of_class]

    def instances_among(self, of_class: Term, nodes: Set[Term]) -> Set[Term]:
        """Return those of the nodes that are instances of a class or of one of its subclasses."""
        return nodes & self.instances(of_class)

    def store(self, predicates: Iterable[Term] | None) -> ox.Store:
        """Return a store for queries over the triples of some predicates; it may hold others, too.

        Args:
            predicates: those that the query names; None for all.
        """
        wanted = self._columns.keys() if predicates is None else self._columns.keys() & set(predicates)
        for predicate in sorted(wanted - self._stored):
            lines = "".join(f"{subject} {predicate} {value} .\n" for subject, value in self.column(predicate))
            # Parsed apart from the store, whose own loader would give blank nodes new names.
            self._store.extend(ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
            self._stored.add(predicate)
        return self._store

    def _bring_up_to_date(self, triples: Iterable[Triple], change: Callable[[ox.Quad], None]) -> None:
        """Let the instances and the store follow triples that came or went."""
        if any(predicate in (TYPE, SUBCLASS) for _, predicate, _ in triples):
            self._instances.clear()
        lines = [" ".join((*triple, ".\n")) for triple in triples if triple[1] in self._stored]
        for quad in ox.parse("".join(lines), format=ox.RdfFormat.N_TRIPLES):
            change(quad)

    def to_rdflib(self) -> rdflib.Graph:
        """Return the triples as an rdflib graph."""
        graph = rdflib.Graph()
        for triple in self:
            subject, predicate, value = map(to_rdflib, triple)
            graph.add((subject, predicate, value))
        return graph
