"""A statement: one quad with the named graph that it belongs to."""

from __future__ import annotations

from typing import NamedTuple

from rdflib.term import Literal, URIRef


class Statement(NamedTuple):
    """Subject, predicate, object and named graph. There are no blank nodes in published data."""

    subject: URIRef
    predicate: URIRef
    object: URIRef | Literal
    graph: URIRef
