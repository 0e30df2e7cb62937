"""Faults in SHACL-SPARQL: each query is parsed by both engines and run over an empty graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox
from pyparsing import ParseException
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from osce_kg.errors import InputError
from osce_kg.validation.compiled.query_text import require_prebindable, with_path
from osce_kg.validation.findings import path_text
from osce_kg.validation.lint.faults import Fault
from osce_kg.validation.shapes import reaches_out

_KINDS: Final = (SH.select, SH.ask)
_BUILTINS_WITH_PATTERNS: Final = frozenset({"Builtin_REGEX", "Builtin_REPLACE"})


@dataclass(frozen=True, slots=True)
class ShapeQuery:
    """A query of a shape or of a constraint component.

    Attributes:
        node: the node that has it.
        predicate: ``sh:select`` or ``sh:ask``.
        text: as it is written.
        algebra: what rdflib makes of it; None if it does not parse.
    """

    node: Node
    predicate: URIRef
    text: Literal
    algebra: CompValue | None

    def terms(self) -> set[URIRef]:
        """Return the IRIs that the query names."""
        return {part for part in self._parts() if isinstance(part, URIRef)}

    def patterns(self) -> list[Literal]:
        """Return the regular expressions that the query matches with."""
        calls = [part for part in self._parts() if getattr(part, "name", "") in _BUILTINS_WITH_PATTERNS]
        return sorted({call.pattern for call in calls if isinstance(call.pattern, Literal)})

    def _parts(self) -> list[Any]:
        parts: list[Any] = []
        if self.algebra is not None:
            traverse(self.algebra, visitPre=parts.append)
        return parts


def read_queries(graph: Graph) -> Iterator[ShapeQuery | Fault]:
    """Give each query of a shapes graph, and what is wrong with it."""
    for predicate in _KINDS:
        for node, text in sorted(graph.subject_objects(predicate)):
            if not isinstance(text, Literal):
                yield Fault("query-syntax", node, "The query is no text.", predicate, text)
                continue
            prologue, faults = _prologue(graph, node)
            yield from faults or _read(graph, node, predicate, text, prologue)


def _prologue(graph: Graph, node: Node) -> tuple[dict[str, str], list[Fault]]:
    """Return the prefixes that a query may use, and what is wrong with their declarations."""
    declared: dict[str, str] = {}
    faults = []
    for holder in graph.objects(node, SH.prefixes):
        declarations = [
            declaration
            for ontology in graph.transitive_objects(holder, OWL.imports)
            for declaration in graph.objects(ontology, SH.declare)
        ]
        if not declarations:
            message = "sh:prefixes points to what declares no prefix (sh:declare)."
            faults.append(Fault("query-prefix", node, message, SH.prefixes, holder))
        for declaration in declarations:
            prefix, namespace = (graph.value(declaration, term) for term in (SH.prefix, SH.namespace))
            declared[str(prefix)] = str(namespace)
    return declared, faults


def _read(
    graph: Graph, node: Node, predicate: URIRef, text: Literal, prefixes: dict[str, str]
) -> list[ShapeQuery | Fault]:
    """Return the query and its faults; only the faults if it cannot be used at all."""

    def fault(rule: str, message: str) -> Fault:
        return Fault(rule, node, message, predicate, text)

    query = str(text)
    word = reaches_out(query)
    if word:
        return [fault("query-forbidden", f"{word} reaches out of the data.")]
    try:
        require_prebindable(query, frozenset({"this"}))
        whole = with_path(query, _path(graph, node))
    except InputError as error:
        return [fault("query-forbidden", f"{error.reason}.")]
    prologue = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(prefixes.items()))
    try:
        found = ox.Store().query(prologue + whole)
        algebra = prepareQuery(whole, initNs=prefixes).algebra
    except (SyntaxError, ParseException) as error:
        rule = "query-prefix" if "prefix" in str(error).lower() else "query-syntax"
        return [fault(rule, f"The query does not parse: {error}.")]
    except Exception as error:  # rdflib raises bare exceptions for prefixes it does not know
        rule = "query-prefix" if "prefix" in str(error).lower() else "query-syntax"
        return [fault(rule, f"The query does not run: {error}.")]
    faults = _wrong_kind(predicate, found)
    return [ShapeQuery(node, predicate, text, algebra), *(fault("query-syntax", words) for words in faults)]


def _wrong_kind(predicate: URIRef, found: object) -> Iterator[str]:
    if predicate == SH.ask:
        if not isinstance(found, ox.QueryBoolean):
            yield "sh:ask has a query that is no ASK."
    elif not isinstance(found, ox.QuerySolutions):
        yield "sh:select has a query that is no SELECT."
    elif "this" not in [variable.value for variable in found.variables]:
        yield "The query does not select $this."


def _path(graph: Graph, node: Node) -> str:
    """Return the path that stands for $PATH: of a shape that has the query, or any for a component's."""
    shapes = {node, *graph.subjects(SH.sparql, node)}
    paths = sorted(path_text(graph, path) for shape in shapes for path in graph.objects(shape, SH.path))
    is_of_property = (None, SH.propertyValidator, node) in graph or (None, SH.validator, node) in graph
    return paths[0] if paths else "<urn:any>" if is_of_property else ""
