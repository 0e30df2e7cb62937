"""Requests to a store that is overloaded, refuses, redirects, breaks off or says nothing."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph_store_server import Fault, GraphStoreServer, graph_store
from osce_kg.errors import InputError, LimitError, MachineError, OsceKgError
from osce_kg.publishing.remote import Credentials, Exchange, ExchangeLimits
from osce_kg.publishing.remote.exchange import StoreRequest

SECRET = "open-sesame-77"
UPDATE = b"INSERT DATA { <urn:a> <urn:b> <urn:c> }"


@pytest.fixture
def server() -> Iterator[GraphStoreServer]:
    with graph_store() as server:
        yield server


def send(
    server: GraphStoreServer,
    path: str = "/update",
    credentials: Credentials | None = None,
    waits: list[float] | None = None,
) -> None:
    pauses: list[float] = [] if waits is None else waits
    with Exchange(credentials, ExchangeLimits(seconds=5.0), pauses.append) as exchange:
        exchange.send(StoreRequest("POST", server.url + path, body=UPDATE))


def failure(
    server: GraphStoreServer, path: str = "/update", credentials: Credentials | None = None
) -> OsceKgError:
    with pytest.raises(OsceKgError) as raised:
        send(server, path, credentials)
    assert SECRET not in str(raised.value)
    return raised.value


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_an_overloaded_store_is_asked_again_after_as_long_as_it_says(
    server: GraphStoreServer, status: int
) -> None:
    server.faults = [
        Fault(status, {"Retry-After": "7"}),
        Fault(status),
        Fault(status, {"Retry-After": "999999"}),
    ]
    waits: list[float] = []
    send(server, waits=waits)
    assert waits == [7.0, 2.0, 60.0]
    assert len(server.store) == 1


def test_a_connection_that_breaks_is_made_again(server: GraphStoreServer) -> None:
    server.faults = [Fault(breaks=True), Fault(breaks=True)]
    send(server)
    assert len(server.store) == 1


def test_attempts_are_bounded_and_the_reason_is_told(server: GraphStoreServer) -> None:
    server.faults = [Fault(503, body=b"<h1>no room</h1>")] * 9
    error = failure(server)
    assert isinstance(error, MachineError)
    assert "503 to 5 attempts in a row: no room" in str(error)
    assert len(server.changes) == 5


@pytest.mark.parametrize(
    ("fault", "kind", "told"),
    [
        (Fault(401), MachineError, "see --user"),
        (Fault(403), MachineError, "see --user"),
        (Fault(413), LimitError, "39 bytes is too large for it; see --part"),
        (Fault(404), InputError, "another endpoint"),
        (Fault(405), InputError, "another endpoint"),
        (Fault(415), InputError, "another endpoint"),
        (Fault(400, body=b"line 1:\n\x1b[31mno"), MachineError, r"400: line 1: \x1b[31mno"),
    ],
)
def test_a_refusal_is_told_at_once(
    server: GraphStoreServer, fault: Fault, kind: type[OsceKgError], told: str
) -> None:
    server.faults = [fault] * 2
    error = failure(server)
    assert type(error) is kind
    assert told in str(error)
    assert len(server.changes) == 1


def test_a_store_that_repeats_the_password_does_not_bring_it_into_the_message(
    server: GraphStoreServer,
) -> None:
    server.basic = ("me", SECRET)
    server.faults = [Fault(400, body=f"you said {SECRET}".encode())]
    failure(server, credentials=Credentials("me", SECRET))


def test_a_redirect_is_told_and_not_followed(server: GraphStoreServer) -> None:
    with graph_store() as other:
        server.faults = [Fault(307, {"Location": f"{other.url}/update?x=1"})]
        error = failure(server, credentials=Credentials("me", SECRET))
        assert isinstance(error, InputError)
        assert "redirects to http://127.0.0.1/update" in str(error)
        assert other.requests == []


def test_basic_credentials_are_sent_where_they_are_asked_for(server: GraphStoreServer) -> None:
    server.basic = ("me", SECRET)
    send(server, credentials=Credentials("me", SECRET))
    assert len(server.store) == 1
    # What asks for the challenge has no body: a large one is not sent in vain.
    assert next((request.method, len(request.body)) for request in server.requests) == ("GET", 0)
    assert "it refuses this user" in str(failure(server, credentials=Credentials("me", "wrong")))


def test_no_password_is_looked_for_in_the_files_of_the_user(
    server: GraphStoreServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine 127.0.0.1 login me password {SECRET}\n")
    monkeypatch.setenv("NETRC", str(netrc))
    send(server)
    assert [request.authorization for request in server.requests] == [""]


def test_a_digest_is_answered_without_ever_sending_the_password() -> None:
    heard: list[str] = []
    with _digest_server(heard) as url, Exchange(Credentials("me", SECRET)) as exchange:
        for _ in range(2):
            assert exchange.send(StoreRequest("PUT", url, body=b"x" * 1000)).status == 204
    puts = [line for line in heard if line.startswith("PUT")]
    # Let in at once each time: the nonce came with the empty request before.
    assert len(puts) == 2
    assert all('Digest username="me"' in line and SECRET not in line for line in puts)


def test_a_store_that_is_not_there_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/store"
        with (
            Exchange(sleep=lambda _: None) as exchange,
            pytest.raises(MachineError, match="cannot be reached"),
        ):
            exchange.send(StoreRequest("GET", url))


def test_a_store_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/store"
        limits = ExchangeLimits(seconds=0.3)
        with Exchange(limits=limits) as exchange, pytest.raises(LimitError, match="see --timeout"):
            exchange.send(StoreRequest("GET", url))


@contextmanager
def _digest_server(heard: list[str]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            authorization = self.headers.get("Authorization", "")
            heard.append(f"{self.command} {authorization}")
            self.send_response(204 if "response=" in authorization else 401)
            self.send_header(
                "WWW-Authenticate", 'Digest realm="SPARQL", nonce="n1", qop="auth", algorithm="MD5"'
            )
            self.end_headers()

        do_GET = do_PUT = _handle  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Keep the output of the tests clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/store"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
