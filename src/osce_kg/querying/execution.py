"""Running one query on an open store, and saying clearly why one does not run."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO, Any, Final, TypeVar

import pyoxigraph as ox

from osce_kg.errors import FormatError, MachineError, QueryError
from osce_kg.querying.columns import with_columns_in_order
from osce_kg.querying.datasets import graphs_after_from
from osce_kg.querying.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from osce_kg.querying.inspection import refuse_unsafe
from osce_kg.querying.syntax_errors import explain_syntax_error

_UNKNOWN_FUNCTION: Final = re.compile(r"The custom function (<.*>) is not supported")

_Format = TypeVar("_Format", ox.QueryResultsFormat, ox.RdfFormat)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a VALUES block that is empty in the text of a query.

    Attributes:
        from_end: how many characters of the text follow them.
        text: the rows; nothing but RDF terms and UNDEF in brackets.
    """

    from_end: int
    text: str


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query and the forms in which its answer is wanted.

    Attributes:
        text: the query, SPARQL 1.1.
        solutions_format: key of ``SOLUTION_FORMATS`` for SELECT and ASK; None if none of them would do.
        graph_format: key of ``GRAPH_FORMATS`` for CONSTRUCT and DESCRIBE; None if none of them would do.
        default_graphs, named_graphs: the dataset by the protocol; both empty: everything.
        base_iri: what relative IRIs of the query are relative to, unless it has a BASE of its
            own; None: a relative IRI is an error.
        rows: what goes into the text once that has been found safe, in the order of the text.
    """

    text: str
    solutions_format: str | None = "json"
    graph_format: str | None = "turtle"
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    base_iri: str | None = None
    rows: Sequence[Rows] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that has not been computed to its end: ``write_to`` does that.

    Attributes:
        kind: ``solutions``, ``boolean`` or ``graph``.
        media_type: of what ``write_to`` writes.
        serialize: computes the answer into a binary output.
    """

    kind: str
    media_type: str
    serialize: Callable[[IO[bytes]], object]

    def write_to(self, output: IO[bytes]) -> None:
        """Compute the answer and write it.

        Raises:
            MachineError: the store cannot be read.
        """
        try:
            self.serialize(output)
        except (OSError, RuntimeError) as error:
            raise MachineError("The query could not be computed to its end.") from error


def execute_query(store: ox.Store, request: QueryRequest, prefixes: Mapping[str, str]) -> Answer:
    """Start a query on a store, read-only and without any call to another host.

    Args:
        store: the store; its default graph is the union of its named graphs.
        request: the query.
        prefixes: prefixes that queries may use without declaring them, and that Turtle answers use.

    Raises:
        QueryError: the query does not parse, or is not allowed (``RefusedQueryError``).
        FormatError: the answer cannot be given in the form that was asked for.
    """
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
        graph_format = _chosen(request.graph_format, GRAPH_FORMATS, "CONSTRUCT or DESCRIBE")
        # The results' own serialiser knows no prefixes.
        serialize = partial(ox.serialize, results, format=graph_format, prefixes=dict(prefixes))
        return Answer("graph", graph_format.media_type, serialize)
    solutions_format = _chosen(request.solutions_format, SOLUTION_FORMATS, "SELECT or ASK")
    kind = "boolean" if isinstance(results, ox.QueryBoolean) else "solutions"
    return Answer(kind, solutions_format.media_type, partial(results.serialize, format=solutions_format))


def prefixes_used(prefixes: Mapping[str, str], text: str) -> dict[str, str]:
    """Return the prefixes that the text may use: each costs the engine some time."""
    may_be_escaped = "\\" in text
    return {prefix: iri for prefix, iri in prefixes.items() if may_be_escaped or f"{prefix}:" in text}


def _filled(text: str, rows: Sequence[Rows]) -> str:
    """Return the text with the rows in it; their places count from its end, as its start has changed."""
    parts, start = [], 0
    for block in rows:
        place = len(text) - block.from_end
        parts += [text[start:place], block.text]
        start = place
    return "".join((*parts, text[start:]))


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


def _chosen(name: str | None, formats: Mapping[str, _Format], forms: str) -> _Format:
    if name is None or name not in formats:
        known = ", ".join(f"{key} ({item.media_type.partition(';')[0]})" for key, item in formats.items())
        raise FormatError(f"The answer of a {forms} query can be given as {known}.")
    return formats[name]
