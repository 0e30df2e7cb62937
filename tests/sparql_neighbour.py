"""Another SPARQL endpoint, on the loopback address: it answers from a store of its own, or misbehaves.

It notes every query. What it does next is a list of replies, taken from the front; when the list is empty,
it answers the query.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox

RESULTS = "application/sparql-results+json"


@dataclass(frozen=True)
class NeighbourReply:
    """One answer over HTTP; ``silent`` is none at all until the server ends.

    Of what is ``endless`` the last line is sent again and again, and nothing else.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": RESULTS})
    silent: bool = False
    endless: bytes = b""


SILENT = NeighbourReply(silent=True)


def solutions(*bindings: str) -> NeighbourReply:
    """Return solutions of the variables ``a`` and ``b``, each given as JSON."""
    body = '{"head":{"vars":["a","b"]},"results":{"bindings":[' + ",".join(bindings) + "]}}"
    return NeighbourReply(body=body.encode())


def redirect(target: str, status: int = 307) -> NeighbourReply:
    """Lead to another address."""
    return NeighbourReply(status, headers={"Location": target})


def answer_from(store: ox.Store, query: str) -> bytes:
    """Answer a SELECT query in JSON."""
    body = store.query(query).serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr]
    assert body is not None
    return body


class SparqlNeighbour(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, store: ox.Store) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = store
        self.replies: list[NeighbourReply] = []
        self.queries: list[str] = []
        self.on_query: Callable[[], None] = lambda: None
        self.ended = threading.Event()

    def url(self, host: str = "127.0.0.1", path: str = "/sparql") -> str:
        return f"http://{host}:{self.server_address[1]}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep the output of the tests clean when a client goes away."""


class _Handler(BaseHTTPRequestHandler):
    server: SparqlNeighbour

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        (query,) = form["query"]
        self.server.queries.append(query)
        self.server.on_query()
        queue = self.server.replies
        reply = queue.pop(0) if queue else NeighbourReply(body=answer_from(self.server.store, query))
        if reply.silent:
            self.server.ended.wait(60)
            return
        if reply.endless:
            self._send_for_ever(reply.endless)
            return
        self.send_response(reply.status)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def _send_for_ever(self, data: bytes) -> None:
        *_, again = data.strip().split(b"\r\n")
        again += data[len(data.rstrip(b"\r\n")) :]
        with suppress(OSError):
            while not self.server.ended.wait(0.01):
                self.wfile.write(data)
                data = again

    def do_GET(self) -> None:
        self.server.queries.append(self.path)
        self.send_error(405)

    def log_message(self, *_: object) -> None:
        """Keep the output of the tests clean."""


@contextmanager
def neighbouring(statements: str = "") -> Iterator[SparqlNeighbour]:
    """An endpoint over statements in Turtle that runs until the block ends."""
    store = ox.Store()
    store.load(statements.encode(), format=ox.RdfFormat.TURTLE)
    with SparqlNeighbour(store) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()
