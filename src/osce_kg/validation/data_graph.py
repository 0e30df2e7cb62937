"""A data graph in memory: one column of subjects and objects per predicate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, RDFS

from osce_kg.validation.relations import Relation
from osce_kg.validation.terms import Term, from_rdflib, iri, to_rdflib

TYPE = iri(str(RDF.type))
SUBCLASS = iri(str(RDFS.subClassOf))

Triple = tuple[Term, Term, Term]

_EMPTY = Relation()


class DataGraph:
    """Triples by predicate, each once. What is derived from them is kept until a triple is added."""

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
        """Add triples."""
        columns = self._columns
        for subject, predicate, value in triples:
            column = columns.get(predicate)
            if column is None:
                column = columns[predicate] = Relation()
            column.add(subject, value)
        self._inverses.clear()
        self._instances.clear()
        self._store = ox.Store()
        self._stored.clear()

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

    def to_rdflib(self) -> rdflib.Graph:
        """Return the triples as an rdflib graph."""
        graph = rdflib.Graph()
        for triple in self:
            subject, predicate, value = map(to_rdflib, triple)
            graph.add((subject, predicate, value))
        return graph
