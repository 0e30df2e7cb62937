"""The servers that are measured: each a process of its own, on the loopback address, with the same graph."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final
from urllib.parse import quote

from benchmarks.serving import virtuoso
from benchmarks.serving.addresses import HOST, free_port
from benchmarks.serving.place import ROOT, Place

_PATIENCE: Final = 400.0
"""Seconds until a server must answer with the whole graph."""

_THREADS: Final = 8
"""Threads of the WSGI servers that answer queries in process."""

_APPLICATION: Final = "benchmarks.serving.in_process:app"
_MEMORY: Final = re.compile(rb"^\w*graph_in_memory 1(\.0)?$", re.MULTILINE)
_GRACE: Final = 15.0
"""Seconds from a request to end to the end by force."""


@dataclass(frozen=True, slots=True)
class Server:
    """How one server is started.

    Attributes:
        name: in the tables.
        command: from the place and the port to the command.
        path: of its SPARQL endpoint.
        fill: loads the graph into the running server, where starting it does not.
    """

    name: str
    command: Callable[[Place, int], Sequence[str]]
    path: str = "/sparql"
    fill: Callable[[Place, int], None] | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    name: str
    endpoint: str
    pid: int


@contextmanager
def running(
    server: Server, place: Place, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """Run a server with the graph until the block ends.

    Args:
        server: which.
        place: where the graph and the programs are.
        options: further arguments of its command.
        environment: further variables.

    Raises:
        RuntimeError: it cannot be had, or does not answer in time; what it printed is in the folder ``logs``.
    """
    port = free_port()
    endpoint = f"http://{HOST}:{port}{server.path}"
    command = [*server.command(place, port), *options]
    if shutil.which(command[0]) is None:
        raise RuntimeError(f"there is no {command[0]}")
    place.log(server.name).parent.mkdir(exist_ok=True)
    with place.log(server.name).open("wb") as log:
        process = _start(command, log, environment or {})
    try:
        _wait(server, endpoint, process)
        if server.fill:
            server.fill(place, port)
        yield Running(server.name, endpoint, process.pid)
    finally:
        _end(process)


def _start(command: Sequence[str], log: IO[bytes], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **environment},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
    )


def _content(url: str) -> bytes:
    """Return what is at a URL; nothing if there is no answer."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bytes(answer.read())
    except (OSError, ValueError):
        return b""


def _wait(server: Server, endpoint: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while not _content(f"{endpoint}?query={quote('ASK {}')}"):
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


def _wait_for_memory(place: Place, port: int) -> None:
    """Wait until the workers answer from memory; a large graph is served from disk until it is there."""
    end = time.monotonic() + _PATIENCE
    while not _MEMORY.search(_content(f"http://{HOST}:{port}/metrics")):
        if time.monotonic() > end:
            raise RuntimeError("osce-kg serve still answers from disk")
        time.sleep(0.5)


def _granian(place: Place, port: int) -> list[str]:
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--no-log"]
    address = ["--host", HOST, "--port", str(port), "--blocking-threads", str(_THREADS)]
    return ["env", f"SERVED_BUILD={place.build}", *server, *address, _APPLICATION]


def _waitress(place: Place, port: int) -> list[str]:
    path = os.pathsep.join(map(str, (ROOT / "src", ROOT, place.folder / "beside")))
    server = [sys.executable, "-m", "waitress", f"--threads={_THREADS}"]
    variables = [f"SERVED_BUILD={place.build}", f"PYTHONPATH={path}"]
    return ["env", *variables, *server, f"--host={HOST}", f"--port={port}", _APPLICATION]


def _oxigraph(place: Place, port: int) -> list[str]:
    return [str(place.environment / "bin/oxigraph"), "serve", "--bind", f"{HOST}:{port}"]


def _fill_oxigraph(place: Place, port: int) -> None:
    """Load the named graphs, and their union as the default graph, as our store has it."""
    for path, extension, media_type in (
        ("/store", "nq", "application/n-quads"),
        ("/store?default", "nt", "application/n-triples"),
    ):
        file = place.dump(extension)
        headers = {"Content-Type": media_type, "Content-Length": str(file.stat().st_size)}
        with file.open("rb") as content:
            request = urllib.request.Request(f"http://{HOST}:{port}{path}", content, headers, method="POST")
            urllib.request.urlopen(request, timeout=300).close()


def _rdflib_endpoint(place: Place, port: int) -> list[str]:
    program = str(place.environment / "bin/rdflib-endpoint")
    return [program, "serve", "--host", HOST, "--port", str(port), str(place.dump("nt"))]


OURS: Final = Server("osce-kg serve", _ours, fill=_wait_for_memory)
GRANIAN: Final = Server("same app in process, granian", _granian)
WAITRESS: Final = Server("same app in process, waitress", _waitress)
OXIGRAPH: Final = Server("oxigraph serve, in memory", _oxigraph, "/query", _fill_oxigraph)
VIRTUOSO: Final = Server("Virtuoso 7", virtuoso.command, fill=virtuoso.fill)
RDFLIB: Final = Server("rdflib-endpoint", _rdflib_endpoint, "/")

SERVERS: Final = (OURS, GRANIAN, WAITRESS, OXIGRAPH, VIRTUOSO, RDFLIB)
"""All servers; ``rdflib-endpoint`` is measured apart, because it is so slow."""
