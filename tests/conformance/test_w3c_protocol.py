"""The SPARQL 1.1 Protocol tests of W3C, request by request, as raw HTTP.

The tests of queries, and those of updates that must be refused, pass. Those of updates that must be carried
out do not apply to an endpoint that only reads; here it is tested that they are refused and change nothing.
"""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from earl_report import EarlReport
from known_failures import WITHOUT_UPDATES
from w3c_answers import read_answer
from w3c_endpoint import Endpoint, HttpAnswer
from w3c_manifests import ABSENT
from w3c_protocol import ProtocolRequest, ProtocolTest, protocol_tests

TESTS = protocol_tests()
BASE = "http://example.org/"
NAMED_EVERYWHERE = "http://kasei.us/2009/09/sparql/data/data0.rdf"
"""A graph that requests name although no test gives data for it: the endpoint has it, and it is empty."""

FORMS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml"},
}


@pytest.mark.skipif(not TESTS, reason=ABSENT)
def test_the_manifest_is_read_whole() -> None:
    assert len(TESTS) == 34
    assert sum(test.wants_update for test in TESTS) == 7
    assert sum(len(test.requests) for test in TESTS) == 39


@pytest.mark.parametrize("test", [test for test in TESTS if not test.wants_update], ids=lambda test: test.iri)
def test_requests_get_what_w3c_expects(test: ProtocolTest, endpoint: Endpoint, earl: EarlReport) -> None:
    endpoint.show(_dataset(test), BASE)
    with earl.judged(test.iri):
        for request in test.requests:
            _check(request, _send(endpoint, request))


@pytest.mark.parametrize("test", [test for test in TESTS if test.wants_update], ids=lambda test: test.iri)
def test_updates_are_refused_and_change_nothing(
    test: ProtocolTest, endpoint: Endpoint, earl: EarlReport
) -> None:
    store = _dataset(test)
    before = _dumped(store)
    endpoint.show(store, BASE)
    assert _send(endpoint, test.requests[0]).status == 403
    assert _dumped(store) == before
    earl.record(test.iri, "inapplicable", WITHOUT_UPDATES)


def _dataset(test: ProtocolTest) -> ox.Store:
    store = ox.Store()
    store.add_graph(ox.NamedNode(NAMED_EVERYWHERE))
    for name, file in test.graphs.items():
        store.load(path=str(file), to_graph=ox.NamedNode(name))
    return store


def _dumped(store: ox.Store) -> bytes:
    dumped = store.dump(format=ox.RdfFormat.N_QUADS)
    assert dumped is not None
    return dumped


def _send(endpoint: Endpoint, request: ProtocolRequest) -> HttpAnswer:
    # The manifest asks to put the path of the endpoint in the place of its own.
    target = request.target.replace("/sparql/", "/sparql", 1)
    return endpoint.request(request.method, target, headers=request.headers, body=request.body)


def _check(request: ProtocolRequest, answer: HttpAnswer) -> None:
    assert str(answer.status)[0] in request.statuses, answer.body
    if request.form is not None:
        assert answer.media_type in FORMS[request.form]
    if request.form == "RDF":
        read_answer(answer.body, ".ttl", BASE)
    elif request.form is not None:
        json.loads(answer.body)
    if request.boolean is not None:
        assert read_answer(answer.body, ".srj") is request.boolean
