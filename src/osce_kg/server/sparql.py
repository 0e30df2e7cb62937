"""``/sparql``: SPARQL 1.1 Protocol, queries only; and the same as a page for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Final

from flask import Blueprint, Response, make_response, render_template, request

from osce_kg.errors import QueryError
from osce_kg.querying.execution import QueryRequest
from osce_kg.querying.pool import QueryAnswer
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
from osce_kg.server.service_description import describe_service
from osce_kg.server.site import current_site

blueprint = Blueprint("sparql", __name__)

_SHOWN_ROWS: Final = 1000
_SHOWN_BYTES: Final = 4 << 20
_PART: Final = 1 << 16
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
        return graph_response(
            describe_service(request.base_url, current_site().sizes), require(accept, GRAPH_OFFERS)
        )
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
    answer = _queried(parameters.as_request(solutions, graph, current_site().settings.base_iri))
    offer = graph if answer.kind == "graph" else solutions
    media_type = offer.media_type if offer else answer.media_type
    response = Response(_parts(answer.body), content_type=content_type(media_type))
    response.call_on_close(answer.body.close)
    # The length tells a client whose connection breaks that something is missing.
    response.content_length = answer.size
    response.vary.add("Accept")
    return response


def _queried(query: QueryRequest) -> QueryAnswer:
    # waitress tells; other servers do not, and queries then run on to their deadline.
    is_abandoned = request.environ.get("waitress.client_disconnected", lambda: False)
    return current_site().pool.query(query, client=request.remote_addr or "", is_abandoned=is_abandoned)


def _parts(body: IO[bytes]) -> Iterator[bytes]:
    while part := body.read(_PART):
        yield part


def _page(parameters: ProtocolParameters) -> Response:
    """Return the query form with the answer below it, or with what is wrong with the query."""
    shown: dict[str, object] = {}
    status = 200
    if parameters.query is not None:
        try:
            answer = _queried(
                parameters.as_request(SOLUTION_OFFERS[0], GRAPH_OFFERS[0], current_site().settings.base_iri)
            )
            with answer.body:
                shown = _shown(answer)
        except QueryError as error:
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


def _shown(answer: QueryAnswer) -> dict[str, object]:
    """Return what the template shows of an answer; a long one is offered for download instead."""
    if answer.size > _SHOWN_BYTES:
        return {"kind": answer.kind, "too_long": answer.size}
    content = answer.body.read()
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
