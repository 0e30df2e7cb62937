"""Deterministic, stable IRIs and keys.

Keys are made of ``[a-z0-9.-]`` (States: upper-case ISO codes) and never contain a name that can change;
what has no number of its own gets a digest of the things that identify it.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from rdflib.term import URIRef

from osce_kg.namespaces import GRAPH, ID

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~/-]{0,180}")


def digest(*parts: str, length: int = 12) -> str:
    """Return ``length`` hex digits over the parts; the parts cannot run into each other."""
    joined = "\x1f".join(parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:length]


@lru_cache(maxsize=1 << 16)
def entity_iri(key: str) -> URIRef:
    """Return the IRI of an entity key such as ``person/p000017``.

    Raises:
        ValueError: the key has characters outside the allow-list.
    """
    if not _KEY.fullmatch(key) or ".." in key or "//" in key:
        raise ValueError(f"not a key: {key!r}")
    return ID[key]


def document_graph(document_key: str) -> URIRef:
    """Return the named graph that holds what one document says."""
    return GRAPH[f"document/{document_key}"]


REFERENCE_GRAPH = GRAPH["reference"]
"""What ``data/reference`` says."""

ENTITY_GRAPH = GRAPH["entities"]
"""What resolution decided: entities with their preferred labels, and why mentions were linked to them."""

DERIVED_GRAPH = GRAPH["derived"]
"""What follows by the published rules; nothing here is asserted by a document."""

ONTOLOGY_GRAPH = GRAPH["ontology"]
"""The ontology and its vocabularies, so that labels of terms can be queried beside the data."""


def passage_iri(document_key: str, start: int, end: int) -> URIRef:
    """Return the IRI of the passage ``[start, end)`` of a document."""
    return ID[f"passage/{document_key}/{start}-{end}"]
