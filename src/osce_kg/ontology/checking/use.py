"""Use: what is named is declared, what is declared is used, what is deprecated is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH

from osce_kg.errors import InputError
from osce_kg.model.validation import Place
from osce_kg.namespaces import shorten
from osce_kg.ontology.checking.material import WARNING, Fault, Material, UserFile
from osce_kg.ontology.checking.scanning import declared_prefixes, named_iris
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.loading import load_graph

_QUERIES: Final = (SH.select, SH.ask, SH.construct)


def read_users(files: Sequence[Path]) -> tuple[UserFile, ...]:
    """Read files of shapes (``.ttl``) and queries.

    Raises:
        InputError: a file is not UTF-8, or shapes are not Turtle.
    """
    return tuple(_read_user(file) for file in files)


def _read_user(file: Path) -> UserFile:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"it cannot be read: {error}", source=str(file)) from error
    named = tuple(named_iris(text))
    if file.suffix != ".ttl":
        return UserFile(str(file), named, frozenset(found.iri for found in named))
    return UserFile(str(file), named, _used_by_shapes(file, declared_prefixes(text)))


def _used_by_shapes(file: Path, prefixes: dict[str, str]) -> frozenset[str]:
    graph = load_graph(rdf_files([file])).graph.to_rdflib()
    used = {str(node) for triple in graph for node in triple if isinstance(node, URIRef)}
    for predicate in _QUERIES:
        for query in graph.objects(None, predicate):
            used.update(found.iri for found in named_iris(str(query), prefixes))
    return frozenset(used)


def check_declared(material: Material) -> Iterator[Fault]:
    """Everything of our namespaces that is named anywhere is declared."""
    graph = material.sources.everything
    declared = _declared(material)
    for subject, predicate, value in graph:
        for node in (subject, predicate, value):
            if material.owns(node) and node not in declared:
                message = f"{shorten(str(node))} is not declared"
                yield Fault("declared", message, subject, predicate, value)
    for user in material.users:
        for found in user.named:
            if material.owns(URIRef(found.iri)) and URIRef(found.iri) not in declared:
                place = Place(user.name, found.line, found.column)
                message = f"{shorten(found.iri)} is not declared"
                yield Fault("declared", message, URIRef(found.iri), place=place)


def check_used(material: Material) -> Iterator[Fault]:
    """Every term is used by a shape or a query."""
    if not material.users:
        return
    used = {iri for user in material.users for iri in user.used}
    for term in material.terms():
        if str(term) not in used and not _is_deprecated(material.sources.everything, term):
            yield Fault("used", f"no shape and no query uses {shorten(term)}", term)


def check_in_examples(material: Material) -> Iterator[Fault]:
    """Every class has an instance among the data, every property a statement."""
    data = material.sources.data
    if not len(data):
        return
    named = {*data.predicates(), *data.objects(None, RDF.type)}
    above = material.sources.axioms.transitive_objects
    used = {general for name in named for general in above(name, RDFS.subPropertyOf)}
    for term in material.terms():
        if term not in used and not _is_deprecated(material.sources.everything, term):
            yield Fault("in-examples", f"no example uses {shorten(term)}", term)


def check_deprecated(material: Material) -> Iterator[Fault]:
    """What is deprecated names what replaces it, and nobody uses it any more."""
    graph = material.sources.everything
    for name in [*material.terms(), *material.concepts()]:
        if not _is_deprecated(graph, name):
            continue
        replacements = list(graph.objects(name, DCTERMS.isReplacedBy))
        if not replacements:
            message = f"{shorten(name)} is deprecated, but dcterms:isReplacedBy names no replacement"
            yield Fault("replaced", message, name, OWL.deprecated)
        for other in replacements:
            if isinstance(other, URIRef) and _is_deprecated(graph, other):
                message = f"{shorten(name)} is replaced by {shorten(other)}, which is deprecated too"
                yield Fault("replaced", message, name, DCTERMS.isReplacedBy, other)
        for user in material.users:
            for found in user.named:
                if found.iri == str(name):
                    place = Place(user.name, found.line, found.column)
                    message = f"{shorten(name)} is deprecated and still used"
                    yield Fault("deprecated", message, name, place=place, severity=WARNING)


def _declared(material: Material) -> set[object]:
    """Return what has a type, and the names that have none by nature: versions and namespaces."""
    graph = material.sources.everything
    namespaces = {URIRef(namespace) for namespace in material.namespaces}
    return {*graph.subjects(RDF.type), *graph.objects(None, OWL.versionIRI), *namespaces}


def _is_deprecated(graph: Graph, name: URIRef) -> bool:
    kinds = (OWL.DeprecatedClass, OWL.DeprecatedProperty)
    return (name, OWL.deprecated, Literal(True)) in graph or any(
        (name, RDF.type, kind) in graph for kind in kinds
    )
