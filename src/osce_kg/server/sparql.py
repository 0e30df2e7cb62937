"""``/sparql``: SPARQL 1.1 Protocol, queries only; the same for people is in ``query_page``."""

from __future__ import annotations

import hashlib
from typing import Final

from flask import Blueprint, Response, request

from osce_kg.namespaces import PREFIXES
from osce_kg.querying.execution import QueryRequest, execute_query
from osce_kg.querying.inspection import gives_same_answer_again
from osce_kg.server.federation import joined_with_endpoints, may_call_endpoints
from osce_kg.server.graphs import graph_response
from osce_kg.server.negotiation import (
    GRAPH_OFFERS,
    HTML,
    SOLUTION_OFFERS,
    Offer,
    choose,
    content_type,
    require,
)
from osce_kg.server.protocol import ProtocolParameters, read_parameters
from osce_kg.server.query_page import answer_page, query_page
from osce_kg.server.service_description import describe_service, endpoint_address
from osce_kg.server.site import current_site
from osce_kg.server.streamed import StreamedAnswer

blueprint = Blueprint("sparql", __name__)

_EVERY_OFFER: Final = (*SOLUTION_OFFERS, *GRAPH_OFFERS)


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, describe the service, to browsers as a form."""
    parameters = read_parameters(request)
    accept = request.accept_mimetypes
    is_browser = choose(accept, (*_EVERY_OFFER, HTML)) == HTML
    if parameters.query is None:
        if is_browser:
            return query_page(parameters)
        site = current_site()
        described = describe_service(
            endpoint_address(request, site.settings), site.sizes, calls_endpoints=may_call_endpoints()
        )
        return graph_response(described, require(accept, GRAPH_OFFERS))
    if parameters.format and (is_browser or not accept):
        # A link on a page cannot set the header.
        return _answer(
            parameters, _named(parameters.format, SOLUTION_OFFERS), _named(parameters.format, GRAPH_OFFERS)
        )
    if is_browser:
        return query_page(parameters)
    require(accept, _EVERY_OFFER)
    # Which kind of answer it is shows when the query has begun; a page can show each.
    return _answer(
        parameters, choose(accept, (*SOLUTION_OFFERS, HTML)), choose(accept, (*GRAPH_OFFERS, HTML))
    )


def _named(name: str, offers: tuple[Offer, ...]) -> Offer | None:
    return next((offer for offer in offers if offer.name == name), None)


def _answer(parameters: ProtocolParameters, solutions: Offer | None, graph: Offer | None) -> Response:
    asked = parameters.as_request(
        SOLUTION_OFFERS[0] if solutions == HTML else solutions,
        GRAPH_OFFERS[0] if graph == HTML else graph,
        current_site().settings.base_iri,
    )
    query = joined_with_endpoints(asked)
    answer = execute_query(current_site().store, query, PREFIXES)
    is_lasting = query is asked and gives_same_answer_again(query.text)
    offer = graph if answer.kind == "graph" else solutions
    if offer == HTML:
        return answer_page(asked.text, answer, is_lasting=is_lasting)
    media_type = offer.media_type if offer else answer.media_type
    response = Response(content_type=content_type(media_type), direct_passthrough=True)
    response.response = StreamedAnswer(answer)
    response.vary.add("Accept")
    if is_lasting:
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(_version_of(query, media_type), weak=True)
        if "If-None-Match" in request.headers or "If-Match" in request.headers:
            response.make_conditional(request)
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def _version_of(query: QueryRequest, media_type: str) -> str:
    """Return a digest of what the answer depends on, so that it is known before the answer is."""
    deciding = (current_site().summary.graph_version, media_type, query)
    return hashlib.blake2b(repr(deciding).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
