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

_MOST_VALUES: Final = 1_000
"""Nodes that one step of a path leads to; what is said of a hub beyond them is not looked at."""
_DESCRIBED_VALUES: Final = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What a graph says of things, by key and property."""

    reader: StatementReader
    names: NameDirectory

    def values(self, key: str, prop: Property) -> list[Term]:
        """Return the values of a property of a thing, each once, sorted."""
        found = self._ends(ID[key], prop.alternatives)
        return sorted((term for term in found if self._is_in_range(term, prop.range)), key=_order)

    def subjects(self, value: str, prop: Property) -> list[str]:
        """Return the keys of things that have the thing ``value`` as value of a property, sorted."""
        backward = (
            tuple(Step(step.predicate, not step.is_inverse) for step in reversed(sequence))
            for sequence in prop.alternatives
        )
        keys = (key_of(term) for term in self._ends(ID[value], backward))
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

    def _is_in_range(self, term: Term, type_id: str | None) -> bool:
        if type_id is None:
            return True
        key = key_of(term)
        return key is not None and self.names.has_type(key, (type_id,))

    def _ends(self, start: URIRef, alternatives: Iterable[tuple[Step, ...]]) -> set[Term]:
        """Return where paths lead to."""
        ends: set[Term] = set()
        for steps in alternatives:
            here: set[Term] = {start}
            for step in steps:
                onward = (end for node in sorted(here, key=_order) for end in self._follow(node, step))
                here = set(islice(onward, _MOST_VALUES))
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
