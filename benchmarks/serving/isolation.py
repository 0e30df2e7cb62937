"""What it costs to keep queries apart, and what it is good for: measured on our own server."""

from __future__ import annotations

import http.client
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Final
from urllib.parse import quote, urlsplit

from benchmarks.processes import busiest
from benchmarks.serving.addresses import HOST, OTHER_CLIENT
from benchmarks.serving.load import Load
from benchmarks.serving.rounds import Bench
from benchmarks.serving.servers import Running

_HOSTILE: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c != ?f && ?f != ?i) } #"
_HOSTILE_AT_ONCE: Final = 4
_KILLS: Final = 7


@dataclass(frozen=True, slots=True)
class UnderAttack:
    """What clients see in each round, alone and while others ask queries that run to their deadlines."""

    quiet: list[Load]
    attacked: list[Load]


def seconds_to_replace(server: Running) -> float:
    """Return how long a client waits for an answer at once after a worker was killed at its work.

    The server is to have one worker, so that the answer can come only from its successor. What is returned is
    the median over several kills, less the time of such an answer otherwise.
    """
    usual = median(_seconds_for_an_answer(server, f"usual {number}") for number in range(_KILLS))
    waits = []
    for number in range(_KILLS):
        attack = threading.Thread(target=_ask, args=(server, f"{_HOSTILE}{number}", OTHER_CLIENT))
        attack.start()
        time.sleep(0.2)
        os.kill(busiest(server.pid, 0.3), signal.SIGKILL)
        waits.append(_seconds_for_an_answer(server, f"after kill {number}"))
        attack.join()
    return max(0.0, median(waits) - usual)


def under_attack(bench: Bench, server: Running, mix: str, *, clients: int) -> UnderAttack:
    """Measure clients of one address, in turns alone and beside another's hostile queries."""
    measured = UnderAttack([], [])
    for turn in range(bench.rounds):
        requests = bench.requests(mix, f"{clients} quiet, round {turn}")
        measured.quiet.append(bench.one_round(server, mix, requests, clients=clients))
        requests = bench.requests(mix, f"{clients} attacked, round {turn}")
        with _hostile_queries(server):
            measured.attacked.append(bench.load(server, mix, requests, clients=clients))
    return measured


@contextmanager
def _hostile_queries(server: Running) -> Iterator[None]:
    """Keep some hostile queries running until the block ends, each asked again when it was stopped."""
    ended = threading.Event()

    def attack(number: int) -> None:
        turn = 0
        while not ended.is_set():
            _ask(server, f"{_HOSTILE}{number} {turn}", OTHER_CLIENT)
            turn += 1

    threads = [threading.Thread(target=attack, args=(number,)) for number in range(_HOSTILE_AT_ONCE)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _seconds_for_an_answer(server: Running, comment: str) -> float:
    start = time.perf_counter()
    status = _ask(server, f"ASK {{}} #{comment}", HOST)
    if status != http.HTTPStatus.OK:
        raise RuntimeError(f"{server.name} answers ASK {{}} with {status}")
    return time.perf_counter() - start


def _ask(server: Running, query: str, client: str) -> int:
    """Ask a query from an address; return the status, 0 if the connection broke."""
    address = urlsplit(server.endpoint)
    connection = http.client.HTTPConnection(
        str(address.hostname), address.port, timeout=60, source_address=(client, 0)
    )
    try:
        connection.request("GET", f"{address.path}?query={quote(query)}")
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
