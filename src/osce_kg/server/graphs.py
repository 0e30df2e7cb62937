"""Small graphs as answers: what is known of one thing, the ontology, the service's description."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

import pyoxigraph as ox
from flask import Response, request

from osce_kg.model.statement import Statement
from osce_kg.namespaces import PREFIXES
from osce_kg.publishing.description import DCAT, SPDX, VOID
from osce_kg.querying.formats import GRAPH_FORMATS
from osce_kg.server.negotiation import Offer, content_type
from osce_kg.store.gate import checked_iri, checked_term
from osce_kg.store.interface import TripleOfTerms

_PREFIXES: Final = PREFIXES | {
    "dcat": DCAT,
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": SPDX,
    "void": VOID,
}


def graph_response(triples: Iterable[ox.Triple], offer: Offer) -> Response:
    """Return the triples, sorted and each once, in the form that was chosen."""
    lines = sorted(set(triples), key=str)
    rdf_format = GRAPH_FORMATS[offer.name]
    body = cast(bytes, ox.serialize(lines, format=rdf_format, prefixes=_PREFIXES))
    response = Response(body, content_type=content_type(offer.media_type))
    return finished(response)


def lines_response(n_triples: bytes, offer: Offer) -> Response:
    """Return the triples of some N-Triples lines, sorted, in the form that was chosen; they may be many."""
    body = b"\n".join(sorted(n_triples.splitlines())) + b"\n"
    if offer.name != "ntriples":
        quads = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
        triples = (quad.triple for quad in quads)
        body = cast(bytes, ox.serialize(triples, format=GRAPH_FORMATS[offer.name], prefixes=_PREFIXES))
    return finished(Response(body, content_type=content_type(offer.media_type)))


def finished(response: Response) -> Response:
    """Return the response with what an answer by content negotiation needs: Vary, and an ETag to ask with."""
    response.vary.add("Accept")
    response.headers.setdefault("Cache-Control", "no-cache")
    response.add_etag()
    response.make_conditional(request)
    return response


def as_triples(statements: Iterable[Statement | TripleOfTerms]) -> Iterable[ox.Triple]:
    """Give the triples of statements."""
    for subject, predicate, value in (statement[:3] for statement in statements):
        yield ox.Triple(checked_iri(str(subject)), checked_iri(str(predicate)), checked_term(value))
