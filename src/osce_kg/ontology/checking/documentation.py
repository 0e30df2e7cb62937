"""Documentation: labels, definitions, examples and origin of terms; notations and labels of concepts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from osce_kg.namespaces import shorten
from osce_kg.ontology.checking.material import KINDS, Fault, Material

_DEFINITIONS: Final = (SKOS.definition, RDFS.comment)


def check_labels(material: Material) -> Iterator[Fault]:
    """Every term has one label in each language."""
    for term in material.terms():
        yield from _one_in_each_language(material, term, RDFS.label)


def check_distinct_labels(material: Material) -> Iterator[Fault]:
    """No two terms of one kind, and no two concepts of one vocabulary, have the same label."""
    graph = material.sources.everything
    groups = [
        (RDFS.label, [term for term in material.terms() if (term, RDF.type, kind) in graph]) for kind in KINDS
    ]
    groups += [
        (SKOS.prefLabel, [name for name in material.concepts() if (name, SKOS.inScheme, scheme) in graph])
        for scheme in material.schemes()
    ]
    for predicate, names in groups:
        owners: dict[Literal, URIRef] = {}
        for name in names:
            for label in sorted(_literals(material, name, predicate)):
                first = owners.setdefault(label, name)
                if first != name:
                    message = f"{shorten(name)} has the same label as {shorten(first)}: “{label}”"
                    yield Fault("distinct-labels", message, name, predicate, label)


def check_definitions(material: Material) -> Iterator[Fault]:
    """Every term has one definition in English."""
    for term in material.terms():
        texts = [
            text for name in _DEFINITIONS for text in _literals(material, term, name) if text.language == "en"
        ]
        if len(texts) != 1:
            how_many = "no definition" if not texts else f"{len(texts)} definitions"
            yield Fault("defined", f"{shorten(term)} has {how_many} in English (skos:definition)", term)


def check_examples(material: Material) -> Iterator[Fault]:
    """Every term has an example in words."""
    for term in material.terms():
        if not any(text.language == "en" for text in _literals(material, term, SKOS.example)):
            yield Fault("exemplified", f"{shorten(term)} has no example in English (skos:example)", term)


def check_origin(material: Material) -> Iterator[Fault]:
    """Every term says which ontology defines it, and it is one that the files declare."""
    graph = material.sources.everything
    ontologies = set(graph.subjects(RDF.type, OWL.Ontology))
    for term in material.terms():
        if not ontologies.intersection(graph.objects(term, RDFS.isDefinedBy)):
            message = f"{shorten(term)} does not say which ontology defines it (rdfs:isDefinedBy)"
            yield Fault("is-defined-by", message, term, RDFS.isDefinedBy)


def check_concepts(material: Material) -> Iterator[Fault]:
    """Every concept has a place in one vocabulary, its key as notation, labels and a definition."""
    graph = material.sources.everything
    for name in material.concepts():
        schemes = sorted(node for node in graph.objects(name, SKOS.inScheme) if isinstance(node, URIRef))
        if len(schemes) != 1:
            yield Fault("concept", f"{shorten(name)} is in {len(schemes)} vocabularies", name, SKOS.inScheme)
            continue
        scheme = schemes[0]
        if (scheme, SKOS.hasTopConcept, name) not in graph and (name, SKOS.broader, None) not in graph:
            message = f"{shorten(scheme)} leads to {shorten(name)} neither as a top concept nor below another"
            yield Fault("concept", message, name, SKOS.topConceptOf)
        key = str(name).removeprefix(f"{scheme}/")
        if [str(text) for text in graph.objects(name, SKOS.notation)] != [key]:
            yield Fault("concept", f"the notation of {shorten(name)} is not “{key}”", name, SKOS.notation)
        if not any(text.language == "en" for text in _literals(material, name, SKOS.definition)):
            yield Fault("concept", f"{shorten(name)} has no definition in English", name, SKOS.definition)
        yield from _one_in_each_language(material, name, SKOS.prefLabel)


def check_schemes(material: Material) -> Iterator[Fault]:
    """Every vocabulary has a title and a licence, and a property says that it takes its concepts."""
    graph = material.sources.everything
    for scheme in material.schemes():
        for predicate in (DCTERMS.title, DCTERMS.license):
            if (scheme, predicate, None) not in graph:
                yield Fault("concept", f"{shorten(scheme)} has no {shorten(predicate)}", scheme)
        if (None, RDFS.seeAlso, scheme) not in graph:
            message = f"no property says that it takes concepts of {shorten(scheme)} (rdfs:seeAlso)"
            yield Fault("concept", message, scheme)


def _one_in_each_language(material: Material, name: URIRef, predicate: URIRef) -> Iterator[Fault]:
    languages = [text.language for text in _literals(material, name, predicate)]
    for language in material.expectations.label_languages:
        count = languages.count(language)
        if count != 1:
            how_many = "no label" if not count else f"{count} labels"
            message = f"{shorten(name)} has {how_many} in “{language}” ({shorten(predicate)})"
            yield Fault("labelled", message, name, predicate)


def _literals(material: Material, name: URIRef, predicate: URIRef) -> list[Literal]:
    values = material.sources.everything.objects(name, predicate)
    return [value for value in values if isinstance(value, Literal)]
