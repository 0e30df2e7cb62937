"""A round of a number of queries asks each of them, and waits for the last answer."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from benchmarks.serving.load import ask_all
from benchmarks.serving.servers import Running


class Endpoint(ThreadingHTTPServer):
    """Answers every query with its length, but refuses "query=refused" and breaks off at "query=broken"."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: Counter[str] = Counter()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Endpoint

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        assert path == "/sparql"
        self.server.asked[query] += 1
        if query == "query=broken":
            self.close_connection = True
            return
        self.send_response(503 if query == "query=refused" else 200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"abc")

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def load_of(endpoint: Endpoint, queries: list[str], count: int, tmp_path: Path) -> dict[str, float]:
    file = tmp_path / "queries.txt"
    file.write_text("".join(f"query={query}\n" for query in queries), encoding="ascii")
    server = Running("a server", f"http://127.0.0.1:{endpoint.server_port}/sparql", os.getpid())
    load = ask_all(server, file, count, clients=3)
    assert 0 < load.p50 <= load.p95 <= load.p99 <= load.seconds * 1e3
    return {
        name: getattr(load, name)
        for name in ("requests", "bytes", "refused", "failed", "repeats", "unanswered")
    }


def test_each_query_is_asked_once(endpoint: Endpoint, tmp_path: Path) -> None:
    load = load_of(endpoint, [str(number) for number in range(20)], 20, tmp_path)
    assert endpoint.asked == Counter(f"query={number}" for number in range(20))
    assert load == {
        "requests": 20,
        "bytes": 60,
        "refused": 0,
        "failed": 0,
        "repeats": 0,
        "unanswered": 0,
    }


def test_too_few_queries_are_asked_again_and_that_is_said(endpoint: Endpoint, tmp_path: Path) -> None:
    assert load_of(endpoint, ["a", "b"], 5, tmp_path)["repeats"] == 2
    assert endpoint.asked == {"query=a": 3, "query=b": 2}


def test_refusals_and_broken_connections_are_told_apart(endpoint: Endpoint, tmp_path: Path) -> None:
    load = load_of(endpoint, ["good", "refused", "broken", "better"], 4, tmp_path)
    assert (load["requests"], load["refused"], load["failed"], load["unanswered"]) == (3, 1, 1, 2)
