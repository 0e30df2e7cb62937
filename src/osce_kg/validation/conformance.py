"""Runs SHACL: a data graph and shapes → the results graph of the W3C validation report, by pySHACL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import rdflib
from pyshacl import validate
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from osce_kg.errors import InputError, OsceKgError
from osce_kg.validation.shapes import Shapes

ENGINE = "pyshacl"


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
    options: Mapping[str, Any] = {"inplace": True, "do_owl_imports": False, "inference": None, "js": False}
    try:
        _, results, _ = validate(PreparedQueryGraph(data), shacl_graph=shapes.graph, **options)
    except (ShapeLoadError, ConstraintLoadError, ReportableRuntimeError) as error:
        raise InputError(f"the shapes cannot be used: {error}", source=shapes.source) from error
    except Exception as error:  # an engine's crash must never pass for a verdict
        raise OsceKgError(f"the SHACL engine failed ({type(error).__name__}): {error}") from error
    if isinstance(results, ValidationFailure):
        raise InputError(f"the shapes cannot be used: {results.message}", source=shapes.source)
    if not isinstance(results, Graph):
        raise OsceKgError("the SHACL engine gave no report")
    return results
