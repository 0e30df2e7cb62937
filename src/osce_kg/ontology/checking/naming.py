"""Names: classes like ``OfficeHolding``, properties like ``inCapacity``, concepts like ``site-visit``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rdflib import URIRef
from rdflib.namespace import OWL, RDF

from osce_kg.namespaces import shorten
from osce_kg.ontology.checking.material import Fault, Material

_CLASS: Final = (re.compile(r"[A-Z][A-Za-z0-9]*"), "UpperCamelCase, as of a class")
_PROPERTY: Final = (re.compile(r"[a-z][A-Za-z0-9]*"), "lowerCamelCase, as of a property")
_CONCEPT: Final = (re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), "lower case with hyphens, as of a concept")


def check_names(material: Material) -> Iterator[Fault]:
    """Names are written by one convention for each kind of term."""
    graph = material.sources.everything
    for term in material.terms():
        yield from _fault(material, term, _CLASS if (term, RDF.type, OWL.Class) in graph else _PROPERTY)
    for name in [*material.concepts(), *material.schemes()]:
        yield from _fault(material, name, _CONCEPT)


def check_version(material: Material) -> Iterator[Fault]:
    """The version IRI of an ontology is its IRI and the version."""
    graph = material.sources.axioms
    for ontology in graph.subjects(RDF.type, OWL.Ontology):
        version = graph.value(ontology, OWL.versionInfo)
        if version is None or not isinstance(ontology, URIRef):
            continue
        expected = URIRef(f"{ontology.rstrip('/#')}/{version}")
        if (ontology, OWL.versionIRI, expected) not in graph:
            message = f"the version is {version}, so owl:versionIRI is to be <{expected}>"
            yield Fault("version", message, ontology, OWL.versionIRI)


def _fault(material: Material, name: URIRef, convention: tuple[re.Pattern[str], str]) -> Iterator[Fault]:
    pattern, words = convention
    namespace = max((start for start in material.namespaces if name.startswith(start)), key=len)
    local = name.removeprefix(namespace)
    parts = local.split("/") if convention is _CONCEPT else [local]
    if not all(pattern.fullmatch(part) for part in parts):
        yield Fault("named", f"the name of {shorten(name)} is not in {words}", name)
