"""``/sparql``: SPARQL 1.1 Protocol, queries only; and the same as a page for people."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, request

from osce_kg.errors import EndpointError, QueryError
from osce_kg.namespaces import PREFIXES
from osce_kg.querying.execution import Answer, QueryRequest, execute_query
from osce_kg.querying.federation import AskEndpoints, with_answers_of_endpoints
from osce_kg.querying.inspection import gives_same_answer_again, may_call_service
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
from osce_kg.server.service_description import describe_service, endpoint_address
from osce_kg.server.site import current_site
from osce_kg.server.streamed import StreamedAnswer

blueprint = Blueprint("sparql", __name__)

ASK_ENDPOINTS: Final = "osce_kg.ask_endpoints"
"""What the host puts into the WSGI environment if it can call other endpoints: an ``AskEndpoints``."""

_SHOWN_ROWS: Final = 1000
_SHOWN_BYTES: Final = 4 << 20
_EVERY_OFFER: Final = (*SOLUTION_OFFERS, *GRAPH_OFFERS)


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, describe the service, to browsers as a form."""
    parameters = read_parameters(request)
    accept = request.accept_mimetypes
    is_browser = choose(accept, (*_EVERY_OFFER, HTML)) == HTML
    if parameters.query is None:
        if is_browser:
            return _page(parameters)
        site = current_site()
        described = describe_service(
            endpoint_address(request, site.settings), site.sizes, calls_endpoints=_may_call() is not None
        )
        return graph_response(described, require(accept, GRAPH_OFFERS))
    if parameters.format and (is_browser or not accept):
        # A link on a page cannot set the header.
        return _answer(
            parameters, _named(parameters.format, SOLUTION_OFFERS), _named(parameters.format, GRAPH_OFFERS)
        )
    if is_browser:
        return _page(parameters)
    require(accept, _EVERY_OFFER)
    return _answer(parameters, choose(accept, SOLUTION_OFFERS), choose(accept, GRAPH_OFFERS))


def _named(name: str, offers: tuple[Offer, ...]) -> Offer | None:
    return next((offer for offer in offers if offer.name == name), None)


def _answer(parameters: ProtocolParameters, solutions: Offer | None, graph: Offer | None) -> Response:
    asked = parameters.as_request(solutions, graph, current_site().settings.base_iri)
    query = _joined(asked)
    answer = _started(query)
    offer = graph if answer.kind == "graph" else solutions
    media_type = offer.media_type if offer else answer.media_type
    response = Response(content_type=content_type(media_type), direct_passthrough=True)
    response.response = StreamedAnswer(answer)
    response.vary.add("Accept")
    if query is asked and gives_same_answer_again(query.text):
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(_version_of(query, media_type), weak=True)
        if "If-None-Match" in request.headers:
            response.make_conditional(request)
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def _version_of(query: QueryRequest, media_type: str) -> str:
    """Return a digest of what the answer depends on, so that it is known before the answer is."""
    deciding = (current_site().summary.graph_version, media_type, query)
    return hashlib.blake2b(repr(deciding).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _joined(query: QueryRequest) -> QueryRequest:
    """Return the query with what other endpoints answer in it; as it is, if it calls none, or none may be."""
    ask = _may_call()
    if ask is None or not may_call_service(query.text):
        return query
    return with_answers_of_endpoints(query, PREFIXES, current_site().settings.federated_endpoints, ask)


def _may_call() -> AskEndpoints | None:
    """Return what calls other endpoints, if there are any that may be called and a host that can do it."""
    ask: AskEndpoints | None = request.environ.get(ASK_ENDPOINTS)
    return ask if current_site().settings.federated_endpoints else None


def _started(query: QueryRequest) -> Answer:
    return execute_query(current_site().store, query, PREFIXES)


def _page(parameters: ProtocolParameters) -> Response:
    """Return the query form with the answer below it, or with what is wrong with the query."""
    shown: dict[str, object] = {}
    status = 200
    if parameters.query is not None:
        try:
            base_iri = current_site().settings.base_iri
            query = _joined(parameters.as_request(SOLUTION_OFFERS[0], GRAPH_OFFERS[0], base_iri))
            shown = _shown(_started(query))
        except (QueryError, EndpointError) as error:
            status = error.http_status
            shown = {"error": str(error)}
    page = render_template(
        "query.html",
        query=parameters.query or "",
        examples=current_site().examples,
        rows_limit=_SHOWN_ROWS,
        **shown,
    )
    response = make_response(page, status)
    response.vary.add("Accept")
    return response


def _shown(answer: Answer) -> dict[str, object]:
    """Return what the template shows of an answer; a long one is offered for download instead."""
    body = _ShortBody()
    try:
        answer.write_to(body)
    except _TooLongError:
        return {"kind": answer.kind, "too_long": True}
    content = body.getvalue()
    if answer.kind == "graph":
        return {"kind": "graph", "turtle": content.decode()}
    document = json.loads(content)
    if answer.kind == "boolean":
        return {"kind": "boolean", "boolean": document["boolean"]}
    rows = document["results"]["bindings"]
    return {
        "kind": "solutions",
        "names": document["head"]["vars"],
        "rows": rows[:_SHOWN_ROWS],
        "total": len(rows),
    }


class _ShortBody(io.BytesIO):
    """Takes an answer that a page can show."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > _SHOWN_BYTES:
            raise _TooLongError
        return super().write(data)


class _TooLongError(Exception):
    """The answer is longer than a page should be."""
