"""SHACL-SPARQL in a shapes graph → constraints: queries with their prefixes, paths and parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from osce_kg.errors import InputError
from osce_kg.namespaces import PREFIXES
from osce_kg.validation.compiled.model import Constraint, NotCoveredError, Shape
from osce_kg.validation.compiled.query_absence import with_optionals
from osce_kg.validation.compiled.query_text import (
    parse_query,
    require_prebindable,
    with_path,
    without_escapes,
)
from osce_kg.validation.compiled.sparql_constraints import AskConstraint, Query, SelectConstraint
from osce_kg.validation.findings import Message
from osce_kg.validation.terms import Term, from_rdflib

_ALWAYS = {name: PREFIXES[name] for name in ("owl", "rdf", "rdfs", "xsd")} | {"sh": str(SH)}
"""Prefixes that need no declaration: common usage, beyond the letter of SHACL."""


@dataclass(frozen=True, slots=True)
class _Component:
    """A constraint component of the shapes graph: parameters by name, the optional ones apart."""

    node: Node
    required: dict[str, Node]
    optional: dict[str, Node]


def read_messages(graph: Graph, node: Node) -> tuple[Message, ...]:
    """Return the values of ``sh:message``, sorted."""
    texts = [text for text in graph.objects(node, SH.message) if isinstance(text, Literal)]
    return tuple(sorted(Message(str(text), text.language or "") for text in texts))


class QueryReader:
    """Reads the queries of one shapes graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._components = tuple(self._read_components())

    def constraints(self, shape: Shape, node: Node) -> Iterator[Constraint]:
        """Give the constraints of a shape that are queries: its own, and those of declared components.

        Raises:
            InputError: a query is missing or says what SHACL forbids, or a component has no validator.
            NotCoveredError: only the reference engine can check one.
        """
        for constraint in sorted(self._graph.objects(node, SH.sparql), key=from_rdflib):
            if (constraint, SH.deactivated, Literal(True)) not in self._graph:
                query = self._query(shape, constraint, SH.select, {}, frozenset({"this"}))
                yield self._select(query, shape, read_messages(self._graph, constraint))
        for component in self._components:
            values = self._parameters(component, node)
            if values is not None:
                yield self._of_component(component, values, shape)

    def _parameters(self, component: _Component, node: Node) -> dict[str, Term] | None:
        """Return the values that a shape gives to the parameters; None if it lacks a required one."""
        values: dict[str, Term] = {}
        for name, predicate in {**component.required, **component.optional}.items():
            found = sorted(map(from_rdflib, self._graph.objects(node, predicate)))
            if len(found) > 1:
                raise NotCoveredError("a parameter of a component has several values")
            if found:
                values[name] = found[0]
            elif name in component.required:
                return None
        return values

    def _of_component(self, component: _Component, values: dict[str, Term], shape: Shape) -> Constraint:
        kinds = (
            (SH.nodeValidator, SH.validator) if shape.path is None else (SH.propertyValidator, SH.validator)
        )
        validators = [node for kind in kinds for node in self._graph.objects(component.node, kind)]
        if not validators:
            raise InputError(f"{component.node} has no validator for the shapes that use it")
        (validator, *_) = validators
        messages = read_messages(self._graph, validator) or read_messages(self._graph, component.node)
        name = str(component.node)
        if (validator, SH.ask, None) in self._graph:
            prebound = frozenset({"this", "value", *component.required, *component.optional})
            return AskConstraint(self._query(shape, validator, SH.ask, values, prebound), messages, name)
        prebound = frozenset({"this", *component.required, *component.optional})
        query = self._query(shape, validator, SH.select, values, prebound)
        return self._select(query, shape, messages, name)

    def _select(
        self, query: Query, shape: Shape, messages: tuple[Message, ...], *component: str
    ) -> SelectConstraint:
        if not query.select.projected & {"this", "*"}:
            raise NotCoveredError("a query does not select $this")
        return SelectConstraint(query, shape.path is not None, messages, *component)

    def _query(
        self, shape: Shape, node: Node, kind: URIRef, values: dict[str, Term], prebound: frozenset[str]
    ) -> Query:
        texts = list(self._graph.objects(node, kind))
        if len(texts) != 1 or not isinstance(texts[0], Literal):
            raise InputError(
                f"a SPARQL constraint or validator has one text as sh:{kind.removeprefix(str(SH))}"
            )
        try:
            text = with_path(without_escapes(str(texts[0])), shape.path_text)
            require_prebindable(text, prebound)
            if kind == SH.ask:
                text = _as_select(text)
            text = with_optionals(self._prologue(node) + text)
            # Asked of nothing, so that a fault is told even if no node is looked at.
            ox.Store().query(text)
        except (InputError, SyntaxError) as error:
            raise InputError(f"a query of the shape {shape.node} cannot be used: {error}") from error
        query = Query(text, parse_query(text), {**values, "currentShape": shape.node})
        if "shapesGraph" in query.select.pattern.variables:
            raise NotCoveredError("a query reads the shapes graph")
        return query

    def _prologue(self, node: Node) -> str:
        declared = dict(_ALWAYS)
        for holder in self._graph.objects(node, SH.prefixes):
            for ontology in self._graph.transitive_objects(holder, OWL.imports):
                for declaration in self._graph.objects(ontology, SH.declare):
                    prefix, namespace = (self._graph.value(declaration, p) for p in (SH.prefix, SH.namespace))
                    if prefix is None or namespace is None:
                        raise InputError("a sh:declare lacks sh:prefix or sh:namespace")
                    declared[str(prefix)] = str(namespace)
        return "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in sorted(declared.items()))

    def _read_components(self) -> Iterator[_Component]:
        graph = self._graph
        kinds = set(graph.transitive_subjects(RDFS.subClassOf, SH.ConstraintComponent))
        for component in sorted(
            {node for kind in kinds for node in graph.subjects(RDF.type, kind)}, key=from_rdflib
        ):
            required: dict[str, Node] = {}
            optional: dict[str, Node] = {}
            for parameter in graph.objects(component, SH.parameter):
                predicate = graph.value(parameter, SH.path)
                if not isinstance(predicate, URIRef):
                    raise InputError(f"a parameter of {component} has no IRI as sh:path")
                is_optional = (parameter, SH.optional, Literal(True)) in graph
                (optional if is_optional else required)[_local_name(predicate)] = predicate
            if required and not isinstance(component, BNode):
                yield _Component(component, required, optional)


def _as_select(text: str) -> str:
    """Return an ASK as a SELECT of the values, and focus nodes if it names them, that it holds for."""
    pattern = parse_query(text).pattern
    brace = text.rindex("{", 0, pattern.start)
    keyword = text.upper().rindex("ASK", 0, brace)
    variables = "?value ?this" if "this" in pattern.variables else "?value"
    return f"{text[:keyword]}SELECT DISTINCT {variables} WHERE {text[brace:]}"


def _local_name(iri: URIRef) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]
