"""Runs SHACL: a data graph and shapes → the results graph of the W3C validation report, by pySHACL."""

from __future__ import annotations

from typing import Any

import rdflib
from pyshacl import validate
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from osce_kg.errors import InputError, OsceKgError
from osce_kg.validation.shapes import TARGETS, Shapes

ENGINE = "pyshacl"
_SHAPE_EXPECTING = (SH.node, SH.property, SH["not"], SH.qualifiedValueShape)


class PreparedQueryGraph(Graph):
    """A graph that parses each query text once.

    pySHACL runs a SHACL-SPARQL constraint once per focus node from its text; parsing is most of the cost.
    """

    def __init__(self, source: Graph) -> None:
        super().__init__(store=source.store, identifier=source.identifier)
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
        """Answer like ``Graph.query``, with the same arguments."""
        if isinstance(query_object, str):
            if query_object not in self._prepared:
                self._prepared[query_object] = prepareQuery(query_object, initNs=dict(self.namespaces()))
            query_object = self._prepared[query_object]
        return super().query(query_object, *args, **kwargs)


def run_shapes(data: Graph, shapes: Shapes) -> Graph:
    """Return the results graph (``sh:result`` …) of validating ``data``, which is not changed.

    Raises:
        InputError: the shapes are not well formed, by the engine's judgement.
        OsceKgError: the engine failed; nothing is known about the data then.
    """
    # A FROM clause that slipped through must not make rdflib fetch it.
    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    rules = _with_targets_of_their_own(shapes.graph)
    try:
        _, results, _ = validate(
            PreparedQueryGraph(data),
            shacl_graph=rules,
            inplace=True,
            do_owl_imports=False,
            inference=None,
            js=False,
        )
    except (ShapeLoadError, ConstraintLoadError, ReportableRuntimeError) as error:
        raise InputError(f"the shapes cannot be used: {error}", source=shapes.source) from error
    except Exception as error:  # an engine's crash must never pass for a verdict
        raise OsceKgError(f"the SHACL engine failed ({type(error).__name__}): {error}") from error
    if isinstance(results, ValidationFailure):
        raise InputError(f"the shapes cannot be used: {results.message}", source=shapes.source)
    if not isinstance(results, Graph):
        raise OsceKgError("the SHACL engine gave no report")
    return results


def _with_targets_of_their_own(shapes: Graph) -> Graph:
    """Return shapes that mean the same, with property shapes that target what their node shape targets.

    pySHACL starts a property shape anew for each focus node of its node shape, but takes the targets of a
    property shape all at once, which is three times faster.
    """
    rewritten = Graph()
    rewritten += shapes
    for node_shape in set(shapes.subjects(SH.property, None)):
        targets = [
            (predicate, target) for predicate in TARGETS for target in shapes.objects(node_shape, predicate)
        ]
        if not targets or _needs_its_properties(node_shape, shapes):
            continue
        for property_shape in shapes.objects(node_shape, SH.property):
            rewritten.remove((node_shape, SH.property, property_shape))
            for predicate, target in targets:
                rewritten.add((property_shape, predicate, target))
    return rewritten


def _needs_its_properties(node_shape: Node, shapes: Graph) -> bool:
    """Tell whether ``sh:property`` of a shape means more than "the targets conform to these, too".

    Another shape may use it, ``sh:closed`` reads the paths there, disjoint qualified shapes know their
    siblings by it, a shape that is switched off switches them off, and a shape that is a class has targets.
    """
    if any((node_shape, RDF.type, kind) in shapes for kind in (RDFS.Class, OWL.Class)):
        return True
    if any((None, predicate, node_shape) in shapes for predicate in (*_SHAPE_EXPECTING, RDF.first)):
        return True
    if any((node_shape, predicate, None) in shapes for predicate in (SH.closed, SH.deactivated)):
        return True
    properties = shapes.objects(node_shape, SH.property)
    return any((shape, SH.qualifiedValueShapesDisjoint, None) in shapes for shape in properties)
