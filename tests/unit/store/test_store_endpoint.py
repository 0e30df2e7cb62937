"""A store of others: what it may do wrong is an error, never a wrong or a short answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from osce_kg.errors import InputError, LimitError, MachineError, QueryError
from osce_kg.store.endpoint import SparqlEndpoint
from osce_kg.store.endpoint_reader import EndpointReader
from sparql_endpoint import EndpointServer, Reply, sparql_endpoint

ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'


@pytest.fixture
def server(meeting_build: Path) -> Iterator[EndpointServer]:
    with sparql_endpoint(meeting_build) as running:
        yield running


@pytest.fixture
def reader(server: EndpointServer) -> EndpointReader:
    return EndpointReader(SparqlEndpoint(server.url, 0.5))


@pytest.mark.parametrize(
    ("reply", "error", "told"),
    [
        (Reply(500), MachineError, "answers 500"),
        (Reply(401), MachineError, "answers 401"),
        (Reply(302, headers={"Location": "http://127.0.0.1:1/"}), MachineError, "answers 302"),
        (
            Reply(400, b"Virtuoso 37000\nno \x1b[1m such thing", "text/plain"),
            QueryError,
            r"no \\x1b\[1m such",
        ),
        (Reply(body=ROWS, headers={"X-SPARQL-MaxRows": "1000"}), LimitError, "at most 1,000 rows"),
        (Reply(body=b"<html>", media_type="text/html"), MachineError, "another form"),
        (Reply(body=ROWS[:20]), MachineError, "do not parse"),
        (Reply(body=ROWS, breaks=True), MachineError, "broke off"),
        (Reply(body=b'{"head":{},"boolean":true}'), MachineError, "a boolean for a SELECT"),
        (Reply(body=ROWS, pause=1.0), LimitError, "in time"),
    ],
)
def test_what_is_no_whole_answer_is_an_error(
    server: EndpointServer, reader: EndpointReader, reply: Reply, error: type[Exception], told: str
) -> None:
    server.replies.append(reply)
    with pytest.raises(error, match=told):
        list(reader.select("SELECT ?s { ?s ?p ?o }"))
    assert list(reader.select("SELECT ?s { ?s ?p ?o } LIMIT 1")), "the next answer is that of the next query"


def test_a_store_that_is_not_there_is_told() -> None:
    with pytest.raises(MachineError, match="cannot be reached"):
        EndpointReader(SparqlEndpoint("http://127.0.0.1:1/sparql", 1)).ask("ASK {}")


def test_a_boolean_that_comes_as_a_number_is_read(server: EndpointServer, reader: EndpointReader) -> None:
    number = b'{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[%s]}}'
    one = b'{"__ASK_RETVAL":{"type":"typed-literal","datatype":"http://www.w3.org/2001/XMLSchema#integer","value":"1"}}'
    server.replies += [
        Reply(body=number % one),
        Reply(body=number % one.replace(b'"1"', b'"0"')),
        Reply(body=number % b""),
    ]
    assert [reader.ask("ASK {}") for _ in range(3)] == [True, False, False]


def test_triples_that_do_not_parse_are_an_error(server: EndpointServer, reader: EndpointReader) -> None:
    server.replies.append(Reply(body=b"<http://a> <http://b> ", media_type="application/n-triples"))
    with pytest.raises(MachineError, match="do not parse"):
        list(reader.construct("CONSTRUCT WHERE { ?s ?p ?o }"))


def test_what_is_about_a_thing_is_asked_for_once(server: EndpointServer, reader: EndpointReader) -> None:
    thing = next(reader.triples())[0]
    server.asked.clear()
    for _ in range(3):
        predicates = {predicate for _, predicate, _ in reader.triples(subject=thing)}
        assert all(list(reader.quads(subject=thing, predicate=predicate)) for predicate in predicates)
    assert len(server.asked) == 1


def test_a_forked_process_has_connections_of_its_own(server: EndpointServer, reader: EndpointReader) -> None:
    assert reader.ask("ASK { ?s ?p ?o }")
    child = os.fork()
    if child == 0:
        os._exit(0 if reader.ask("ASK { ?s ?p ?o }") else 1)
    answers = [len(reader) for _ in range(5)]
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(set(answers)) == 1


def test_a_default_graph_that_is_not_the_union_is_refused(meeting_build: Path) -> None:
    with sparql_endpoint(meeting_build, is_union=False) as server:
        with pytest.raises(InputError, match="not the union"):
            EndpointReader(SparqlEndpoint(server.url, 5)).require_union()
        server.store.clear()
        with pytest.raises(InputError, match="no graph of ours"):
            EndpointReader(SparqlEndpoint(server.url, 5)).require_union()
