"""A SPARQL endpoint of others on the loopback address, made of pyoxigraph, that misbehaves on demand.

It notes every request. ``replies`` are sent as they are, one for each request, in place of an answer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox

JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Reply:
    """An answer over HTTP; one that ``breaks`` says that it is longer than it is."""

    status: int = 200
    body: bytes = b""
    media_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    breaks: bool = False
    pause: float = 0.0


class EndpointServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, quads: Path, *, is_union: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = ox.Store()
        self.store.load(path=str(quads), format=ox.RdfFormat.N_QUADS)
        self.is_union = is_union
        self.replies: list[Reply] = []
        self.asked: list[dict[str, list[str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


class _Handler(BaseHTTPRequestHandler):
    server: EndpointServer
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16

    def do_POST(self) -> None:
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append(asked)
        reply = self.server.replies.pop(0) if self.server.replies else self._answer(asked)
        time.sleep(reply.pause)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media_type)
        self.send_header("Content-Length", str(len(reply.body) + (1000 if reply.breaks else 0)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)
        self.close_connection = reply.breaks

    def _answer(self, asked: dict[str, list[str]]) -> Reply:
        graphs = [ox.NamedNode(graph) for graph in asked.get("default-graph-uri", [])]
        try:
            results = self.server.store.query(
                asked["query"][0],
                use_default_graph_as_union=self.server.is_union and not graphs,
                default_graph=graphs or None,
            )
        except SyntaxError as error:
            return Reply(400, str(error).encode(), "text/plain")
        if isinstance(results, ox.QueryTriples):
            lines = "".join(f"{triple} .\n" for triple in results)
            return Reply(body=lines.encode(), media_type="application/n-triples")
        return Reply(body=results.serialize(format=ox.QueryResultsFormat.JSON) or b"")

    def log_message(self, *_: object) -> None:
        """Keep the output of the tests clean."""


@contextmanager
def sparql_endpoint(build: Path, *, is_union: bool = True) -> Iterator[EndpointServer]:
    """An endpoint with the statements of a build that runs until the block ends."""
    server = EndpointServer(build / "dump" / "osce-kg.nq", is_union=is_union)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
