"""``osce-kg serve`` in a process of its own, as its clients and its administrator see it."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from processes import command, environment

TRUE = b'{"head":{},"boolean":true}'
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"
"""A query that no deadline is long enough for."""
LONG = "SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f . ?d ?p ?q } LIMIT 400000"
"""A query with an answer of some 20 MB over a graph of a few hundred statements."""
PATIENCE = 60.0
"""Seconds after which what a test waits for will not come any more."""


@dataclass(frozen=True)
class HttpAnswer:
    """What came back: the status, the headers by their names in small letters, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class ServedBuild:
    """A server that runs.

    Attributes:
        process: the one that was started: the front.
        address: host and port.
    """

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process = process
        parts = urlsplit(url)
        assert parts.hostname is not None
        assert parts.port is not None
        self.address = (parts.hostname, parts.port)

    def get(
        self,
        target: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        sender: str = "127.0.0.1",
        **headers: str,
    ) -> HttpAnswer:
        """Send a request, over a connection of its own.

        Args:
            sender: address of this machine that it comes from: another one is another client.
            headers: underscores stand for hyphens.
        """
        with closing(
            http.client.HTTPConnection(*self.address, timeout=PATIENCE, source_address=(sender, 0))
        ) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, body, named)
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return HttpAnswer(answer.status, names, answer.read())

    def query(self, query: str, sender: str = "127.0.0.1", **headers: str) -> HttpAnswer:
        """Ask a query."""
        return self.get(f"/sparql?query={quote(query)}", sender=sender, **headers)

    def later(self, query: str, sender: str = "127.0.0.1") -> Future[HttpAnswer]:
        """Ask a query whose answer is waited for later."""
        future: Future[HttpAnswer] = Future()

        def ask() -> None:
            try:
                future.set_result(self.query(query, sender))
            except (OSError, http.client.HTTPException) as error:
                future.set_exception(error)

        threading.Thread(target=ask, daemon=True).start()
        return future

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection(self.address, PATIENCE)

    def send(self, request: bytes) -> bytes:
        """Send bytes as they are, and return all that comes back until the connection ends."""
        with self.connect() as connection:
            connection.sendall(request)
            parts = []
            try:
                while part := connection.recv(1 << 16):
                    parts.append(part)
            except ConnectionError:
                pass
            return b"".join(parts)

    def answers(self) -> bool:
        """Tell whether it answers a query."""
        try:
            return self.query("ASK {}").body == TRUE
        except (OSError, http.client.HTTPException):
            return False

    def metric(self, name: str) -> float:
        """Return a value that ``/metrics`` shows."""
        found = re.search(rf"^osce_kg_{name} (\S+)$", self.get("/metrics").body.decode(), re.MULTILINE)
        assert found, name
        return float(found[1])

    def workers_in_use(self) -> float:
        """Return how many workers have a request, be it since just now or for long."""
        return self.metric("workers_quick") + self.metric("workers_slow")

    def fork_server(self) -> int:
        """Return the number of the process that has the graph in memory; there must be one."""
        (process,) = children(self.process.pid)
        return process

    def workers(self) -> list[int]:
        """Return the numbers of the processes that answer."""
        return [process for parent in children(self.process.pid) for process in children(parent)]


@contextmanager
def served(data: Path, *options: str, under: Sequence[str] = (), **variables: str) -> Iterator[ServedBuild]:
    """Serve a build until the block ends.

    Args:
        data: directory of the build.
        options: of the command; ``--workers 2`` if none.
        under: a command that runs the server and becomes it.
        variables: of the environment.
    """
    arguments = ["serve", "--data", str(data), "--port", "0", *(options or ("--workers", "2"))]
    with subprocess.Popen(
        [*under, *command(*arguments)],
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found, line
            yield ServedBuild(process, found[0])
        finally:
            process.send_signal(signal.SIGINT)  # unlike SIGTERM, it waits for nobody
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()


def request_for(query: str, *, version: str = "1.1", connection: str = "keep-alive") -> bytes:
    """Return the bytes of a request that asks a query."""
    line = f"GET /sparql?query={quote(query)} HTTP/{version}"
    return f"{line}\r\nHost: localhost\r\nConnection: {connection}\r\n\r\n".encode()


def eventually(condition: Callable[[], object]) -> bool:
    """Wait until a condition holds; False if it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def seconds_taken(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.monotonic()
    work()
    return time.monotonic() - began


def children(process: int) -> list[int]:
    """Return the numbers of the processes that a process has started, zombies included."""
    found = []
    with suppress(OSError):  # it has ended
        for task in Path(f"/proc/{process}/task").iterdir():
            with suppress(OSError):  # that one has
                found += [int(number) for number in (task / "children").read_text().split()]
    return found


def descendants(process: int) -> list[int]:
    """Return the numbers of the processes that a process, or one of these, has started."""
    found = children(process)
    return found + [further for child in found for further in descendants(child)]


def is_running(process: int) -> bool:
    """Tell whether there is a process of this number that is no zombie."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def descriptors(process: int) -> int:
    """Return how many files and connections a process has open."""
    return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())


def resident_memory(process: int) -> int:
    """Return the bytes of memory that a process has in use."""
    found = re.search(r"^VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    assert found
    return int(found[1]) << 10
