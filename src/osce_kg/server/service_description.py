"""The SPARQL 1.1 Service Description of the endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

import pyoxigraph as ox
from flask import Request

from osce_kg.config import Settings
from osce_kg.namespaces import PREFIXES
from osce_kg.publishing.description import DATASET, VOID
from osce_kg.querying.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from osce_kg.server.graph_sizes import GraphSizes

_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
_TRIPLES: Final = ox.NamedNode(VOID + "triples")
_INTEGER: Final = ox.NamedNode(PREFIXES["xsd"] + "integer")
_SIMPLE_ENTAILMENT: Final = ox.NamedNode("http://www.w3.org/ns/entailment/Simple")


def endpoint_address(request: Request, settings: Settings) -> str:
    """Return the address of the endpoint: as it is configured, whatever host a client says that we are.

    Only on this machine itself is the client taken at its word: there is nobody else whom it could mislead.
    """
    if urlsplit(request.base_url).hostname in _THIS_MACHINE:
        return request.base_url
    return f"{settings.public_url or settings.base_iri}sparql"


def describe_service(
    endpoint: str, sizes: GraphSizes, *, calls_endpoints: bool = False
) -> Iterator[ox.Triple]:
    """Give the triples that say what the endpoint can do and over which dataset.

    It knows no language but SPARQL 1.1 Query and no extension function or aggregate; of what it does not know
    it says nothing, as the vocabulary has it.

    Args:
        endpoint: its address.
        sizes: the graphs of the dataset, as a query without FROM sees it.
        calls_endpoints: whether there are others that a query may call with SERVICE.
    """
    service, dataset = ox.NamedNode(endpoint), ox.NamedNode(DATASET)
    yield ox.Triple(service, _TYPE, _sd("Service"))
    for name, value in (
        ("endpoint", service),
        ("supportedLanguage", _sd("SPARQL11Query")),
        ("feature", _sd("UnionDefaultGraph")),
        *([("feature", _sd("BasicFederatedQuery"))] if calls_endpoints else ()),
        ("defaultEntailmentRegime", _SIMPLE_ENTAILMENT),
        ("defaultDataset", dataset),
        # FROM and the parameters of the protocol may name these graphs, and no others.
        ("availableGraphs", dataset),
        *(("resultFormat", _format(item.iri)) for item in SOLUTION_FORMATS.values()),
        *(("resultFormat", _format(item.iri)) for item in GRAPH_FORMATS.values()),
    ):
        yield ox.Triple(service, _sd(name), value)
    yield from _describe_dataset(dataset, sizes)


def _describe_dataset(dataset: ox.NamedNode, sizes: GraphSizes) -> Iterator[ox.Triple]:
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _TYPE, _sd("GraphCollection"))
    default = ox.NamedNode(f"{dataset.value}#default-graph")
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield from _describe_graph(default, sizes.default)
    for name, size in sizes.named.items():
        graph = ox.NamedNode(name)
        named = ox.NamedNode(f"{dataset.value}#graph-{sha256(name.encode()).hexdigest()[:12]}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, _TYPE, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), graph)
        yield ox.Triple(named, _sd("graph"), graph)
        yield from _describe_graph(graph, size)


def _describe_graph(graph: ox.NamedNode, size: int) -> Iterator[ox.Triple]:
    yield ox.Triple(graph, _TYPE, _sd("Graph"))
    yield ox.Triple(graph, _TRIPLES, ox.Literal(str(size), datatype=_INTEGER))


def _format(iri: str) -> ox.NamedNode:
    """Return W3C's name of a format; the engine has another one for JSON-LD."""
    return ox.NamedNode("http://www.w3.org/ns/formats/" + iri.rpartition("/")[2])


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
