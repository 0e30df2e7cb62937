"""The servers that are measured: each a process of its own, on the loopback address, with the same graph."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote

HOST: Final = "127.0.0.1"
ROOT: Final = Path(__file__).parents[2]

_GRACE: Final = 15.0
"""Seconds from a request to end to the end by force."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where everything is.

    Attributes:
        build: directory of the build that is served.
        peers: folder into which the peers were installed.
    """

    build: Path
    peers: Path

    def dump(self, extension: str) -> Path:
        """Return the file of the release with an extension, e.g. ``nq``."""
        return self.build / "dump" / f"osce-kg.{extension}"


@dataclass(frozen=True, slots=True)
class Server:
    """How one server is started.

    Attributes:
        name: in the tables.
        command: from the place and the port to the command.
        path: of its SPARQL endpoint.
        fill: loads the graph into the running server, where starting it does not.
        environment: further variables.
        patience: seconds until it must answer.
    """

    name: str
    command: Callable[[Place, int], Sequence[str]]
    path: str = "/sparql"
    fill: Callable[[Place, int], None] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    patience: float = 120.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    name: str
    endpoint: str
    pid: int


@contextmanager
def running(server: Server, place: Place, log: IO[bytes] | None = None) -> Iterator[Running]:
    """Run a server with the graph until the block ends.

    Raises:
        RuntimeError: it does not answer in time.
    """
    port = free_port()
    endpoint = f"http://{HOST}:{port}{server.path}"
    process = subprocess.Popen(
        server.command(place, port),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **server.environment},
        stdin=subprocess.DEVNULL,
        stdout=log or subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait(server, endpoint, process)
        if server.fill:
            server.fill(place, port)
        yield Running(server.name, endpoint, process.pid)
    finally:
        _end(process)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])


def answers(endpoint: str, *, timeout: float = 5.0) -> bool:
    """Tell whether an endpoint answers ``ASK {}``."""
    try:
        with urllib.request.urlopen(f"{endpoint}?query={quote('ASK {}')}", timeout=timeout) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError):
        return False


def _wait(server: Server, endpoint: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + server.patience
    while not answers(endpoint):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"{server.name} does not answer at {endpoint}")
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE)
    if process.poll() is None:
        process.kill()
        process.wait()


def _ours(place: Place, port: int) -> list[str]:
    return [sys.executable, "-m", "osce_kg", "serve", "--data", str(place.build), "--port", str(port)]


def _in_process(wsgi: str) -> Callable[[Place, int], list[str]]:
    def command(place: Place, port: int) -> list[str]:
        module = "benchmarks.serving.in_process"
        return [sys.executable, "-m", module, wsgi, str(place.build), str(port), str(place.peers)]

    return command


def _oxigraph(place: Place, port: int) -> list[str]:
    return [str(place.peers / "venv/bin/oxigraph"), "serve", "--bind", f"{HOST}:{port}"]


def _fill_oxigraph(place: Place, port: int) -> None:
    """Load the named graphs, and their union as the default graph, as our store has it."""
    for path, extension, media_type in (
        ("/store", "nq", "application/n-quads"),
        ("/store?default", "nt", "application/n-triples"),
    ):
        with place.dump(extension).open("rb") as content:
            size = str(place.dump(extension).stat().st_size)
            headers = {"Content-Type": media_type, "Content-Length": size}
            request = urllib.request.Request(f"http://{HOST}:{port}{path}", content, headers, method="POST")
            urllib.request.urlopen(request, timeout=300).close()


def _rdflib_endpoint(place: Place, port: int) -> list[str]:
    program = str(place.peers / "venv/bin/rdflib-endpoint")
    return [program, "serve", "--host", HOST, "--port", str(port), str(place.dump("nt"))]


OURS: Final = Server("osce-kg serve", _ours)
WAITRESS: Final = Server("same app, in process, waitress", _in_process("waitress"))
GRANIAN: Final = Server("same app, in process, granian", _in_process("granian"))
OXIGRAPH: Final = Server("oxigraph serve, in memory", _oxigraph, "/query", _fill_oxigraph)
RDFLIB: Final = Server("rdflib-endpoint", _rdflib_endpoint, "/", patience=400.0)
