"""``osce-kg serve`` with its listener for writes, in processes of its own."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from osce_kg.writing.user_graphs import USER_GRAPHS
from running_server import HttpAnswer, RunningServer, running_server

TOKEN = "0123456789abcdef0123456789abcdef"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
NOTES = f"{USER_GRAPHS}notes"


@dataclass(frozen=True)
class WriteServer:
    """One server and its two listeners."""

    public: RunningServer
    private: RunningServer

    def update(self, text: str) -> HttpAnswer:
        """Send an update as itself, with the token."""
        headers = {**BEARER, "Content-Type": "application/sparql-update"}
        return self.private.request("POST", "/update", headers, text.encode())

    def put(self, content: str, graph: str = NOTES) -> HttpAnswer:
        """Send a graph as Turtle, with the token."""
        headers = {**BEARER, "Content-Type": "text/turtle"}
        target = f"/graph-store?graph={quote(graph, safe='')}"
        return self.private.request("PUT", target, headers, content.encode())

    def ask(self, query: str) -> bool:
        """Ask the public listener."""
        answer = self.public.get(f"/sparql?{urlencode({'query': query})}", Accept="text/csv")
        assert answer.status == 200, answer
        return answer.body.strip() == b"true"

    def version(self) -> str:
        """Return the version of the data that the public listener shows."""
        answer = self.public.get("/healthz")
        found = re.search(rb'"graph_version": "(\w+)"', answer.body)
        assert found, answer
        return found[1].decode()


_given: set[int] = set()


def _free_port() -> int:
    """Return a port that no other server of these tests is given, in whichever process they run.

    Those that the system gives out are above; servers share a port, so that nobody would be told.
    """
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for port in range(20_000 + 1_000 * process, 21_000 + 1_000 * process):
        if port not in _given:
            _given.add(port)
            with suppress(OSError), socket.create_server(("127.0.0.1", port)):
                return port
    raise AssertionError("no port is free")


@contextmanager
def write_server(data: Path, log: Path | None = None) -> Iterator[WriteServer]:
    """Serve a build, and take writes to it.

    Args:
        data: directory of the build; the token lies beside it.
        log: file for the access log.
    """
    port = _free_port()
    token = data.with_name("token")
    token.write_text(TOKEN)
    token.chmod(0o600)
    settings = {"WRITE_PORT": str(port), "WRITE_TOKEN_FILE": str(token), "ACCESS_LOG": str(log or "")}
    environment = {f"OSCE_KG_{name}": value for name, value in settings.items()}
    with running_server(data, "--workers", "2", **environment) as public:
        assert public.process.stdout is not None
        assert f"port {port}" in public.process.stdout.readline()
        yield WriteServer(public, RunningServer(f"http://127.0.0.1:{port}/", public.process))
