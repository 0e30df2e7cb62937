"""Looking up what an ontology says of a term, with links to where the page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from osce_kg.namespaces import BASE, OKG, VOCAB, shorten
from osce_kg.ontology.page.model import Link, Naming

_LABELS: Final = (RDFS.label, SKOS.prefLabel, URIRef("http://purl.org/dc/terms/title"))
_SHORT: Final = {
    "http://semanticweb.cs.vu.nl/2009/11/sem/": "sem:",
    "http://www.cidoc-crm.org/cidoc-crm/": "crm:",
    "http://www.opengis.net/ont/geosparql#": "geo:",
    "http://data.europa.eu/m8g/": "cpov:",
    "http://linkedevents.org/ontology/": "lode:",
    "http://www.w3.org/2008/05/skos-xl#": "skosxl:",
}


@dataclass(frozen=True, slots=True)
class Lookup:
    """An ontology with its vocabularies and alignments."""

    graph: Graph

    def naming(self, node: URIRef) -> Naming:
        """Return how a term is called."""
        labels = {
            label.language or "": str(label)
            for predicate in _LABELS
            for label in self.literals(node, predicate)
        }
        ordered = dict(sorted(labels.items(), key=lambda pair: (pair[0] != "en", pair[0])))
        return Naming(str(node), anchor(node), short_name(node), ordered)

    def link(self, node: URIRef) -> Link:
        """Return a link to a term: on the page if it is ours, else to its own address."""
        if is_ours(node):
            return Link(self.naming(node).label, f"#{anchor(node)}")
        return Link(short_name(node), str(node))

    def links(self, nodes: Iterable[Node]) -> tuple[Link, ...]:
        """Return links to terms, sorted by text."""
        return tuple(sorted(self.link(node) for node in set(nodes) if isinstance(node, URIRef)))

    def values(self, node: URIRef, predicate: URIRef, *, ours: bool | None = None) -> list[URIRef]:
        """Return the IRIs that a property leads to, sorted; only ours or only those of others, if asked."""
        found = (value for value in self.graph.objects(node, predicate) if isinstance(value, URIRef))
        return sorted(value for value in found if ours is None or is_ours(value) == ours)

    def subjects(self, predicate: URIRef, node: URIRef) -> list[URIRef]:
        """Return the terms of ours that a property leads from, sorted."""
        return sorted(
            subject
            for subject in self.graph.subjects(predicate, node)
            if isinstance(subject, URIRef) and is_ours(subject)
        )

    def of_kind(self, kind: URIRef) -> list[URIRef]:
        """Return our terms of a kind, sorted by English label."""
        return sorted(self.subjects(RDF.type, kind), key=lambda node: self.naming(node).label.lower())

    def literals(self, node: URIRef, predicate: URIRef) -> list[Literal]:
        """Return the literal values of a property, English first."""
        found = [value for value in self.graph.objects(node, predicate) if isinstance(value, Literal)]
        return sorted(found, key=lambda text: (text.language != "en", text.language or "", str(text)))

    def texts(self, node: URIRef, predicate: URIRef) -> tuple[str, ...]:
        """Return the texts of a property, English first."""
        return tuple(str(text) for text in self.literals(node, predicate))

    def text(self, node: URIRef, predicate: URIRef) -> str:
        """Return the first text of a property, empty if there is none."""
        return next(iter(self.texts(node, predicate)), "")

    def superclasses(self, node: URIRef) -> list[URIRef]:
        """Return the superclasses of ours, the nearest first."""
        found: list[URIRef] = []
        waiting = self.values(node, RDFS.subClassOf, ours=True)
        while waiting:
            name = waiting.pop(0)
            if name not in found:
                found.append(name)
                waiting.extend(self.values(name, RDFS.subClassOf, ours=True))
        return found

    def is_deprecated(self, node: URIRef) -> bool:
        """Tell whether a term is kept for old data only."""
        return (node, OWL.deprecated, Literal(True)) in self.graph


def is_ours(node: URIRef) -> bool:
    """Tell whether a term is of this ontology or its vocabularies."""
    return node.startswith(str(OKG)) or node.startswith(str(VOCAB))


def anchor(node: URIRef) -> str:
    """Return the id of a term on the page: its local name, as in its IRI; of a concept, its path."""
    return node.removeprefix(str(OKG)).removeprefix(BASE)


def short_name(node: URIRef) -> str:
    """Return an IRI with a prefix, also with those of the vocabularies that only alignments name."""
    for namespace, prefix in _SHORT.items():
        if node.startswith(namespace):
            return prefix + node.removeprefix(namespace)
    return shorten(node)
