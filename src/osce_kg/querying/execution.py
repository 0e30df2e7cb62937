"""Running one query on an open store, and saying clearly why one does not run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from osce_kg.errors import MachineError, QueryError
from osce_kg.querying.answers import Answer, QueryRequest, Rows, chosen_format
from osce_kg.querying.columns import with_columns_in_order
from osce_kg.querying.datasets import graphs_after_from
from osce_kg.querying.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from osce_kg.querying.inspection import refuse_unsafe
from osce_kg.querying.syntax_errors import explain_syntax_error

if TYPE_CHECKING:
    from osce_kg.store.endpoint import SparqlEndpoint

__all__ = ["Answer", "QueryRequest", "execute_query"]

_UNKNOWN_FUNCTION: Final = re.compile(r"The custom function (<.*>) is not supported")


def execute_query(
    store: ox.Store | SparqlEndpoint, request: QueryRequest, prefixes: Mapping[str, str]
) -> Answer:
    """Start a query on a store, read-only and without any call to another host.

    Args:
        store: the store; its default graph is the union of its named graphs. It may be one of others.
        request: the query.
        prefixes: prefixes that queries may use without declaring them, and that Turtle answers use.

    Raises:
        QueryError: the query does not parse, or is not allowed (``RefusedQueryError``).
        FormatError: the answer cannot be given in the form that was asked for.
        LimitError, MachineError: a store of others does not answer in time, or not as it should.
    """
    if not isinstance(store, ox.Store):
        # Not at the top: it imports rdflib, and what answers from a store of its own is to start in a moment.
        from osce_kg.querying.forwarding import forward_query

        return forward_query(store, request, prefixes)
    refuse_unsafe(request.text)
    for graph in graphs_after_from(request.text, prefixes, request.base_iri):
        if not _has_graph(store, graph):
            raise QueryError(f"FROM names a graph that does not exist: {graph}")
    for graph in (*request.default_graphs, *request.named_graphs):
        if not _has_graph(store, graph):
            raise QueryError(f"There is no graph {graph}")
    text = _filled(with_columns_in_order(request.text, prefixes, request.base_iri), request.rows)
    try:
        used = prefixes_used(prefixes, text)
        results = store.query(text, prefixes=used, base_iri=request.base_iri, **_dataset(request))
    except SyntaxError as error:
        raise explain_syntax_error(str(error), request.text, prefixes) from error
    except (OSError, RuntimeError) as error:
        if unknown := _UNKNOWN_FUNCTION.match(str(error)):
            raise QueryError(f"There is no function {unknown[1]}; there are only those of SPARQL.") from error
        raise MachineError("The query could not be started.") from error
    if isinstance(results, ox.QueryTriples):
        graph_format = chosen_format(request.graph_format, GRAPH_FORMATS, "CONSTRUCT or DESCRIBE")
        # The results' own serialiser knows no prefixes.
        serialize = partial(ox.serialize, results, format=graph_format, prefixes=dict(prefixes))
        return Answer("graph", graph_format.media_type, serialize)
    solutions_format = chosen_format(request.solutions_format, SOLUTION_FORMATS, "SELECT or ASK")
    kind = "boolean" if isinstance(results, ox.QueryBoolean) else "solutions"
    return Answer(kind, solutions_format.media_type, partial(results.serialize, format=solutions_format))


def _filled(text: str, rows: Sequence[Rows]) -> str:
    """Return the text with the rows in it; their places count from its end, as its start has changed."""
    parts, start = [], 0
    for block in rows:
        place = len(text) - block.from_end
        parts += [text[start:place], block.text]
        start = place
    return "".join((*parts, text[start:]))


def prefixes_used(prefixes: Mapping[str, str], text: str) -> dict[str, str]:
    """Return the prefixes that the text may use: each costs the engine some time."""
    may_be_escaped = "\\" in text
    return {prefix: iri for prefix, iri in prefixes.items() if may_be_escaped or f"{prefix}:" in text}


def _has_graph(store: ox.Store, graph: str) -> bool:
    try:
        return store.contains_named_graph(ox.NamedNode(graph))
    except ValueError:  # no IRI at all
        return False


def _dataset(request: QueryRequest) -> dict[str, Any]:
    """Return the arguments that describe the dataset; none of them means everything."""
    if not request.default_graphs and not request.named_graphs:
        return {}
    return {
        "default_graph": [ox.NamedNode(graph) for graph in request.default_graphs],
        "named_graphs": [ox.NamedNode(graph) for graph in request.named_graphs],
    }
