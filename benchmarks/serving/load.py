"""Load on one endpoint: wrk asks over connections that stay open, on each as soon as it has its answer."""

from __future__ import annotations

import json
import resource
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from benchmarks.processes import cpu_seconds
from benchmarks.serving.mixes import Query
from benchmarks.serving.place import Place
from benchmarks.serving.servers import Running

SCRIPT: Final = Path(__file__).with_name("requests.lua")

CLIENTS: Final = 16
"""Connections that ask at once, unless a measure says otherwise."""

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


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
