"""The service description tests of W3C, on the endpoint over a build.

The manifest only names what is to be tested; here it is spelt out.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from earl_report import EarlReport
from known_failures import TESTS
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, VOID
from rdflib.term import Node
from w3c_endpoint import Endpoint
from w3c_manifests import read_manifest

from osce_kg.server.application import create_app

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
MANIFEST = TESTS + "service-description/manifest#"

NAMED_BY_W3C = "http://www.w3.org/ns/"
"""Where the terms that the vocabulary itself, the entailment regimes and the list of formats define begin."""

PROPERTIES = {
    SD.endpoint: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, NAMED_BY_W3C),
    SD.feature: (SD.Service, NAMED_BY_W3C),
    SD.defaultEntailmentRegime: (SD.Service, NAMED_BY_W3C),
    SD.resultFormat: (SD.Service, NAMED_BY_W3C),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.availableGraphs: (SD.Service, SD.GraphCollection),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.GraphCollection, SD.NamedGraph),
    SD.name: (SD.NamedGraph, None),
    SD.graph: (SD.NamedGraph, SD.Graph),
}
"""Domain and range of the properties that may occur; a range of W3C's own terms by how these begin."""


@pytest.fixture(scope="module")
def described(endpoint: Endpoint, meeting_build: Path) -> Endpoint:
    app = create_app(meeting_build)
    endpoint.show_app(app)
    return endpoint


def read_description(endpoint: Endpoint, accept: str = "text/turtle") -> Graph:
    answer = endpoint.request("GET", headers=[("Accept", accept)])
    assert (answer.status, answer.media_type) == (200, accept)
    return Graph().parse(data=answer.body, format=accept)


def test_the_manifest_is_read_whole(suite: Path) -> None:
    names = {"returns-rdf", "has-endpoint-triple", "conforms-to-schema"}
    assert {str(test) for test in read_manifest("service-description")[1]} == {
        MANIFEST + name for name in names
    }


@pytest.mark.parametrize(
    "media_type",
    [
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    ],
)
def test_returns_rdf(described: Endpoint, earl: EarlReport, media_type: str) -> None:
    with earl.judged(MANIFEST + "returns-rdf"):
        answer = described.request("GET", headers=[("Accept", media_type)])
        assert (answer.status, answer.media_type) == (200, media_type)
        assert list(ox.parse(answer.body, format=ox.RdfFormat.from_media_type(media_type)))


def test_has_endpoint_triple(described: Endpoint, earl: EarlReport) -> None:
    with earl.judged(MANIFEST + "has-endpoint-triple"):
        graph = read_description(described)
        assert list(graph.subject_objects(SD.endpoint)) == [(URIRef(described.url), URIRef(described.url))]


def test_conforms_to_schema(described: Endpoint, earl: EarlReport) -> None:
    with earl.judged(MANIFEST + "conforms-to-schema"):
        graph = read_description(described)
        assert {predicate for predicate in graph.predicates() if predicate in SD} == set(PROPERTIES)
        for subject, predicate, value in graph:
            if predicate in PROPERTIES:
                check_terms(graph, subject, value, *PROPERTIES[predicate])
        for dataset in graph.subjects(RDF.type, SD.Dataset):
            assert len(list(graph.objects(dataset, SD.defaultGraph))) == 1
        for named in graph.subjects(RDF.type, SD.NamedGraph):
            assert len(list(graph.objects(named, SD.name))) == len(list(graph.objects(named, SD.graph))) == 1


def check_terms(graph: Graph, subject: Node, value: Node, domain: URIRef, values: str | None) -> None:
    assert (subject, RDF.type, domain) in graph
    if values == NAMED_BY_W3C:
        assert str(value).startswith(NAMED_BY_W3C)
    elif values is not None:
        assert (value, RDF.type, URIRef(values)) in graph


def test_sizes_of_graphs_are_what_queries_count(described: Endpoint) -> None:
    graph = read_description(described)

    def count(pattern: str) -> Literal:
        answer = described.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}".encode(), "text/csv")
        return Literal(int(answer.body.split()[1]))

    (default,) = graph.objects(None, SD.defaultGraph)
    assert graph.value(default, VOID.triples) == count("?s ?p ?o")
    names = list(graph.objects(None, SD.name))
    assert len(names) == 5
    for name in names:
        assert graph.value(name, VOID.triples) == count(f"GRAPH <{name}> {{ ?s ?p ?o }}")


def test_every_graph_that_is_described_can_be_named_in_a_query(described: Endpoint) -> None:
    for name in read_description(described).objects(None, SD.name):
        answer = described.query(f"ASK FROM <{name}> {{ ?s ?p ?o }}".encode(), "text/csv")
        assert (answer.status, answer.body) == (200, b"true")


def test_the_description_is_the_same_bytes_each_time(described: Endpoint) -> None:
    first, second = described.request("GET"), described.request("GET")
    assert first.body == second.body
    assert first.headers["etag"] == second.headers["etag"]
    assert described.request("GET", headers=[("If-None-Match", first.headers["etag"])]).status == 304
