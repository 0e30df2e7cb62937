"""Linked data: ``/id/…`` leads to ``/doc/…``, which describes a thing as a page or as RDF.

A suffix asks for a form where a header cannot: ``/doc/person/p000017.ttl``.
"""

from __future__ import annotations

from typing import NoReturn

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from rdflib.term import URIRef
from werkzeug.wrappers import Response as WsgiResponse

from osce_kg.server.description import describe, statements_about
from osce_kg.server.graphs import as_triples, finished, graph_response
from osce_kg.server.negotiation import GRAPH_OFFERS, HTML, SUFFIXES, Offer, require
from osce_kg.server.site import current_site
from osce_kg.store.gate import RejectedTermError, checked_iri

blueprint = Blueprint("resources", __name__)


@blueprint.get("/id/<path:key>")
def identify(key: str) -> WsgiResponse:
    """Lead from a thing to the document about it."""
    reader = current_site().reader
    iri = _iri(f"id/{_without_suffix(key)[0]}")
    if not any(reader.quads(subject=iri)) and not any(reader.quads(value=iri)):
        _abort_unknown()
    return redirect(url_for("resources.document", key=key), 303)


@blueprint.get("/doc/<path:key>")
def document(key: str) -> Response:
    """Describe a thing."""
    return _described("id/", key)


@blueprint.get("/vocab/<path:key>")
def concept(key: str) -> Response:
    """Describe a concept of a vocabulary, or a vocabulary."""
    return _described("vocab/", key)


@blueprint.get("/graph/<path:key>")
def named_graph(key: str) -> Response:
    """Give a named graph."""
    site = current_site()
    graph = _iri(f"graph/{key}")
    if graph not in site.reader.graphs():
        abort(404, "There is no such graph.")
    return graph_response(
        as_triples(site.reader.quads(graph)), require(request.accept_mimetypes, GRAPH_OFFERS)
    )


def _described(kind: str, key: str) -> Response:
    site = current_site()
    key, offer = _without_suffix(key)
    iri = _iri(kind + key)
    offer = offer or require(request.accept_mimetypes, (*GRAPH_OFFERS, HTML))
    if offer == HTML:
        return _page(iri)
    statements = statements_about(site.reader, iri)
    if not statements:
        _abort_unknown()
    return graph_response(as_triples(statements), offer)


def _without_suffix(key: str) -> tuple[str, Offer | None]:
    for suffix, offer in SUFFIXES.items():
        if key.endswith(suffix):
            return key.removesuffix(suffix), offer
    return key, None


def _iri(path: str) -> URIRef:
    """Return the IRI of what is asked for; what cannot be one is not in the graph."""
    iri = current_site().settings.base_iri + path
    try:
        # Before rdflib sees it: it would print what it does not like.
        checked_iri(iri)
    except RejectedTermError:
        _abort_unknown()
    return URIRef(iri)


def _page(iri: URIRef) -> Response:
    description = describe(current_site().reader, iri)
    if description is None:
        _abort_unknown()
    return finished(Response(render_template("resource.html", it=description), mimetype="text/html"))


def _abort_unknown() -> NoReturn:
    abort(404, "The graph knows nothing under this address.")
