"""Shapes and their targets; what an engine would silently ignore, or should never run, is refused."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from osce_kg.errors import InputError, MissingInputError
from osce_kg.validation.compiled.query_text import without_escapes
from osce_kg.validation.data_graph import SUBCLASS
from osce_kg.validation.directories import files_below
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.graph_reader import GraphReader
from osce_kg.validation.loading import load_graph
from osce_kg.validation.sources import is_surely_rdf, told_as_bad_input
from osce_kg.validation.targets import read_targets
from osce_kg.validation.terms import Term, Triple, is_iri

_QUERIES = (SH.select, SH.ask, SH.construct, SH.update)
_SCRIPTS = (SH.js, SH.jsLibrary, SH.jsFunctionName)
_ADVANCED = (SH.target, SH.expression)
"""Terms of SHACL Advanced Features that no engine here knows: what they demand would be fulfilled unseen."""

_SHAPE_VALUED = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape, SH.sparql)
_LEADING_COMMENTS = re.compile(r"\A(?:[ \t]*#[^\r\n]*\r?\n)*")
_REACHES_OUT = re.compile(r"(?<![?$:\w])(SERVICE|FROM|LOAD)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shapes:
    """A shapes graph that is safe to run.

    Attributes:
        source: file or directory it comes from.
    """

    graph: Graph
    source: str


def shape_files(source: Path) -> list[Path]:
    """Return the files of shapes: one file, or all RDF below a directory.

    Raises:
        MissingInputError: there is none below the directory.
        InputError: a directory cannot be read.
    """
    with told_as_bad_input(str(source)):
        if not source.is_dir():
            return [source]
    found = list(filter(is_surely_rdf, files_below(source)))
    if not found:
        raise MissingInputError("no shapes: no file of RDF in the directory", source=str(source))
    return found


def load_shapes(source: Path) -> Shapes:
    """Load one file of shapes, or all RDF below a directory.

    Raises:
        MissingInputError: no such file, or no RDF below the directory.
        InputError: it does not parse, declares no shape with a target, uses a term that SHACL does not have
            (a typo such as ``sh:mincount`` would be ignored and everything would conform), scripts, or a
            query that reaches out of the data.
    """
    graph = load_graph(rdf_files(shape_files(source))).graph.to_rdflib()
    _refuse_unknown_terms(graph, str(source))
    _refuse_reaching_out(graph, str(source))
    if not read_targets(graph):
        raise InputError("no shape has a target: nothing would ever be checked", source=str(source))
    return Shapes(graph, str(source))


def subclass_axioms(ontology: Path) -> list[Triple]:
    """Return the class tree of an ontology directory or file: all that targets and ``sh:class`` need of it.

    Raises:
        InputError: a file of the ontology does not parse.
        MissingInputError: no such file or directory, or an empty directory.
    """
    paths = sorted(ontology.glob("*.ttl")) if ontology.is_dir() else [ontology]
    if not paths:
        raise MissingInputError("no ontology: no *.ttl file in the directory", source=str(ontology))
    tree = load_graph(rdf_files(paths)).graph.column(SUBCLASS)
    return [(lower, SUBCLASS, upper) for lower, upper in tree if is_iri(lower) and is_iri(upper)]


def unknown_shacl_terms(graph: Graph) -> list[URIRef]:
    """Return the terms in the namespace of SHACL that SHACL does not have, such as ``sh:mincount``."""
    known = [triple for triple in graph if _is_shacl(triple[1]) and not _is_unknown(triple[1])]
    # Data may stand beside shapes, as in the test suite of W3C: what SHACL does not speak of is no shape.
    spoken_of = {subject for subject, _, _ in known}
    spoken_of |= {value for _, predicate, value in known if predicate in _SHAPE_VALUED}
    spoken_of |= {subject for subject, kind in graph.subject_objects(RDF.type) if _is_shacl(kind)}
    unknown = {
        predicate
        for subject, predicate, _ in graph
        if _is_unknown(predicate) and (subject in spoken_of or isinstance(subject, BNode))
    }
    unknown |= {value for value in graph.objects() if _is_unknown(value)}
    return sorted(term for term in unknown if isinstance(term, URIRef))


def reaches_out(query: str) -> str | None:
    """Return the word by which a query would read what is not in the data, such as SERVICE; None if none.

    Comments before the query are prose. Later ones are searched, too: what looks like one can be in a string.
    """
    # Escapes are undone first: \u0053ERVICE is SERVICE to a SPARQL parser.
    word = _REACHES_OUT.search(_LEADING_COMMENTS.sub("", without_escapes(query), count=1))
    return word[1].upper() if word else None


def focus_nodes(shapes: Shapes, data: GraphReader, among: Set[Term] | None = None) -> frozenset[Term]:
    """Return every node of ``data`` that some shape targets.

    Args:
        among: those that are looked for; None for all.
    """
    targets = read_targets(shapes.graph).values()
    named = {node for each in targets for node in each.nodes}
    found = frozenset[Term]().union(*(each.focus_nodes(data, among) for each in targets))
    return found - {node for node in named & found if node not in data}


def _refuse_unknown_terms(graph: Graph, source: str) -> None:
    unknown = unknown_shacl_terms(graph)
    if unknown:
        names = ", ".join("sh:" + term.removeprefix(str(SH)) for term in unknown)
        raise InputError(f"SHACL has no such term: {names}", source=source)


def _is_shacl(term: Node) -> bool:
    return isinstance(term, URIRef) and term.startswith(str(SH))


def _is_unknown(term: Node) -> bool:
    return _is_shacl(term) and str(term) not in SH


def _refuse_reaching_out(graph: Graph, source: str) -> None:
    for predicate in _SCRIPTS:
        if (None, predicate, None) in graph:
            raise InputError("JavaScript in shapes is not supported", source=source)
    for predicate in _ADVANCED:
        if (None, predicate, None) in graph:
            raise InputError(f"sh:{predicate.removeprefix(str(SH))} is not supported", source=source)
    for predicate in _QUERIES:
        for shape, query in graph.subject_objects(predicate):
            word = reaches_out(str(query))
            if word:
                name = "" if isinstance(shape, BNode) else f" of <{shape}>"
                raise InputError(f"the query{name} is refused: {word} reaches out of the data", source=source)
