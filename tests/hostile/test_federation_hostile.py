"""Queries with SERVICE against ``osce-kg serve`` with a list of endpoints: the list is all that is called.

With an empty list every SERVICE is refused: rows C7 in test_sparql_hostile.py and test_reach.py.
"""

from __future__ import annotations

import http.client
import json
import os
import platform
import re
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from reaching_queries import SERVICE_QUERIES

from running_server import HttpAnswer, RunningServer, running_server
from sparql_neighbour import SILENT, NeighbourReply, SparqlNeighbour, neighbouring, redirect, solutions

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
KNOWN = "<https://there.example/note>"


@pytest.fixture(scope="module")
def neighbour() -> Iterator[SparqlNeighbour]:
    with neighbouring() as server:
        yield server


@pytest.fixture(scope="module")
def server(meeting_build: Path, neighbour: SparqlNeighbour) -> Iterator[RunningServer]:
    options = ("--workers", "2", "--deadline", "6", "--federate", neighbour.url())
    with running_server(meeting_build, *options, "--federate", neighbour.url("localhost")) as running:
        yield running


@pytest.fixture(autouse=True)
def still_answers(server: RunningServer, neighbour: SparqlNeighbour) -> Iterator[None]:
    neighbour.queries.clear()
    yield
    neighbour.replies.clear()
    neighbour.on_query = lambda: None
    assert json.loads(server.query("ASK {}").body)["boolean"] is True


def ask(server: RunningServer, neighbour: SparqlNeighbour, group: str = "?thing ?p ?o") -> HttpAnswer:
    return server.query(f"SELECT * {{ SERVICE <{neighbour.url()}> {{ {group} }} }}")


def values(answer: HttpAnswer, name: str) -> list[str]:
    assert answer.status == 200, answer.body
    return [row[name]["value"] for row in json.loads(answer.body)["results"]["bindings"]]


def test_an_endpoint_on_the_list_is_joined_with_the_graph(
    server: RunningServer, neighbour: SparqlNeighbour
) -> None:
    labels = server.query("SELECT ?thing ?label { ?thing rdfs:label ?label } LIMIT 5")
    rows = json.loads(labels.body)["results"]["bindings"]
    assert rows
    notes = "".join(f"<{row['thing']['value']}> {KNOWN} 'of {row['thing']['value']}' . " for row in rows)
    neighbour.store.load(notes.encode(), format=ox.RdfFormat.TURTLE)
    answer = server.query(
        f"SELECT ?thing ?label ?note {{ ?thing rdfs:label ?label SERVICE <{neighbour.url()}> "
        f"{{ ?thing {KNOWN} ?note }} }}"
    )
    assert {row["thing"]["value"] for row in rows} == set(values(answer, "thing"))
    for row in json.loads(answer.body)["results"]["bindings"]:
        assert row["note"]["value"] == f"of {row['thing']['value']}"


def test_an_answer_of_others_is_not_kept(server: RunningServer, neighbour: SparqlNeighbour) -> None:
    for text in ("one", "two"):
        neighbour.replies = [solutions(f'{{"a":{{"type":"literal","value":"{text}"}}}}')]
        answer = ask(server, neighbour, "?a ?b ?c")
        assert values(answer, "a") == [text]
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


def test_the_page_shows_the_joined_answer_and_why_there_is_none(
    server: RunningServer, neighbour: SparqlNeighbour
) -> None:
    query = quote(f"SELECT * {{ SERVICE <{neighbour.url()}> {{ ?a ?b ?c }} }}")
    neighbour.replies = [
        solutions('{"a":{"type":"literal","value":"from <b>there</b>"}}'),
        NeighbourReply(500),
    ]
    page = server.get(f"/sparql?query={query}", Accept="text/html")
    assert b"from &lt;b&gt;there" in page.body
    page = server.get(f"/sparql?query={query}", Accept="text/html")
    assert page.status == 503
    assert b"answered 500" in page.body


def test_a_query_is_checked_without_asking_anybody(server: RunningServer, neighbour: SparqlNeighbour) -> None:
    def problem(url: str) -> str | None:
        body = f"query={quote(f'SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}')}".encode()
        found = json.loads(server.request("POST", "/sparql/check", FORM, body).body)["problem"]
        return None if found is None else found["message"]

    assert problem(neighbour.url()) is None
    assert "listed" in (problem("http://127.0.0.1:9/") or "")
    assert neighbour.queries == []


@pytest.mark.parametrize("query", SERVICE_QUERIES)
def test_nobody_else_is_called(server: RunningServer, neighbour: SparqlNeighbour, query: str) -> None:
    with neighbouring() as stranger:
        answer = server.query(query.replace("URL", stranger.url()))
        assert answer.status == 403
        assert stranger.queries == neighbour.queries == []


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (NeighbourReply(500), "answered 500"),
        (NeighbourReply(body=b"no JSON"), "no SPARQL results"),
        (NeighbourReply(body=bytes((4 << 20) + 1)), "larger than"),
        (redirect("http://127.0.0.1:9/"), "not listed"),
        (solutions('{"a":{"type":"bnode","value":"x"}}'), "blank nodes"),
        (SILENT, "second"),
    ],
)
def test_an_endpoint_that_does_not_answer_well_is_named(
    server: RunningServer, neighbour: SparqlNeighbour, reply: NeighbourReply, reason: str
) -> None:
    neighbour.replies = [reply]
    answer = ask(server, neighbour, "?a ?b ?c")
    assert answer.status == 503
    assert reason in answer.body.decode()
    assert neighbour.url() in answer.body.decode()
    assert "retry-after" in answer.headers


def test_with_silent_a_slow_endpoint_leaves_time_for_the_query(
    server: RunningServer, neighbour: SparqlNeighbour
) -> None:
    neighbour.replies = [SILENT]
    answer = server.query(f"SELECT * {{ SERVICE SILENT <{neighbour.url()}> {{ ?a ?b ?c }} }}")
    assert json.loads(answer.body)["results"]["bindings"] == [{}]


def test_a_name_of_this_machine_is_not_called(server: RunningServer, neighbour: SparqlNeighbour) -> None:
    answer = server.query(f"SELECT * {{ SERVICE <{neighbour.url('localhost')}> {{ ?a ?b ?c }} }}")
    assert answer.status == 503
    assert b"private address" in answer.body
    assert neighbour.queries == []


def test_the_service_description_says_that_others_may_be_called(server: RunningServer) -> None:
    described = server.get("/sparql", Accept="text/turtle").body
    assert b"BasicFederatedQuery" in described


def test_calls_are_counted(server: RunningServer, neighbour: SparqlNeighbour) -> None:
    def made() -> int:
        (line,) = re.findall(rb"^osce_kg_endpoint_calls (\d+)", server.get("/metrics").body, re.MULTILINE)
        return int(line)

    before = made()
    assert ask(server, neighbour).status == 200
    assert made() == before + 1


def test_hostile_values_stay_values(server: RunningServer, neighbour: SparqlNeighbour) -> None:
    text = '"\\) } } SERVICE <http://127.0.0.1:9/> { # \n\u0000 \\u0022 } 😀'
    neighbour.replies = [solutions(json.dumps({"a": {"type": "literal", "value": text}}))]
    assert values(ask(server, neighbour, "?a ?b ?c"), "a") == [text]


@pytest.mark.skipif(platform.machine() not in ("x86_64", "aarch64"), reason="no filter on this machine")
def test_workers_stay_without_network(server: RunningServer) -> None:
    for worker in workers(server):
        assert "Seccomp:\t2" in Path(f"/proc/{worker}/status").read_text()


def test_while_an_endpoint_is_waited_for_others_are_answered(
    server: RunningServer, neighbour: SparqlNeighbour
) -> None:
    asked = falling_silent(neighbour)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(ask, server, neighbour)
        assert asked.wait(30)
        assert server.get("/healthz").status == 200
        assert json.loads(server.query("ASK {}").body)["boolean"] is True
        assert not waiting.done()
        assert waiting.result().status == 503


def test_a_worker_that_is_killed_while_it_waits_costs_its_client_an_error(
    server: RunningServer, neighbour: SparqlNeighbour
) -> None:
    asked = falling_silent(neighbour)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(ask, server, neighbour)
        assert asked.wait(30)
        for worker in workers(server):
            os.kill(worker, signal.SIGKILL)
        assert waiting.result().status == 503


def test_a_client_that_goes_while_an_endpoint_is_asked_leaves_its_worker(
    server: RunningServer, neighbour: SparqlNeighbour
) -> None:
    asked = falling_silent(neighbour)
    body = f"query={quote(f'SELECT * {{ SERVICE <{neighbour.url()}> {{ ?a ?b ?c }} }}')}".encode()
    connection = http.client.HTTPConnection(server.host, timeout=60)
    connection.request("POST", "/sparql", body, FORM)
    assert asked.wait(30)
    connection.close()
    neighbour.replies = [solutions('{"a":{"type":"literal","value":"next"}}')]
    assert values(ask(server, neighbour, "?a ?b ?c"), "a") == ["next"]


def falling_silent(neighbour: SparqlNeighbour) -> threading.Event:
    """Have the neighbour not answer its next query; return what tells that it has got it."""
    asked = threading.Event()
    neighbour.on_query = asked.set
    neighbour.replies = [SILENT]
    return asked


def workers(server: RunningServer) -> list[int]:
    """Return the numbers of the forks of the fork server."""
    (fork_server,) = children(server.process.pid)
    return children(fork_server)


def children(process: int) -> list[int]:
    return [
        int(number)
        for task in Path(f"/proc/{process}/task").iterdir()
        for number in (task / "children").read_text().split()
    ]
