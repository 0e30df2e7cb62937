"""Reading the content of a graph that a client sends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

from osce_kg.errors import UsageError
from osce_kg.querying.parameters import decode_text

CONTENT_FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
"""Media type to form."""

_DOCTYPE: Final = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def read_content(content: bytes, media_type: str, graph: str) -> bytes:
    """Return the content as N-Quads of the graph, each statement once, in no particular order.

    Args:
        content: what was sent.
        media_type: one of ``CONTENT_FORMATS``.
        graph: name of the graph; relative IRIs are relative to it.

    Raises:
        UsageError: it does not parse, has a DOCTYPE, wants a remote context or names graphs of its own.
    """
    rdf_format, name = CONTENT_FORMATS[media_type], ox.NamedNode(graph)
    text = decode_text(content, "content")
    if "\0" in text:  # nor UTF-16, whatever an XML declaration may say
        raise UsageError("The content has a NUL character.")
    if rdf_format == ox.RdfFormat.RDF_XML and _DOCTYPE.search(text):
        raise UsageError("RDF/XML with a DOCTYPE is refused: entities can name files or grow without end.")
    store = ox.Store()
    try:
        for quad in ox.parse(text, format=rdf_format, base_iri=graph, without_named_graphs=True):
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object, name))
    except (SyntaxError, ValueError, OSError) as error:
        raise UsageError(f"The content does not parse as {media_type}: {error}") from error
    dumped = store.dump(format=ox.RdfFormat.N_QUADS)
    assert dumped is not None
    return dumped
