"""Rows C7 to C9, C13, C14, D4, D5 and D11 of the catalogue of hostile inputs, against ``osce-kg serve``.

They are about what a request may say: each test names its row. After each the server still answers.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from reaching_queries import FROM_CLAUSES, SERVICE_QUERIES, UPDATES

MAIN = [sys.executable, "-c", "from osce_kg.cli import main; main()"]
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
JSON = {"Accept": "application/sparql-results+json"}
EVERYTHING = "CONSTRUCT { ?s ?p ?o } { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Server:
    host: str

    def send(self, method: str, target: str, headers: dict[str, str], body: bytes | None = None) -> Answer:
        with closing(http.client.HTTPConnection(self.host, timeout=30)) as connection:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, names, answer.read().decode())

    def query(self, query: str, headers: dict[str, str] = JSON, **parameters: str) -> Answer:
        return self.send("GET", f"/sparql?{urlencode({'query': query, **parameters})}", headers)

    def post(self, body: bytes, content_type: str | None, **headers: str) -> Answer:
        given = {} if content_type is None else {"Content-Type": content_type}
        return self.send("POST", "/sparql", {**given, **headers}, body)

    def graph_digest(self) -> str:
        lines = self.query(EVERYTHING, {"Accept": "application/n-triples"}).text.splitlines()
        assert len(lines) > 50
        return sha256("\n".join(sorted(lines)).encode()).hexdigest()


@dataclass
class Listener:
    """A host that nobody may call; it counts who does."""

    url: str
    calls: list[bytes] = field(default_factory=list)


@pytest.fixture(scope="module")
def server(meeting_build: Path) -> Iterator[Server]:
    command = [*MAIN, "serve", "--data", str(meeting_build), "--port", "0", "--workers", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield Server(urlsplit(found[0]).netloc)
        process.terminate()


@pytest.fixture(autouse=True)
def still_answers(server: Server) -> Iterator[None]:
    yield
    assert server.query("ASK {}").text == '{"head":{},"boolean":true}'


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        heard = Listener(f"http://127.0.0.1:{listening.getsockname()[1]}/")

        def count() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:  # the test has ended
                    return
                with connection:
                    heard.calls.append(connection.recv(4096))

        thread = threading.Thread(target=count, daemon=True)
        thread.start()
        yield heard
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def is_plain(answer: Answer) -> bool:
    """Tell whether an error is short, plain, and names nothing of the machine."""
    return (
        answer.headers["content-type"] == "text/plain; charset=utf-8"
        and len(answer.text) < 2000
        and "Traceback" not in answer.text
        and str(Path(__file__).parents[2]) not in answer.text
    )


@pytest.mark.parametrize("query", SERVICE_QUERIES)
def test_c7_no_way_to_write_service_calls_another_host(
    server: Server, listener: Listener, query: str
) -> None:
    answer = server.query(query.replace("URL", listener.url))
    assert answer.status == 403
    assert "SERVICE is not allowed" in answer.text
    assert is_plain(answer)
    assert listener.calls == []


@pytest.mark.parametrize("clause", FROM_CLAUSES)
def test_c8_from_names_graphs_that_exist_or_fails(
    server: Server, listener: Listener, tmp_path: Path, clause: str
) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text('<a:a> <a:a> "of this machine" .')
    query = f"SELECT * {clause} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    answer = server.query(query.replace("URL", listener.url).replace("FILE", secret.as_uri()))
    assert (answer.status, is_plain(answer)) == (400, True)
    assert "FROM names a graph that does not exist" in answer.text
    assert listener.calls == []


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_c8_parameters_name_graphs_that_exist_or_fail(
    server: Server, listener: Listener, tmp_path: Path, parameter: str
) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text('<a:a> <a:a> "of this machine" .')
    for name in (listener.url, secret.as_uri()):
        answer = server.query("SELECT * { ?s ?p ?o }", **{parameter: name})
        assert (answer.status, is_plain(answer)) == (400, True)
        assert "There is no graph" in answer.text
    assert listener.calls == []


def test_c8_graph_with_a_foreign_name_is_empty(server: Server, listener: Listener, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text('<a:a> <a:a> "of this machine" .')
    for name in (listener.url, secret.as_uri()):
        answer = server.query(f"SELECT * {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        assert json.loads(answer.text)["results"]["bindings"] == []
    assert listener.calls == []


@pytest.mark.parametrize("update", UPDATES)
def test_c9_no_update_is_carried_out_however_it_is_sent(
    server: Server, listener: Listener, update: str
) -> None:
    update = update.replace("URL", listener.url)
    before = server.graph_digest()
    for answer in (
        server.query(update),
        server.send("GET", f"/sparql?{urlencode({'update': update})}", {}),
        server.post(update.encode(), QUERY),
        server.post(update.encode(), "application/sparql-update"),
        server.post(urlencode({"query": update}).encode(), FORM),
        server.post(urlencode({"update": update}).encode(), FORM),
        server.send("POST", f"/sparql?{urlencode({'update': update})}", {"Content-Type": FORM}, b""),
    ):
        assert (answer.status, is_plain(answer)) == (403, True)
    for method in ("PUT", "DELETE", "PATCH"):
        assert server.send(method, "/sparql?default", {"Content-Type": "text/turtle"}, b"").status == 405
    assert server.graph_digest() == before
    assert listener.calls == []


@pytest.mark.parametrize(
    ("query", "place", "hint"),
    [
        ("SELECT * {\n  ?s ?p }", "line 2, column 3", "missing or too much"),
        ("SELECT * {\n  ?s ?p ?o", "line 2, column 11", "1 opening and 0 closing braces"),
        ("SELECT * {\n  nix:a ?p ?o }", "line 2, column 3", "the prefix 'nix' is not declared"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "line 1, column 41", "Add it to GROUP BY"),
        ("SELECT ?s COUNT(?o) { ?s ?p ?o } GROUP BY ?s", "line 1, column 11", "(COUNT(?x) AS ?n)"),
    ],
)
def test_c13_a_wrong_query_gets_its_place_and_a_hint(
    server: Server, query: str, place: str, hint: str
) -> None:
    answer = server.query(query)
    assert (answer.status, is_plain(answer)) == (400, True)
    assert place in answer.text
    assert hint in answer.text


@pytest.mark.parametrize("filler", ["<script>alert(1)</script>", "</textarea><img src=x onerror=alert(1)>"])
def test_c13_the_text_of_a_wrong_query_stays_text(server: Server, filler: str) -> None:
    page = server.query(f"SELECT {filler}", {"Accept": "text/html"})
    assert page.status == 400
    assert filler not in page.text
    assert server.query(f"SELECT {filler}").headers["content-type"].startswith("text/plain")


def test_c13_a_long_wrong_query_gets_a_short_answer(server: Server) -> None:
    answer = server.post(b"SELECT * { ?s nix" + b"x" * 1_000_000 + b":a ?o }", QUERY)
    assert (answer.status, is_plain(answer)) == (400, True)


def test_c14_columns_of_select_all_come_in_the_order_of_first_appearance(
    server: Server, meeting_build: Path
) -> None:
    query = "SELECT * { ?z okg:metWith ?m . ?z rdfs:label ?a OPTIONAL { ?m okg:nix ?k } BIND(1 AS ?b) }"
    expected = ["z", "m", "a", "k", "b"]
    assert json.loads(server.query(query).text)["head"]["vars"] == expected
    for seed in ("0", "1", "2"):
        run = subprocess.run(
            [*MAIN, "query", "-", "--data", str(meeting_build), "--format", "csv"],
            input=query,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.splitlines()[0].split(",") == expected


SOLUTIONS = "SELECT * { ?s okg:metWith ?o }"
GRAPH = "CONSTRUCT WHERE { ?s okg:metWith ?o }"
JENA_SOLUTIONS = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7, "
    "text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1"
)
JENA_GRAPH = (
    "text/turtle, application/n-triples;q=0.9, application/ld+json;q=0.8, application/rdf+xml;q=0.7, "
    "*/*;q=0.3"
)
COMUNICA = (
    "application/n-quads, application/trig;q=0.95, application/ld+json;q=0.9, application/n-triples;q=0.8, "
    "application/sparql-results+json;q=0.75, text/turtle;q=0.6, application/rdf+xml;q=0.5, text/html;q=0.2"
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "solutions", "graph"),
    [
        (None, "application/sparql-results+json", "text/turtle"),
        ("", "application/sparql-results+json", "text/turtle"),
        ("*/*", "application/sparql-results+json", "text/turtle"),
        ("image/png", None, None),
        ("text/html;q=0.1, text/turtle", "text/html", "text/turtle"),
        ("text/plain, */*;q=0.1", "application/sparql-results+json", "text/plain"),
        (JENA_SOLUTIONS, "application/sparql-results+json", "text/turtle"),
        (JENA_GRAPH, "application/sparql-results+json", "text/turtle"),
        (COMUNICA, "application/sparql-results+json", "application/n-quads"),
        (BROWSER, "text/html", "text/html"),
        ("text/csv;q=abc", "application/sparql-results+json", "text/turtle"),
        ("text/csv;q=0, */*", "application/sparql-results+json", "text/turtle"),
        (";;;,,,=", None, None),
        ("application/json", "application/json", None),
        ("application/*", "application/sparql-results+json", "application/n-triples"),
        ("text/tab-separated-values, application/trig", "text/tab-separated-values", "application/trig"),
        ("x/y, " * 2000 + "text/csv", "text/csv", None),
    ],
)
def test_d4_every_accept_header_gets_a_registered_type_or_the_list(
    server: Server, accept: str | None, solutions: str | None, graph: str | None
) -> None:
    headers = {} if accept is None else {"Accept": accept}
    for query, expected in ((SOLUTIONS, solutions), (GRAPH, graph)):
        answer = server.query(query, headers)
        if expected is None:
            assert answer.status == 406
            assert "(text/csv)" in answer.text or "text/turtle" in answer.text
            assert is_plain(answer) or (accept is not None and "text/html" in accept)
        else:
            assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, expected)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"ASK {}", None, 415),
        (b"query=ASK%7B%7D", None, 415),
        (b"ASK {}", "text/plain", 415),
        (b"ASK {}", "application/json", 415),
        ("ASK {}".encode("utf-16"), f"{QUERY}; charset=utf-16", 415),
        (b"query=ASK%7B%7D", f"{FORM}; charset=iso-8859-1", 415),
        (b"ASK { <a:\xff> ?p ?o }", QUERY, 400),
        (b"query=ASK%7B%ff%7D", FORM, 400),
        (b"query=ASK\xff", FORM, 400),
        (b"", QUERY, 400),
        (b"", FORM, 400),
        (b"query=", FORM, 400),
        (b"query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400),
        (b"query=ASK%7B%7D&update=CLEAR+ALL", FORM, 400),
    ],
)
def test_d5_a_doubtful_post_is_refused_and_not_guessed(
    server: Server, body: bytes, content_type: str | None, status: int
) -> None:
    answer = server.post(body, content_type)
    assert (answer.status, is_plain(answer)) == (status, True)


def test_d5_a_query_in_the_address_and_another_in_the_body_are_two(server: Server) -> None:
    for content_type, body in ((FORM, b"query=ASK%7B%7D"), (QUERY, b"ASK {}")):
        answer = server.send("POST", "/sparql?query=ASK%7B%7D", {"Content-Type": content_type}, body)
        assert (answer.status, is_plain(answer)) == (400, True)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"update=DROP+ALL", FORM, 403),
        (b"DROP ALL", "application/sparql-update", 403),
        (b"update=DROP+ALL", "text/plain", 415),
        (b"DROP ALL", "text/plain", 415),
    ],
)
def test_d11_a_page_of_another_origin_changes_nothing(
    server: Server, body: bytes, content_type: str, status: int
) -> None:
    before = server.graph_digest()
    cross_site = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site", "Cookie": "session=1"}
    answer = server.post(body, content_type, **cross_site)
    assert (answer.status, is_plain(answer)) == (status, True)
    # Nothing here depends on who asks: there are no cookies, and no origin is trusted more than others.
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["access-control-allow-origin"] == "*"
    assert server.graph_digest() == before
