"""Shapes and their targets; what an engine would silently ignore, or should never run, is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from osce_kg.errors import InputError, MissingInputError
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.loading import load_graph

_QUERIES = (SH.select, SH.ask, SH.construct, SH.update)
_SCRIPTS = (SH.js, SH.jsLibrary, SH.jsFunctionName)
_REACHES_OUT = re.compile(r"(?<![?$:\w])(SERVICE|FROM|LOAD)\b", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
"""The predicates by which a shape names its focus nodes."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """A shapes graph that is safe to run.

    Attributes:
        source: file or directory it comes from.
    """

    graph: Graph
    source: str


def load_shapes(source: Path) -> Shapes:
    """Load one file of shapes, or all Turtle files of a directory.

    Raises:
        MissingInputError: no such file, or no ``*.ttl`` in the directory.
        InputError: it does not parse, declares no shape with a target, uses a term that SHACL does not have
            (a typo such as ``sh:mincount`` would be ignored and everything would conform), scripts, or a
            query that reaches out of the data.
    """
    paths = sorted(source.glob("*.ttl")) if source.is_dir() else [source]
    if not paths:
        raise MissingInputError("no shapes: no *.ttl file in the directory", source=str(source))
    graph = load_graph(rdf_files(paths)).graph
    _refuse_unknown_terms(graph, str(source))
    _refuse_reaching_out(graph, str(source))
    if not any(True for target in TARGETS for _ in graph.subject_objects(target)) and not _implicit_classes(
        graph
    ):
        raise InputError("no shape has a target: nothing would ever be checked", source=str(source))
    return Shapes(graph, str(source))


def subclass_axioms(ontology: Path) -> Graph:
    """Return the class tree of an ontology directory or file: all that targets and ``sh:class`` need of it.

    Raises:
        InputError: a file of the ontology does not parse.
        MissingInputError: no such file or directory, or an empty directory.
    """
    paths = sorted(ontology.glob("*.ttl")) if ontology.is_dir() else [ontology]
    if not paths:
        raise MissingInputError("no ontology: no *.ttl file in the directory", source=str(ontology))
    axioms = Graph()
    for triple in load_graph(rdf_files(paths)).graph.triples((None, RDFS.subClassOf, None)):
        if isinstance(triple[0], URIRef) and isinstance(triple[2], URIRef):
            axioms.add(triple)
    return axioms


def focus_nodes(shapes: Shapes, data: Graph) -> frozenset[Node]:
    """Return every node of ``data`` that some shape targets."""
    found: set[Node] = set()
    for target_class in {*shapes.graph.objects(None, SH.targetClass), *_implicit_classes(shapes.graph)}:
        for subclass in data.transitive_subjects(RDFS.subClassOf, target_class):
            found.update(data.subjects(RDF.type, subclass))
    for predicate in shapes.graph.objects(None, SH.targetSubjectsOf):
        found.update(data.subjects(predicate, None))
    for predicate in shapes.graph.objects(None, SH.targetObjectsOf):
        found.update(data.objects(None, predicate))
    for node in shapes.graph.objects(None, SH.targetNode):
        if (node, None, None) in data or (None, None, node) in data:
            found.add(node)
    return frozenset(found)


def _implicit_classes(graph: Graph) -> set[Node]:
    shapes = {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}
    return shapes & {*graph.subjects(RDF.type, RDFS.Class), *graph.subjects(RDF.type, OWL.Class)}


def _refuse_unknown_terms(graph: Graph, source: str) -> None:
    used = {
        term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(str(SH))
    }
    unknown = sorted(term.removeprefix(str(SH)) for term in used if term not in SH)
    if unknown:
        raise InputError(
            f"SHACL has no such term: {', '.join('sh:' + name for name in unknown)}", source=source
        )


def _refuse_reaching_out(graph: Graph, source: str) -> None:
    for predicate in _SCRIPTS:
        if (None, predicate, None) in graph:
            raise InputError("JavaScript in shapes is not supported", source=source)
    for predicate in _QUERIES:
        for shape, query in graph.subject_objects(predicate):
            # Escapes are undone first: \u0053ERVICE is SERVICE to a SPARQL parser.
            plain = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16) % 0x110000), str(query))
            word = _REACHES_OUT.search(plain)
            if word:
                name = "" if isinstance(shape, BNode) else f" of <{shape}>"
                raise InputError(
                    f"the query{name} is refused: {word[1].upper()} reaches out of the data", source=source
                )
