"""Linked data: ``/id/…`` leads to ``/doc/…``, which describes a thing as a page or as RDF.

A suffix asks for a form where a header cannot: ``/doc/person/p000017.ttl``.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from rdflib.term import URIRef
from werkzeug.wrappers import Response as WsgiResponse

from osce_kg.identifiers import ONTOLOGY_GRAPH
from osce_kg.server.description import describe, statements_about
from osce_kg.server.graphs import as_triples, finished, graph_response
from osce_kg.server.negotiation import GRAPH_OFFERS, HTML, Offer, require
from osce_kg.server.site import current_site
from osce_kg.server.terms import list_terms

blueprint = Blueprint("resources", __name__)

_SUFFIXES: Final = {
    ".ttl": Offer("turtle", "text/turtle"),
    ".nt": Offer("ntriples", "application/n-triples"),
    ".jsonld": Offer("jsonld", "application/ld+json"),
    ".rdf": Offer("xml", "application/rdf+xml"),
    ".html": HTML,
}


@blueprint.get("/id/<path:key>")
def identify(key: str) -> WsgiResponse:
    """Lead from a thing to the document about it."""
    return redirect(url_for("resources.document", key=key), 303)


@blueprint.get("/doc/<path:key>")
def document(key: str) -> Response:
    """Describe a thing."""
    return _described("id/", key)


@blueprint.get("/vocab/<path:key>")
def concept(key: str) -> Response:
    """Describe a concept of a vocabulary, or a vocabulary."""
    return _described("vocab/", key)


@blueprint.get("/ontology")
@blueprint.get("/ontology<any('.ttl', '.nt', '.jsonld', '.rdf', '.html'):suffix>")
def ontology(suffix: str = "") -> Response:
    """Give the ontology with its vocabularies."""
    site = current_site()
    offer = _SUFFIXES[suffix] if suffix else require(request.accept_mimetypes, (*GRAPH_OFFERS, HTML))
    if offer == HTML:
        page = render_template("ontology.html", it=list_terms(site.reader, site.settings.base_iri))
        return finished(Response(page, mimetype="text/html"))
    return graph_response(as_triples(site.reader.quads(ONTOLOGY_GRAPH)), offer)


@blueprint.get("/graph/<path:key>")
def named_graph(key: str) -> Response:
    """Give a named graph."""
    site = current_site()
    graph = URIRef(f"{site.settings.base_iri}graph/{key}")
    if graph not in site.reader.graphs():
        abort(404, "There is no such graph.")
    return graph_response(
        as_triples(site.reader.quads(graph)), require(request.accept_mimetypes, GRAPH_OFFERS)
    )


def _described(kind: str, key: str) -> Response:
    site = current_site()
    offer, key = _requested_form(key)
    iri = URIRef(f"{site.settings.base_iri}{kind}{key}")
    if offer == HTML:
        return _page(iri)
    statements = statements_about(site.reader, iri)
    if not statements:
        _abort_unknown()
    return graph_response(as_triples(statements), offer)


def _requested_form(key: str) -> tuple[Offer, str]:
    for suffix, offer in _SUFFIXES.items():
        if key.endswith(suffix):
            return offer, key.removesuffix(suffix)
    return require(request.accept_mimetypes, (*GRAPH_OFFERS, HTML)), key


def _page(iri: URIRef) -> Response:
    description = describe(current_site().reader, iri)
    if description is None:
        _abort_unknown()
    return finished(Response(render_template("resource.html", it=description), mimetype="text/html"))


def _abort_unknown() -> None:
    abort(404, "The graph knows nothing under this address.")
