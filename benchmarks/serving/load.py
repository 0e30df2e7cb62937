"""Load on one endpoint: clients ask over connections that stay open, each as soon as it has its answer."""

from __future__ import annotations

import http.client
import json
import resource
import subprocess
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import quantiles
from threading import Lock
from typing import Final
from urllib.parse import urlsplit

from benchmarks.processes import cpu_seconds
from benchmarks.serving.mixes import Query
from benchmarks.serving.place import Place
from benchmarks.serving.servers import Running

SCRIPT: Final = Path(__file__).with_name("requests.lua")

CLIENTS: Final = 16
"""Connections that ask at once, unless a measure says otherwise."""

JSON: Final = "application/sparql-results+json"

_TIMEOUT: Final = 90
"""Seconds after which an answer counts as lost; far beyond every server's own deadline."""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of one round.

    Attributes:
        requests: answers of status 200 to 399, and others.
        seconds: by the clock on the wall.
        p50, p95, p99: milliseconds from a request to the end of its answer.
        refused: answers with a status of 400 and more.
        failed: connections that broke.
        timed_out: requests without an answer.
        repeats: how often the queries began again, because there were too few of them.
        generator_seconds: CPU time that the load itself took.
        server_seconds: CPU time that all processes of the server took.
    """

    requests: int
    seconds: float
    bytes: int
    p50: float
    p95: float
    p99: float
    refused: int
    failed: int
    timed_out: int
    repeats: int
    generator_seconds: float
    server_seconds: float

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return (self.requests - self.refused) / self.seconds

    @property
    def unanswered(self) -> int:
        """Requests that did not get what they asked for."""
        return self.refused + self.failed + self.timed_out


def write_requests(queries: Iterable[Query], count: int, file: Path) -> None:
    """Write the queries that a round asks."""
    with file.open("w", encoding="ascii") as stream:
        stream.writelines(f"{query.target}\n" for query in islice(queries, count))


def run_load(
    place: Place, server: Running, requests: Path, seconds: float, *, clients: int = CLIENTS
) -> Load:
    """Ask a server the queries of a file for some seconds.

    Args:
        place: where wrk is.
        server: which.
        requests: file of ``write_requests``.
        seconds: how long; requests that are not answered by then are not counted.
        clients: connections that ask at once.
    """
    path = urlsplit(server.endpoint).path
    command = [
        *place.program("wrk"),
        "-t1",
        f"-c{clients}",
        f"-d{max(1, round(seconds))}s",
        f"--timeout={_TIMEOUT}s",
    ]
    before, server_before = _children_seconds(), cpu_seconds(server.pid)
    finished = subprocess.run(
        [*command, "-s", str(SCRIPT), server.endpoint, "--", str(requests), path],
        capture_output=True,
        text=True,
        check=True,
    )
    outcome = json.loads(finished.stdout.strip().splitlines()[-1])
    return Load(
        **outcome,
        generator_seconds=_children_seconds() - before,
        server_seconds=cpu_seconds(server.pid) - server_before,
    )


def ask_all(server: Running, requests: Path, count: int, *, clients: int = CLIENTS) -> Load:
    """Ask a server the first queries of a file, each once, and wait for the last answer.

    Where queries take very different times, a round of some seconds would count those that are quickly
    answered, and leave those out that take long.

    Args:
        server: which.
        requests: file of ``write_requests``; read again from the beginning where it has too few.
        count: how many.
        clients: connections that ask at once.
    """
    targets = requests.read_text(encoding="ascii").splitlines()
    waiting = _Waiting(targets[number % len(targets)] for number in range(count))
    address = urlsplit(server.endpoint)
    before, server_before, start = time.process_time(), cpu_seconds(server.pid), time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        asked = [
            pool.submit(_ask_waiting, str(address.netloc), address.path, waiting) for _ in range(clients)
        ]
        answers = [answer for client in asked for answer in client.result()]
    times = sorted(answer.seconds * 1e3 for answer in answers)
    hundredths = quantiles(times, n=100, method="inclusive")
    return Load(
        requests=sum(answer.status > 0 for answer in answers),
        seconds=time.perf_counter() - start,
        bytes=sum(answer.size for answer in answers),
        p50=hundredths[49],
        p95=hundredths[94],
        p99=hundredths[98],
        refused=sum(answer.status >= 400 for answer in answers),
        failed=sum(not answer.status for answer in answers),
        timed_out=0,
        repeats=(count - 1) // len(targets),
        generator_seconds=time.process_time() - before,
        server_seconds=cpu_seconds(server.pid) - server_before,
    )


class _Waiting:
    """Queries that wait to be asked, for clients in several threads."""

    def __init__(self, targets: Iterable[str]) -> None:
        self._targets = iter(targets)
        self._lock = Lock()

    def __iter__(self) -> Iterator[str]:
        while True:
            with self._lock:
                target = next(self._targets, None)
            if target is None:
                return
            yield target


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    size: int
    seconds: float


def _ask_waiting(host: str, path: str, waiting: _Waiting) -> list[_Answer]:
    answers = []
    with closing(http.client.HTTPConnection(host, timeout=_TIMEOUT)) as connection:
        for target in waiting:
            start = time.perf_counter()
            status = size = 0
            try:
                connection.request("GET", f"{path}?{target}", headers={"Accept": JSON})
                answer = connection.getresponse()
                status, size = answer.status, len(answer.read())
            except (OSError, http.client.HTTPException):
                connection.close()
            answers.append(_Answer(status, size, time.perf_counter() - start))
    return answers


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
