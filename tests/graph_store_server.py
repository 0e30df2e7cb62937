"""A SPARQL store on the loopback address, made of pyoxigraph, that misbehaves on demand.

It notes every request. ``faults`` are answers that it gives, one for each request that changes something,
before it does anything; ``None`` stands for doing what was asked for. After ``held_after`` such requests it
does nothing until it ``goes_on``.
"""

from __future__ import annotations

import re
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

N_TRIPLES = "application/n-triples"


@dataclass(frozen=True)
class Fault:
    """One answer over HTTP, before or after doing what was asked; ``breaks``: the connection is closed."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    breaks: bool = False
    does_it_all_the_same: bool = False


@dataclass(frozen=True)
class Noted:
    method: str
    path: str
    graph: str
    authorization: str
    body: bytes

    @property
    def changes(self) -> bool:
        return self.path in ("/update", "/store") and self.method != "GET"


class GraphStoreServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = ox.Store()
        self.requests: list[Noted] = []
        self.faults: list[Fault | None] = []
        self.basic: tuple[str, str] | None = None
        self.largest_answer: int | None = None
        self.largest_body: int | None = None
        self.held_after: int | None = None
        self.goes_on = threading.Event()
        self.is_union = False
        self.rewrite: Callable[[str], str] = str
        self.watched = ""
        self.seen: list[int] = []
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def changes(self) -> list[Noted]:
        return [request for request in self.requests if request.changes]

    def lines(self, graph: str) -> set[bytes]:
        dumped = self.store.dump(from_graph=ox.NamedNode(graph), format=ox.RdfFormat.N_TRIPLES)
        assert dumped is not None
        return set(dumped.splitlines())

    def graphs(self) -> set[str]:
        names = (str(graph)[1:-1] for graph in self.store.named_graphs())
        return {name for name in names if self.lines(name)}


class _Handler(BaseHTTPRequestHandler):
    server: GraphStoreServer
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # an answer goes in one piece, and nobody waits for its rest

    def _handle(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        graph = parse_qs(parts.query).get("graph", [""])[0]
        noted = Noted(self.command, parts.path, graph, self.headers.get("Authorization", ""), body)
        server = self.server
        with server.lock:
            server.requests.append(noted)
            if server.basic is not None and not self._is_let_in(noted, server.basic):
                self._answer(401, headers={"WWW-Authenticate": 'Basic realm="store"'})
                return
            fault = server.faults.pop(0) if noted.changes and server.faults else None
            if fault is not None and not fault.does_it_all_the_same:
                self._fail(fault)
                return
            if server.largest_body is not None and len(body) > server.largest_body:
                self._answer(413)
                return
            if noted.changes and server.held_after is not None and len(server.changes) > server.held_after:
                server.goes_on.wait()
            self._do(noted, fault)
            if server.watched:
                server.seen.append(len(server.lines(server.watched)))

    do_GET = do_PUT = do_POST = do_DELETE = _handle  # noqa: N815

    def _is_let_in(self, noted: Noted, basic: tuple[str, str]) -> bool:
        return noted.authorization == "Basic " + b64encode(":".join(basic).encode()).decode()

    def _fail(self, fault: Fault) -> None:
        if fault.breaks:
            self.close_connection = True
            self.connection.shutdown(2)
        else:
            self._answer(fault.status, fault.body, "text/html", fault.headers)

    def _do(self, noted: Noted, fault: Fault | None) -> None:
        try:
            status, media_type, answer = self._perform(noted)
        except SyntaxError as error:
            status, media_type, answer = 400, "text/plain", str(error).encode()
        if fault is not None:
            self._fail(fault)
        else:
            self._answer(status, answer, media_type)

    def _perform(self, noted: Noted) -> tuple[int, str, bytes]:
        store, graph = self.server.store, ox.NamedNode(noted.graph or "urn:none")
        if noted.path == "/update":
            store.update(noted.body.decode())
        elif noted.path == "/query" and noted.method == "POST":
            return self._query(parse_qs(noted.body.decode())["query"][0])
        elif noted.path != "/store":
            return 404, "text/plain", b"no such address"
        elif noted.method == "GET":
            lines = self.server.lines(noted.graph) if noted.graph else set()
            return (200, N_TRIPLES, self._cut(lines)) if lines else (404, "text/plain", b"no such graph")
        elif noted.method in ("PUT", "POST"):
            quads = list(
                ox.parse(self.server.rewrite(noted.body.decode()).encode(), format=ox.RdfFormat.N_TRIPLES)
            )
            if noted.method == "PUT":
                store.remove_graph(graph)
            store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)
        return 204, "", b""

    def _query(self, query: str) -> tuple[int, str, bytes]:
        results = self.server.store.query(query, use_default_graph_as_union=self.server.is_union)
        if isinstance(results, ox.QueryTriples):
            return 200, N_TRIPLES, self._cut({f"{triple} .".encode() for triple in results})
        assert isinstance(results, ox.QuerySolutions)
        if self.server.largest_answer is not None:
            limit = re.search(r"LIMIT (\d+)", query)
            if limit and int(limit[1]) > self.server.largest_answer:
                shorter = query.replace(limit[0], f"LIMIT {self.server.largest_answer}")
                results = self.server.store.query(shorter)
                assert isinstance(results, ox.QuerySolutions)
        answer = results.serialize(format=ox.QueryResultsFormat.JSON)
        assert answer is not None
        return 200, "application/sparql-results+json", answer

    def _cut(self, lines: set[bytes]) -> bytes:
        return b"".join(line + b"\n" for line in sorted(lines)[: self.server.largest_answer])

    def _answer(
        self, status: int, body: bytes = b"", media_type: str = "", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        if media_type:
            self.send_header("Content-Type", media_type)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the output of the tests clean."""


@contextmanager
def graph_store() -> Iterator[GraphStoreServer]:
    """A server that runs until the block ends."""
    server = GraphStoreServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.goes_on.set()
        server.shutdown()
        thread.join()
        server.server_close()
