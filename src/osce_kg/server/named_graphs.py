"""``/graph/…``: a named graph as data, and a page that says what it holds."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, render_template, request
from rdflib.term import URIRef

from osce_kg.identifiers import DERIVED_GRAPH, ENTITY_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH
from osce_kg.namespaces import ID
from osce_kg.server.graphs import finished, lines_response
from osce_kg.server.negotiation import HTML, required_form, split_suffix
from osce_kg.server.site import current_site
from osce_kg.server.values import value_of

blueprint = Blueprint("named_graphs", __name__)

_HOLDS: Final = {
    ENTITY_GRAPH: "What resolution decided: people, organizations and places, each with its type and its "
    "label, and which key replaced which.",
    REFERENCE_GRAPH: "What the reference data says: States and their status, structures with their names, "
    "office holders, fields of work, series of meetings.",
    DERIVED_GRAPH: "What follows from the other graphs by the published rules; no document says it in words.",
    ONTOLOGY_GRAPH: "The ontology and its vocabularies.",
}


@blueprint.get("/graph/<path:key>")
def named_graph(key: str) -> Response:
    """Give a named graph."""
    reader = current_site().reader
    graph, suffix = _existing(key), ""
    if graph is None:  # only then: a graph of a user may have a name that ends as a suffix does
        key, suffix = split_suffix(key)
        graph = _existing(key)
    if graph is None:
        abort(404, "There is no such graph.")
    offer = required_form(suffix, request.accept_mimetypes)
    if offer != HTML:
        # All of it: a part of a graph under the name of the graph would be another graph.
        return lines_response(reader.n_triples(graph), offer)
    document = ID[key] if key.startswith("document/") else None
    page = render_template(
        "graph.html",
        iri=str(graph),
        holds=_HOLDS.get(graph),
        document=value_of(reader, document) if document else None,
    )
    return finished(Response(page, mimetype="text/html"))


def _existing(key: str) -> URIRef | None:
    """Return the graph of a key; None if there is none."""
    graph = current_site().links.iri(f"graph/{key}")
    return graph if graph is not None and any(current_site().reader.quads(graph)) else None
