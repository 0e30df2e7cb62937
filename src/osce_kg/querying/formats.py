"""The forms an answer can have: one set for solutions and booleans, one for graphs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

SOLUTION_FORMATS: Final[Mapping[str, ox.QueryResultsFormat]] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
"""Forms of SELECT and ASK answers."""

GRAPH_FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "xml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
"""Forms of CONSTRUCT and DESCRIBE answers; in TriG and N-Quads all of it is in the default graph."""
