"""Faults in words: terms of our namespaces that no ontology declares, and regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import Final

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from osce_kg.namespaces import OKG, VOCAB
from osce_kg.validation.lint.faults import Fault
from osce_kg.validation.lint.queries import ShapeQuery
from osce_kg.validation.pattern_safety import may_take_exponential_time
from osce_kg.validation.terms import from_rdflib

_OURS: Final = (str(OKG), str(VOCAB))


def term_faults(graph: Graph, queries: Iterable[ShapeQuery], declared: Set[Node]) -> Iterator[Fault]:
    """Give each use of a term of our namespaces that is not declared.

    Args:
        declared: the terms and concepts that there are.
    """
    for subject, predicate, value in graph:
        if _is_unknown(value, declared):
            assert isinstance(predicate, URIRef)
            yield Fault("unknown-term", subject, f"The ontology has no {_short(value)}.", predicate, value)
    for query in queries:
        for term in sorted(term for term in query.terms() if _is_unknown(term, declared)):
            message = f"The query names {_short(term)}, which the ontology does not have."
            yield Fault("unknown-term", query.node, message, query.predicate, query.text)


def pattern_faults(graph: Graph, queries: Iterable[ShapeQuery]) -> Iterator[Fault]:
    """Give each regular expression that does not compile, or that can take exponential time."""
    for node, pattern in sorted(graph.subject_objects(SH.pattern)):
        for rule, message in _faults_of(str(pattern)):
            yield Fault(rule, node, message, SH.pattern, pattern)
    for query in queries:
        for pattern in query.patterns():
            for rule, message in _faults_of(str(pattern)):
                yield Fault(rule, query.node, message, query.predicate, query.text)


def _faults_of(pattern: str) -> Iterator[tuple[str, str]]:
    named = f"The regular expression {pattern!r}"
    try:
        re.compile(pattern)
    except re.error as error:
        yield "bad-pattern", f"{named} does not compile: {error}."
        return
    if not _compiles_in_sparql(pattern):
        yield "bad-pattern", f"{named} is none of SPARQL."
    if may_take_exponential_time(pattern):
        yield "unsafe-pattern", f"{named} repeats a group that repeats something or has alternatives."


def _compiles_in_sparql(pattern: str) -> bool:
    query = f'SELECT (REGEX("", {from_rdflib(Literal(pattern))}) AS ?matches) {{}}'
    found = ox.Store().query(query)
    return isinstance(found, ox.QuerySolutions) and next(found)["matches"] is not None


def _is_unknown(term: Node, declared: Set[Node]) -> bool:
    return isinstance(term, URIRef) and str(term).startswith(_OURS) and term not in declared


def _short(term: Node) -> str:
    text = str(term)
    return f"okg:{text.removeprefix(str(OKG))}" if text.startswith(str(OKG)) else f"<{text}>"
