"""The tests of W3C for the SPARQL 1.1 Graph Store HTTP Protocol, where a parameter names the graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from w3c_manifests import MF, SUITE, address
from w3c_protocol import HT, body_of, members

_STATUSES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


@dataclass(frozen=True)
class GraphRequest:
    """A request and what it must bring.

    Attributes:
        target: path and parameters; the path is that of the manifest, ``/gsp``.
        content: Turtle that the graph must be the same as; None if nothing is said of it.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    statuses: frozenset[int]
    content: bytes | None


@dataclass(frozen=True)
class GraphStoreTest:
    """Requests that are sent one after the other."""

    iri: str
    requests: tuple[GraphRequest, ...]

    @property
    def name(self) -> str:
        """The last part of the IRI."""
        return self.iri.rpartition("#")[2]


def graph_store_tests() -> tuple[GraphStoreTest, ...]:
    """Return the tests; none without the suite."""
    return tuple(_tests()) if SUITE.is_dir() else ()


def _tests() -> Iterator[GraphStoreTest]:
    file = SUITE / "graph-store-protocol/manifest-indirect.ttl"
    graph = Graph().parse(file, format="turtle", publicID=address(file))
    entries = graph.value(URIRef(address(file)), MF.entries)
    assert entries is not None
    for test in Collection(graph, entries):
        requests = members(graph, graph.value(graph.value(test, MF.action), HT.requests))
        yield GraphStoreTest(str(test), tuple(_request(graph, request) for request in requests))


def _request(graph: Graph, request: Node) -> GraphRequest:
    response = graph.value(request, HT.resp)
    return GraphRequest(
        method=str(graph.value(request, HT.methodName)),
        target=str(graph.value(request, HT.absolutePath)),
        headers=tuple(
            (str(graph.value(node, HT.fieldName)), str(graph.value(node, HT.fieldValue)))
            for node in members(graph, graph.value(request, HT.headers))
        ),
        body=body_of(graph, graph.value(request, HT.body)),
        statuses=frozenset(
            _STATUSES[str(status).rpartition("#")[2]] for status in graph.objects(response, MF.expectedStatus)
        ),
        content=body_of(graph, graph.value(response, HT.body)),
    )
