"""Queries that call other endpoints, where there is a host that can call them and a list of whom."""

from __future__ import annotations

from typing import Final, cast

from flask import request

from osce_kg.namespaces import PREFIXES
from osce_kg.querying.answers import QueryRequest
from osce_kg.querying.federation import AskEndpoints, cut_out_calls, with_answers_of_endpoints
from osce_kg.querying.inspection import may_call_service
from osce_kg.server.site import current_site

ASK_ENDPOINTS: Final = "osce_kg.ask_endpoints"
"""What the host puts into the WSGI environment if it can call other endpoints: an ``AskEndpoints``."""


def may_call_endpoints() -> bool:
    """Tell whether queries may call any endpoint here."""
    return ASK_ENDPOINTS in request.environ and bool(current_site().settings.federated_endpoints)


def joined_with_endpoints(query: QueryRequest) -> QueryRequest:
    """Return the query with the solutions of the endpoints that it calls; the same one if it calls none.

    Where none may be called, a query that calls one stays as it is, and is refused when it runs.

    Raises:
        QueryError: it does not parse, or calls whom or as it may not.
        EndpointError: an endpoint has no answer that can be used.
    """
    if not may_call_endpoints() or not may_call_service(query.text):
        return query
    ask = cast(AskEndpoints, request.environ[ASK_ENDPOINTS])
    return with_answers_of_endpoints(query, PREFIXES, current_site().settings.federated_endpoints, ask)


def text_without_calls(query: QueryRequest) -> str:
    """Return the query's text with an empty block for each endpoint that it calls, which nobody asks.

    Raises:
        QueryError: it does not parse, or calls whom or as it may not.
    """
    if not may_call_endpoints() or not may_call_service(query.text):
        return query.text
    return cut_out_calls(query, PREFIXES, current_site().settings.federated_endpoints).text
