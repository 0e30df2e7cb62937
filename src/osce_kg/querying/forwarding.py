"""Running one query in a store of others: checked here, computed there, written here in the form asked for.

The store gets only what this grammar of SPARQL 1.1 takes: extensions of stores, some of which read files or
call other hosts, do not parse here. What comes back is read as results or triples and written anew, so an
answer that breaks off or is no answer never passes for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from osce_kg.errors import MachineError, QueryError
from osce_kg.querying.answers import Answer, QueryRequest, chosen_format
from osce_kg.querying.columns import with_columns_in_order
from osce_kg.querying.datasets import graphs_after_from
from osce_kg.querying.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from osce_kg.querying.inspection import masked, refuse_unsafe
from osce_kg.querying.syntax_errors import explain_syntax_error
from osce_kg.store.endpoint import (
    SOLUTIONS,
    TRIPLES,
    SparqlEndpoint,
    as_boolean,
    parsed_results,
)
from osce_kg.store.endpoint_reader import EndpointReader
from osce_kg.store.gate import RejectedTermError, checked_iri

_FUNCTION: Final = re.compile(r"The custom function (<.*>) is not supported")


def forward_query(endpoint: SparqlEndpoint, request: QueryRequest, prefixes: Mapping[str, str]) -> Answer:
    """Start a query in a store of others; see ``execute_query``."""
    refuse_unsafe(request.text)
    _require_graphs(endpoint, request, prefixes)
    text = with_columns_in_order(request.text, prefixes, request.base_iri)
    kind = _kind_of(text, request, prefixes)
    sent = _with_prologue(text, prefixes, request.base_iri)
    dataset = [
        *(("default-graph-uri", graph) for graph in request.default_graphs),
        *(("named-graph-uri", graph) for graph in request.named_graphs),
    ]
    answered = ExitStack()
    if kind is ox.QueryTriples:
        graph_format = chosen_format(request.graph_format, GRAPH_FORMATS, "CONSTRUCT or DESCRIBE")
        body = answered.enter_context(endpoint.opened(sent, TRIPLES, dataset))
        write = partial(_write_graph, answered, body, graph_format, dict(prefixes))
        return Answer("graph", graph_format.media_type, write)
    solutions_format = chosen_format(request.solutions_format, SOLUTION_FORMATS, "SELECT or ASK")
    body = answered.enter_context(endpoint.opened(sent, SOLUTIONS, dataset))
    is_boolean = kind is ox.QueryBoolean
    write = partial(_write_solutions, answered, body, solutions_format, is_boolean=is_boolean)
    return Answer("boolean" if is_boolean else "solutions", solutions_format.media_type, write)


def _require_graphs(endpoint: SparqlEndpoint, request: QueryRequest, prefixes: Mapping[str, str]) -> None:
    """See that the graphs are in the store: some stores fetch what they do not have."""
    reader = EndpointReader(endpoint)
    named = [
        *(
            ("FROM names a graph that does not exist:", graph)
            for graph in graphs_after_from(request.text, prefixes, request.base_iri)
        ),
        *(("There is no graph", graph) for graph in (*request.default_graphs, *request.named_graphs)),
    ]
    for told, graph in named:
        try:
            is_there = reader.ask(f"ASK {{ GRAPH {checked_iri(graph)} {{ ?s ?p ?o }} }}")
        except RejectedTermError:
            is_there = False
        if not is_there:
            raise QueryError(f"{told} {graph}")


def _kind_of(text: str, request: QueryRequest, prefixes: Mapping[str, str]) -> type[object]:
    """Return which kind of results a query has, by running it over nothing."""
    try:
        return type(ox.Store().query(text, prefixes=dict(prefixes), base_iri=request.base_iri))
    except SyntaxError as error:
        raise explain_syntax_error(str(error), request.text, prefixes) from error
    except (OSError, RuntimeError) as error:
        if unknown := _FUNCTION.match(str(error)):
            raise QueryError(f"There is no function {unknown[1]}; there are only those of SPARQL.") from error
        raise MachineError("The query could not be started.") from error


def _with_prologue(text: str, prefixes: Mapping[str, str], base_iri: str | None) -> str:
    """Return the query with declarations before it; those of its own come later, and so hold."""
    code = masked(text)
    may_be_escaped = "\\" in code
    used = [name for name in prefixes if may_be_escaped or f"{name}:" in code]
    declared = [f"PREFIX {name}: <{prefixes[name]}>" for name in used]
    base = [] if base_iri is None else [f"BASE <{base_iri}>"]
    return "\n".join([*base, *declared, text])


def _write_graph(
    answered: ExitStack, body: IO[bytes], form: ox.RdfFormat, prefixes: dict[str, str], output: IO[bytes]
) -> None:
    with answered:
        ox.serialize(_triples(body), cast(Any, output), format=form, prefixes=prefixes)


def _triples(body: IO[bytes]) -> Iterator[ox.Triple]:
    try:
        for quad in ox.parse(cast(Any, body), format=ox.RdfFormat.N_TRIPLES):
            yield quad.triple
    except SyntaxError as error:
        raise MachineError("The store behind this service gave triples that do not parse.") from error


def _write_solutions(
    answered: ExitStack, body: IO[bytes], form: ox.QueryResultsFormat, output: IO[bytes], *, is_boolean: bool
) -> None:
    with answered:
        results = parsed_results(body)
        if is_boolean:
            answer = str(as_boolean(results)).lower()
            results = cast(ox.QueryBoolean, ox.Store().query(f"ASK {{ FILTER({answer}) }}"))
        try:
            results.serialize(cast(Any, output), format=form)
        except SyntaxError as error:
            raise MachineError("The store behind this service gave results that do not parse.") from error
