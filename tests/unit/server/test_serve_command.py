"""``osce-kg serve`` and ``osce-kg query`` as a user runs them."""

from __future__ import annotations

import signal
import socket
import threading
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from click.testing import CliRunner
from rdflib import Graph
from rdflib.namespace import RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from osce_kg.cli.query import command as query_command
from osce_kg.cli.serve import command as serve_command
from osce_kg.errors import FormatError, MachineError, MissingInputError, QueryError, UsageError
from osce_kg.namespaces import ID
from running_server import running_server
from sparql_endpoint import Reply, sparql_endpoint

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"
NAMES = "SELECT ?name { ?p a okg:Person ; rdfs:label ?name } ORDER BY ?name"


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_cleanly_and_tells_the_client_of_a_running_query(
    meeting_build: Path, stop: signal.Signals
) -> None:
    statuses: list[int] = []

    def ask(url: str) -> None:
        try:
            urllib.request.urlopen(url)
        except urllib.error.HTTPError as error:
            statuses.append(error.code)

    with running_server(meeting_build) as server:
        with urllib.request.urlopen(f"{server.url}sparql?query=ASK%7B%7D") as answer:
            assert answer.read() == b'{"head":{},"boolean":true}'
        thread = threading.Thread(target=ask, args=(f"{server.url}sparql?query={quote(ENDLESS)}",))
        thread.start()
        thread.join(0.5)
        server.process.send_signal(stop)
        thread.join()
        assert server.process.wait(20) == 0
        assert server.process.stdout is not None
        assert server.process.stdout.read() == ""
    assert statuses == [503]


def test_idle_half_requests_leave_room_for_others(meeting_build: Path) -> None:
    with running_server(meeting_build) as server, ExitStack() as held:
        address = urlsplit(server.url)
        for _ in range(200):
            half = held.enter_context(socket.create_connection((address.hostname, address.port), 20))
            half.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        with urllib.request.urlopen(f"{server.url}healthz", timeout=20) as answer:
            assert answer.status == 200


def test_a_body_that_is_too_long_is_refused_before_it_is_sent(meeting_build: Path) -> None:
    head = (
        "POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
        f"Content-Length: {(2 << 20) + 1}\r\n\r\n"
    )
    with running_server(meeting_build) as server:
        address = urlsplit(server.url)
        with socket.create_connection((address.hostname, address.port), 20) as connection:
            connection.sendall(head.encode())
            answer = connection.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert answer.partition(b"\r\n\r\n")[2] == b"The request is longer than 2 MiB.\n"


def test_a_body_of_just_the_limit_is_read(meeting_build: Path) -> None:
    query = b"ASK {} #".ljust(2 << 20, b"#")
    headers = {"Content-Type": "application/sparql-query"}
    with running_server(meeting_build) as server:
        request = urllib.request.Request(f"{server.url}sparql", query, headers)
        with urllib.request.urlopen(request) as answer:
            assert answer.read() == b'{"head":{},"boolean":true}'


def test_rdflib_reads_pages_and_asks_the_endpoint(meeting_build: Path) -> None:
    with running_server(meeting_build) as server:
        page = Graph().parse(f"{server.url}id/person/p000001")
        store = Graph(SPARQLStore(f"{server.url}sparql"))
        names = [str(row[0]) for row in store.query(NAMES)]
    assert str(page.value(ID["person/p000001"], RDFS.label)) == "Sofia Aalto"
    assert names == ["Nikola <b>Berg</b>", "S. Aalto", "Sofia Aalto"]


def test_an_address_that_is_taken_is_a_fault_of_the_machine(meeting_build: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(serve_command, ["--data", str(meeting_build), "--port", port])
    assert isinstance(result.exception, MachineError)
    assert port in str(result.exception)


def test_serving_what_is_not_there_names_it(tmp_path: Path) -> None:
    result = CliRunner().invoke(serve_command, ["--data", str(tmp_path)])
    assert isinstance(result.exception, MissingInputError)


def test_a_store_of_others_is_served_and_told_when_it_fails(meeting_build: Path) -> None:
    with sparql_endpoint(meeting_build) as store, running_server(None, "--backend", store.url) as server:
        assert server.get("/", Accept="text/html").status == 200
        assert server.query("ASK { ?meeting a okg:Meeting }").body == b'{"head":{},"boolean":true}'
        described = server.get("/doc/person/p000001", Accept="text/turtle")
        assert (described.status, b"okg:Person" in described.body) == (200, True)
        rows = b'{"head":{"vars":["s"]},"results":{"bindings":['
        store.replies.append(Reply(body=rows, breaks=True))
        assert server.query("SELECT ?s { ?s ?p ?some }").status == 503
        assert server.query("SELECT ?s { ?s ?p ?some } LIMIT 1").status == 200


@pytest.mark.parametrize("options", [[], ["--backend", "http://me:secret@127.0.0.1/sparql"]])
def test_nothing_to_serve_and_a_password_in_an_address_are_wrong_usage(options: list[str]) -> None:
    result = CliRunner().invoke(serve_command, ["--port", "0", *options])
    assert isinstance(result.exception, UsageError)
    assert "secret" not in str(result.exception)


def test_a_setting_that_makes_no_sense_is_refused(meeting_build: Path) -> None:
    result = CliRunner().invoke(serve_command, ["--data", str(meeting_build), "--workers", "0"])
    assert isinstance(result.exception, UsageError)


def ask(build: Path, query: str, *options: str) -> str:
    result = CliRunner().invoke(
        query_command, ["-", "--data", str(build), *options], input=query, catch_exceptions=False
    )
    return result.output


def test_a_query_prints_a_table(meeting_build: Path) -> None:
    lines = ask(meeting_build, NAMES).splitlines()
    assert lines[0] == "name"
    assert lines[2:] == ["Nikola <b>Berg</b>", "S. Aalto", "Sofia Aalto", "(3 solutions)"]


def test_a_query_can_come_from_a_file(meeting_build: Path, tmp_path: Path) -> None:
    file = tmp_path / "names.rq"
    file.write_text(NAMES)
    result = CliRunner().invoke(query_command, [str(file), "--data", str(meeting_build), "--format", "csv"])
    assert result.output.splitlines()[0] == "name"


def test_a_graph_is_printed_as_turtle_by_default(meeting_build: Path) -> None:
    assert "okg:metWith" in ask(meeting_build, "CONSTRUCT WHERE { ?a okg:metWith ?b }")


@pytest.mark.parametrize(
    ("query", "options", "error"),
    [
        ("SELECT", (), QueryError),
        ("CLEAR ALL", (), QueryError),
        (NAMES, ("--format", "turtle"), FormatError),
    ],
)
def test_a_wrong_query_is_a_usage_error(
    meeting_build: Path, query: str, options: tuple[str, ...], error: type[UsageError]
) -> None:
    with pytest.raises(error) as caught:
        ask(meeting_build, query, *options)
    assert caught.value.exit_code == 2


def test_querying_what_is_not_there_names_it(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="there is no store"):
        ask(tmp_path, NAMES)
