"""The graph behind a SPARQL endpoint, read whole or not at all; only when the user has named its address."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pyoxigraph as ox

from osce_kg.errors import InputError, LimitError
from osce_kg.validation.sources import ReceivedRdf
from osce_kg.web import WebLimits, WebRequest, fetch, without_credentials

PAGE = 10_000
"""Statements asked for at a time where an endpoint gives no more at once."""

_PATTERN = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
_DISTINCT = f"SELECT DISTINCT ?s ?p ?o WHERE {{ {_PATTERN} }}"
_COUNT = f"SELECT (COUNT(*) AS ?n) WHERE {{ {{ {_DISTINCT} }} }}"
_ALL = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_PATTERN} }}"
_SOLUTIONS = frozenset({"application/sparql-results+json", "application/json"})
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_HEADERS = {"User-Agent": "osce-kg (validates the graph of this endpoint)"}


def read_endpoint(url: str, limits: WebLimits, page: int = PAGE) -> ReceivedRdf:
    """Return all statements of all graphs of an endpoint, in a fixed order.

    Many endpoints cut a long answer without a word. The statements are therefore counted first; if fewer
    come, they are asked for page by page; if fewer come then, too, nothing is returned.

    Args:
        page: statements to ask for at a time.

    Raises:
        InputError: not http(s), no SPARQL endpoint, or one that does not give all that it has.
        LimitError: an answer is too large or takes too long.
    """
    name = without_credentials(url)
    try:
        number = _count(url, limits)
        statements = _construct(url, limits, _ALL)
        if len(statements) < number and not any(map(_has_blank_node, statements)):
            statements = _paged(url, limits, page, number)
    except LimitError as error:
        raise LimitError(f"{name}: {error}") from error
    except InputError as error:
        raise InputError(error.reason, source=name) from error
    if len(statements) < number:
        reason = f"the endpoint gives {len(statements):,} of its {number:,} statements: it cuts its answers"
        raise InputError(reason, source=name)
    data = "".join(sorted(f"{statement} .\n" for statement in statements))
    return ReceivedRdf(name, data.encode(), ox.RdfFormat.N_TRIPLES, has_lines=False)


def _count(url: str, limits: WebLimits) -> int:
    headers = {**_HEADERS, "Accept": "application/sparql-results+json"}
    answer = fetch(WebRequest(url, headers, _SOLUTIONS, {"query": _COUNT}), limits)
    try:
        (row,) = json.loads(answer.raw)["results"]["bindings"]
        return int(row["n"]["value"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("no SPARQL endpoint: the number of statements was not answered") from error


def _construct(url: str, limits: WebLimits, query: str) -> set[ox.Triple]:
    headers = {**_HEADERS, "Accept": "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"}
    answer = fetch(WebRequest(url, headers, frozenset(_GRAPHS), {"query": query}), limits)
    try:
        quads: Iterable[ox.Quad] = ox.parse(
            answer.raw, format=_GRAPHS[answer.media_type], base_iri=answer.url
        )
        return {quad.triple for quad in quads}
    except SyntaxError as error:
        raise InputError(f"the endpoint's answer does not parse: {error.msg or error}") from error


def _paged(url: str, limits: WebLimits, page: int, number: int) -> set[ox.Triple]:
    statements: set[ox.Triple] = set()
    # An endpoint that caps a page gives less than was asked for: what has come tells where to go on.
    while len(statements) < number:
        ordered = f"{_DISTINCT} ORDER BY ?s ?p ?o LIMIT {page} OFFSET {len(statements)}"
        more = _construct(url, limits, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ {ordered} }} }}") - statements
        if not more:
            break
        statements |= more
    return statements


def _has_blank_node(statement: ox.Triple) -> bool:
    """Tell whether a statement has a name that holds for one answer only: pages do not fit together then."""
    return any(isinstance(term, ox.BlankNode) for term in (statement.subject, statement.object))
