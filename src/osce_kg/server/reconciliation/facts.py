"""Looking up in the graph what the properties of things are: bounded, by pattern, without any query text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rdflib.term import URIRef

from osce_kg.namespaces import ID, OKG
from osce_kg.searching import NameDirectory, ancestors
from osce_kg.server.labels import label_of, property_label
from osce_kg.server.reconciliation.properties import DESCRIBING, Property, Step, property_named
from osce_kg.store import StatementReader
from osce_kg.store.interface import Term

MOST_NODES: Final = 1_000
"""Nodes that one step of a path leads to, where an estimate is enough: of a hub, not all is looked at."""
_DESCRIBED_VALUES: Final = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What a graph says of things, by key and property."""

    reader: StatementReader
    names: NameDirectory

    def values(self, key: str, prop: Property, most: int | None = MOST_NODES) -> list[Term]:
        """Return the values of a property of a thing, each once, sorted.

        Args:
            key: of the thing.
            prop: the property.
            most: nodes that one step of the path may lead to, the others being left out; None for no limit.
        """
        found = self._ends(ID[key], prop.alternatives, most)
        return sorted((term for term in found if self._is_in(term, prop.ranges)), key=_order)

    def subjects(self, value: str, prop: Property) -> list[str]:
        """Return the keys of things that have the thing ``value`` as value of a property, sorted."""
        backward = (
            tuple(Step(step.predicate, not step.is_inverse) for step in reversed(sequence))
            for sequence in prop.alternatives
        )
        keys = (key_of(term) for term in self._ends(ID[value], backward, MOST_NODES))
        return sorted(key for key in keys if key is not None and self.names.has_type(key, prop.types))

    def label(self, term: Term) -> str:
        """Return the text by which a value is shown."""
        return label_of(self.reader, term) if isinstance(term, URIRef) else str(term)

    def name(self, key: str) -> str:
        """Return the name of a thing."""
        return label_of(self.reader, ID[key])

    def described_types(self, key: str) -> list[dict[str, str]]:
        """Return the types of a thing, as the protocol writes them."""
        return [described_type(self.reader, type_id) for type_id in self.names.types_of(key)]

    def description(self, key: str) -> str:
        """Return a line that tells a thing from others of its name; "" if nothing is known."""
        described = DESCRIBING[ancestors(self.names.types_of(key)[0])[-1]]
        properties = filter(None, map(property_named, described))
        labels = (
            self.label(term) for prop in properties for term in self.values(key, prop)[:_DESCRIBED_VALUES]
        )
        return "; ".join(dict.fromkeys(labels))

    def _is_in(self, term: Term, ranges: tuple[str, ...]) -> bool:
        key = key_of(term)
        # A group without a name is in no directory, and a value all the same.
        return key is None or not self.names.types_of(key) or self.names.has_type(key, ranges)

    def _ends(self, start: URIRef, alternatives: Iterable[tuple[Step, ...]], most: int | None) -> set[Term]:
        """Return where paths lead to."""
        ends: set[Term] = set()
        for steps in alternatives:
            here: set[Term] = {start}
            for step in steps:
                onward = (end for node in sorted(here, key=_order) for end in self._follow(node, step))
                here = set(islice(onward, most))
            ends |= here
        return ends

    def _follow(self, node: Term, step: Step) -> Iterator[Term]:
        if step.is_inverse:
            for statement in self.reader.quads(predicate=step.predicate, value=node):
                yield statement.subject
        elif isinstance(node, URIRef):
            for statement in self.reader.quads(subject=node, predicate=step.predicate):
                yield statement.object


def key_of(term: Term) -> str | None:
    """Return the key of a thing of this graph; None for other IRIs and for texts."""
    return term.removeprefix(ID) if isinstance(term, URIRef) and term.startswith(ID) else None


def _order(term: Term) -> tuple[str, str]:
    return str(term), getattr(term, "language", None) or ""


def described_type(reader: StatementReader, type_id: str) -> dict[str, str]:
    """Return a type, as the protocol writes it."""
    return {"id": type_id, "name": property_label(reader, OKG[type_id])}
