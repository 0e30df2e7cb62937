"""The documents behind the IRIs of terms and shapes: a page for people, a graph for programs."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as WsgiResponse

from osce_kg import __version__
from osce_kg.identifiers import ONTOLOGY_GRAPH
from osce_kg.ontology.page import RenderedPage, read_triples, render_ontology, render_shapes, shapes_files
from osce_kg.server.graphs import as_triples, finished, graph_response
from osce_kg.server.headers import policy
from osce_kg.server.negotiation import ANY_SUFFIX, HTML, required_form
from osce_kg.server.site import current_site

blueprint = Blueprint("ontology", __name__)


@blueprint.get("/ontology")
@blueprint.get(f"/ontology{ANY_SUFFIX}")
def ontology(suffix: str = "") -> Response:
    """Give the ontology with its vocabularies."""
    offer = required_form(suffix, request.accept_mimetypes)
    if offer == HTML:
        return _page_response(_ontology_page(url_for("start.start")))
    return graph_response(as_triples(current_site().reader.quads(ONTOLOGY_GRAPH)), offer)


@blueprint.get("/ontology/<name>")
def part_of_ontology(name: str) -> WsgiResponse:
    """Lead from the IRI of a version or a module to the ontology, if it is one of those that are served."""
    site = current_site()
    iri = site.links.iri(f"ontology/{name}")
    if name != __version__ and (iri is None or not site.describer.knows(iri)):
        abort(404, f"This is version {__version__} of the ontology; others are not kept here.")
    return redirect(url_for("ontology.ontology"), 303)


@blueprint.get("/shapes")
@blueprint.get(f"/shapes{ANY_SUFFIX}")
def shapes(suffix: str = "") -> Response:
    """Give the shapes that data is validated with."""
    offer = required_form(suffix, request.accept_mimetypes)
    if offer == HTML:
        return _page_response(_shapes_page(url_for("start.start")))
    return graph_response(read_triples(shapes_files()), offer)


def _page_response(page: RenderedPage) -> Response:
    """Return a page that brings its style sheet along; no other one may be in it."""
    response = Response(page.html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = policy(f"'{page.style_digest}'")
    return finished(response)


# The text depends on the package and on where the server is mounted, which no client can choose.
@lru_cache(maxsize=4)
def _ontology_page(home: str) -> RenderedPage:
    return render_ontology(home=home)


@lru_cache(maxsize=4)
def _shapes_page(home: str) -> RenderedPage:
    return render_shapes(home=home)
