"""The SPARQL 1.1 Service Description of the endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from osce_kg.namespaces import PREFIXES
from osce_kg.publishing.description import DATASET
from osce_kg.querying.formats import GRAPH_FORMATS, SOLUTION_FORMATS

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")


def describe_service(endpoint: str) -> Iterator[ox.Triple]:
    """Give the triples that say what the endpoint at this address can do."""
    service, dataset = ox.NamedNode(endpoint), ox.NamedNode(DATASET)

    def about_service(name: str, value: ox.NamedNode) -> ox.Triple:
        return ox.Triple(service, ox.NamedNode(_SD + name), value)

    yield ox.Triple(service, _TYPE, ox.NamedNode(_SD + "Service"))
    yield about_service("endpoint", service)
    yield about_service("supportedLanguage", ox.NamedNode(_SD + "SPARQL11Query"))
    yield about_service("feature", ox.NamedNode(_SD + "UnionDefaultGraph"))
    for iri in (
        *(item.iri for item in SOLUTION_FORMATS.values()),
        *(item.iri for item in GRAPH_FORMATS.values()),
    ):
        yield about_service("resultFormat", ox.NamedNode(iri))
    yield about_service("defaultDataset", dataset)
    yield ox.Triple(dataset, _TYPE, ox.NamedNode(_SD + "Dataset"))
