"""The ontology, its shapes and queries → what the page shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from osce_kg.errors import InputError
from osce_kg.ontology.page.lookup import Lookup
from osce_kg.ontology.page.model import (
    ClassEntry,
    ConceptEntry,
    Documentation,
    Header,
    Link,
    OntologyPage,
    PropertyEntry,
    PropertyRow,
    Rule,
    TreeNode,
    Vocabulary,
)
from osce_kg.ontology.page.users import Queries, read_queries, rules_by_term
from osce_kg.reasoning.closure import read_ontology
from osce_kg.validation.shapes import load_shapes

_USED_ON: Final = URIRef("https://schema.org/domainIncludes")
_USED_WITH: Final = URIRef("https://schema.org/rangeIncludes")
_VANN: Final = "http://purl.org/vocab/vann/"
_KINDS: Final = {OWL.ObjectProperty: "relation", OWL.DatatypeProperty: "attribute"}
_WORD_START: Final = re.compile(r"(?<!^)(?=[A-Z])")
_CHARACTERISTICS: Final = {
    OWL.FunctionalProperty: "functional: at most one value",
    OWL.InverseFunctionalProperty: "inverse functional: the value has one subject",
    OWL.SymmetricProperty: "symmetric: holds both ways",
    OWL.AsymmetricProperty: "asymmetric: never holds both ways",
    OWL.TransitiveProperty: "transitive: parts of parts are parts",
    OWL.IrreflexiveProperty: "irreflexive: never to itself",
}
_ALIGNMENTS: Final = {
    RDFS.subClassOf: "is a",
    RDFS.subPropertyOf: "implies",
    OWL.equivalentClass: "same as",
    OWL.equivalentProperty: "same as",
    SKOS.exactMatch: "same as",
    SKOS.closeMatch: "close to",
}
_CONCEPT_LINKS: Final = {
    SKOS.broader: "broader",
    SKOS.related: "related",
    SKOS.exactMatch: "same as",
    SKOS.closeMatch: "close to",
}


def read_page(ontology: Path, shapes: Path, queries: Path) -> OntologyPage:
    """Collect what the page shows.

    Args:
        ontology: folder with ``osce-kg.ttl``, ``alignments.ttl``, ``vocabularies`` and ``examples``.
        shapes: folder of shapes.
        queries: folder with ``examples``, ``competency`` and ``rules``.

    Raises:
        InputError: a file cannot be read, or there is not one ontology.
    """
    graph = read_ontology(ontology, alignments=True)
    look = Lookup(graph)
    reader = _Reader(
        look,
        rules_by_term(load_shapes(shapes).graph),
        read_queries(queries),
        _examples(ontology / "examples", look),
        _ends_of_properties(look),
    )
    return reader.page(_ontology_iri(graph, ontology))


def _ontology_iri(graph: Graph, folder: Path) -> URIRef:
    """Return the IRI of the ontology that has a version; alignments have none."""
    versioned = [name for name in graph.subjects(OWL.versionIRI) if isinstance(name, URIRef)]
    if len(versioned) != 1:
        raise InputError(f"{len(versioned)} ontologies have an owl:versionIRI, not one", source=str(folder))
    return versioned[0]


class _Ends(NamedTuple):
    """The classes that a property leads from and to, whether that follows or is only meant."""

    subjects: frozenset[URIRef]
    values: frozenset[URIRef]


def _ends_of_properties(look: Lookup) -> dict[URIRef, _Ends]:
    """Return the ends of every property, by label; an inverse has those of its counterpart, turned round."""

    def ends(name: URIRef, *predicates: URIRef) -> frozenset[URIRef]:
        return frozenset(value for predicate in predicates for value in look.values(name, predicate))

    found: dict[URIRef, _Ends] = {}
    for name in sorted(
        (name for kind in _KINDS for name in look.of_kind(kind)), key=lambda name: look.naming(name).label
    ):
        subjects, values = ends(name, RDFS.domain, _USED_ON), ends(name, RDFS.range, _USED_WITH)
        for other in look.values(name, OWL.inverseOf):
            subjects = subjects or ends(other, RDFS.range, _USED_WITH)
            values = values or ends(other, RDFS.domain, _USED_ON)
        found[name] = _Ends(subjects, values)
    return found


def _examples(folder: Path, look: Lookup) -> dict[str, str]:
    """Return the example files by the class that each is for: ``office-holding.ttl`` is OfficeHolding's."""
    found = {}
    for name in look.of_kind(OWL.Class):
        local = look.naming(name).anchor
        file = folder / f"{_WORD_START.sub('-', local).lower()}.ttl"
        if file.is_file():
            found[local] = file.read_text(encoding="utf-8").strip()
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    look: Lookup
    rules: dict[str, tuple[Rule, ...]]
    queries: Queries
    examples: dict[str, str]
    ends: dict[URIRef, _Ends]

    def page(self, ontology: URIRef) -> OntologyPage:
        look = self.look
        classes = look.of_kind(OWL.Class)
        schemes = look.of_kind(SKOS.ConceptScheme)
        roots = [name for name in classes if not look.values(name, RDFS.subClassOf, ours=True)]
        return OntologyPage(
            header=self._header(ontology),
            tree=tuple(self._tree(root) for root in roots),
            classes=tuple(self._class(name) for name in classes),
            properties=tuple(self._property(name) for name in self.ends),
            vocabularies=tuple(self._vocabulary(scheme) for scheme in schemes),
            queries=self.queries.entries,
            counts={
                "classes": len(classes),
                "relations": len(look.of_kind(OWL.ObjectProperty)),
                "attributes": len(look.of_kind(OWL.DatatypeProperty)),
                "vocabularies": len(schemes),
                "concepts": len(look.of_kind(SKOS.Concept)),
            },
        )

    def _header(self, ontology: URIRef) -> Header:
        look = self.look
        return Header(
            naming=look.naming(ontology),
            description=look.text(ontology, DCTERMS.description),
            comment=look.text(ontology, RDFS.comment),
            version=look.text(ontology, OWL.versionInfo),
            version_iri=str(next(iter(look.values(ontology, OWL.versionIRI)), "")),
            licence=str(next(iter(look.values(ontology, DCTERMS.license)), "")),
            creator=look.text(ontology, DCTERMS.creator),
            prefix=look.text(ontology, URIRef(_VANN + "preferredNamespacePrefix")),
            namespace=look.text(ontology, URIRef(_VANN + "preferredNamespaceUri")),
            history=look.texts(ontology, SKOS.historyNote),
        )

    def _tree(self, name: URIRef) -> TreeNode:
        below = sorted(
            self.look.subjects(RDFS.subClassOf, name), key=lambda other: self.look.naming(other).label.lower()
        )
        return TreeNode(self.look.naming(name), tuple(self._tree(other) for other in below))

    def _documentation(self, name: URIRef) -> Documentation:
        look = self.look
        alignments: dict[str, tuple[Link, ...]] = {}
        for predicate, words in _ALIGNMENTS.items():
            if others := look.values(name, predicate, ours=False):
                alignments[words] = alignments.get(words, ()) + look.links(others)
        return Documentation(
            definition=look.text(name, SKOS.definition),
            notes=look.texts(name, SKOS.scopeNote),
            examples=look.texts(name, SKOS.example),
            alignments=alignments,
            rules=self.rules.get(str(name), ()),
            queries=self.queries.named.get(str(name), ()),
            is_deprecated=look.is_deprecated(name),
            replacements=look.links(look.values(name, DCTERMS.isReplacedBy)),
        )

    def _class(self, name: URIRef) -> ClassEntry:
        look = self.look
        above = look.superclasses(name)
        disjoint = {*look.values(name, OWL.disjointWith), *look.subjects(OWL.disjointWith, name)}
        used = {
            other: [link for link, ends in self.ends.items() if other in ends.subjects]
            for other in (name, *above)
        }
        leading = [link for link in self.ends if name in self.ends[link].values]
        return ClassEntry(
            naming=look.naming(name),
            documentation=self._documentation(name),
            above=tuple(look.link(other) for other in above),
            below=look.links(look.subjects(RDFS.subClassOf, name)),
            disjoint=look.links(disjoint),
            properties=tuple(self._row(link, self.ends[link].values) for link in used[name]),
            inherited={look.link(other): look.links(used[other]) for other in above if used[other]},
            incoming=tuple(self._row(link, self.ends[link].subjects) for link in leading),
            example=self.examples.get(look.naming(name).anchor, ""),
        )

    def _row(self, name: URIRef, ends: frozenset[URIRef]) -> PropertyRow:
        look = self.look
        return PropertyRow(look.link(name), look.links(ends), look.text(name, SKOS.definition))

    def _property(self, name: URIRef) -> PropertyEntry:
        look = self.look
        types = set(look.graph.objects(name, RDF.type))
        see_also = look.values(name, RDFS.seeAlso)
        return PropertyEntry(
            naming=look.naming(name),
            documentation=self._documentation(name),
            kind=next(words for kind, words in _KINDS.items() if kind in types),
            characteristics=tuple(words for kind, words in _CHARACTERISTICS.items() if kind in types),
            domain=look.links(look.values(name, RDFS.domain)),
            range=look.links(look.values(name, RDFS.range)),
            used_on=look.links(look.values(name, _USED_ON)),
            used_with=look.links(look.values(name, _USED_WITH)),
            inverse=look.links({*look.values(name, OWL.inverseOf), *look.subjects(OWL.inverseOf, name)}),
            above=look.links(look.values(name, RDFS.subPropertyOf, ours=True)),
            below=look.links(look.subjects(RDFS.subPropertyOf, name)),
            vocabulary=look.links(
                other for other in see_also if (other, RDF.type, SKOS.ConceptScheme) in look.graph
            ),
        )

    def _vocabulary(self, scheme: URIRef) -> Vocabulary:
        look = self.look
        order = {name: number for number, name in enumerate(look.values(scheme, SKOS.hasTopConcept))}
        concepts = sorted(
            look.subjects(SKOS.inScheme, scheme), key=lambda name: (order.get(name, len(order)), name)
        )
        return Vocabulary(
            naming=look.naming(scheme),
            description=look.text(scheme, DCTERMS.description),
            properties=look.links(look.subjects(RDFS.seeAlso, scheme)),
            concepts=tuple(self._concept(name) for name in concepts),
        )

    def _concept(self, name: URIRef) -> ConceptEntry:
        look = self.look
        links = {
            words: look.links(look.values(name, predicate)) for predicate, words in _CONCEPT_LINKS.items()
        }
        relations = look.of_kind(OWL.ObjectProperty)
        own = {look.naming(link).label: look.links(look.values(name, link)) for link in relations}
        return ConceptEntry(
            naming=look.naming(name),
            definition=look.text(name, SKOS.definition),
            notes=look.texts(name, SKOS.scopeNote),
            links={words: found for words, found in (links | own).items() if found},
        )
