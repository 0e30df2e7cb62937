"""The tests of W3C for the Graph Store HTTP Protocol and for updates, against ``osce-kg serve``.

The listener for writes takes graphs of users only, without blank nodes, and nobody can clear everything. So
the tests run with other names of graphs, with IRIs in the place of blank nodes, and without their CLEAR ALL
and DROP ALL: each has graphs of its own, which are empty. All else, every status among it, is as W3C has it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from earl_report import EarlReport
from known_failures import ONLY_USERS_GRAPHS
from w3c_graph_store import GraphStoreTest, graph_store_tests
from w3c_manifests import ABSENT
from w3c_protocol import ProtocolTest, protocol_tests

from osce_kg.writing.user_graphs import USER_GRAPHS
from write_server import BEARER, WriteServer, write_server

GRAPH_STORE_TESTS = graph_store_tests()
UPDATE_TESTS = tuple(test for test in protocol_tests() if test.wants_update)

REFUSED = {
    "put_get_default": (0, 403, "the default graph is the union of all others and cannot be written to"),
    "post_get_post_get_indirect": (2, 415, "graphs as multipart/form-data are not taken"),
}
"""Test to: how many of its requests pass, the status of the next, and why."""

_STORE = "http://www.example/gsp/"
_DATA = "http://kasei.us/2009/09/sparql/data/"
_GRAPHS = re.compile(r"http://(?:kasei\.us/2009/09/sparql/data/|example\.org/protocol-)")
_EVERYTHING = re.compile(r"(?:CLEAR|DROP) ALL *;?")


@pytest.fixture(scope="module")
def server(whole_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WriteServer]:
    build = Path(shutil.copytree(whole_build, tmp_path_factory.mktemp("writes") / "build"))
    with write_server(build) as running:
        yield running


@pytest.mark.skipif(not GRAPH_STORE_TESTS, reason=ABSENT)
def test_the_manifests_of_writes_are_read_whole() -> None:
    assert len(GRAPH_STORE_TESTS) == 9
    assert sum(len(test.requests) for test in GRAPH_STORE_TESTS) == 25
    assert len(UPDATE_TESTS) == 7
    assert {test.name for test in GRAPH_STORE_TESTS} >= REFUSED.keys()


@pytest.mark.parametrize("test", GRAPH_STORE_TESTS, ids=lambda test: test.iri)
def test_graphs_are_written_and_read_as_w3c_expects(
    test: GraphStoreTest, server: WriteServer, earl: EarlReport
) -> None:
    number, status, reason = REFUSED.get(test.name, (len(test.requests), 0, ONLY_USERS_GRAPHS))
    location = ""
    for place, request in enumerate(test.requests[: number + 1]):
        target = _with_graphs_of(test.name, request.target).replace("/gsp", "/graph-store", 1)
        body = request.body
        if body is not None and ("content-type", "text/turtle; charset=utf-8") in request.headers:
            body = _without_blank_nodes(body, test.name)
        answer = server.private.request(
            request.method, target.replace("$LOCATION$", location), {**BEARER, **dict(request.headers)}, body
        )
        if place == number:
            assert answer.status == status
            break
        assert answer.status in request.statuses, answer
        location = answer.headers.get("location", location)
        if request.content is not None:
            assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
            expected = _without_blank_nodes(request.content, test.name)
            assert _triples(answer.body) == _triples(expected)
    earl.record(test.iri, "inapplicable", reason)


@pytest.mark.parametrize("test", UPDATE_TESTS, ids=lambda test: test.iri)
def test_updates_by_the_protocol_do_what_w3c_expects(test: ProtocolTest, server: WriteServer) -> None:
    """What the report says of them is said of the public listener, which refuses them."""
    graphs = f"{USER_GRAPHS}{test.iri.rpartition('#')[2]}/"
    for request in test.requests:
        assert request.body is not None
        target = _GRAPHS.sub(graphs, request.target).replace(quote(_DATA, safe=""), quote(graphs, safe=""))
        body = _GRAPHS.sub(graphs, request.body.decode())
        if request.boolean is not None:
            assert server.ask(body) is request.boolean
            continue
        body = _EVERYTHING.sub("", body).replace("CLEAR+ALL", f"CLEAR+SILENT+GRAPH+<{graphs}a>")
        if not body.strip():
            body = f"CLEAR SILENT GRAPH <{graphs}a>"
        headers = {**BEARER, **dict(request.headers)}
        answer = server.private.request(
            request.method, target.replace("/sparql/", "/update", 1), headers, body.encode()
        )
        assert str(answer.status)[0] in request.statuses, answer


def _with_graphs_of(name: str, target: str) -> str:
    graphs = f"{USER_GRAPHS}{name}/"
    return target.replace(quote(_STORE, safe=""), quote(graphs, safe="")).replace(_STORE, graphs)


def _without_blank_nodes(turtle: bytes, name: str) -> bytes:
    """Return the graph with an IRI for each blank node, in the order in which they come."""
    names: dict[object, ox.NamedNode] = {}

    def named(term: object) -> object:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term, ox.NamedNode(f"urn:node:{name}:{len(names)}"))
        return term

    triples = [
        ox.Triple(named(quad.subject), quad.predicate, named(quad.object))
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    ]
    serialized = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert serialized is not None
    return serialized


def _triples(turtle: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}
