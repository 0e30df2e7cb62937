"""Rows C16 and D6 of the catalogue of hostile inputs, and clients that do not keep to HTTP.

After each the server still answers, and nothing of what was taken is held.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from served_build import (
    ENDLESS,
    LONG,
    TRUE,
    ServedBuild,
    children,
    descriptors,
    eventually,
    request_for,
    resident_memory,
    seconds_taken,
    served,
)

HEAD = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
MIB = 1 << 20


@pytest.fixture(scope="module")
def server(meeting_build: Path) -> Iterator[ServedBuild]:
    with served(meeting_build, "--workers", "3", "--deadline", "10") as server:
        assert server.answers()
        yield server


@pytest.fixture(autouse=True)
def still_answers_and_holds_nothing(server: ServedBuild) -> Iterator[None]:
    open_before = descriptors(server.process.pid)
    yield
    assert server.answers()
    assert eventually(lambda: descriptors(server.process.pid) <= open_before + 3)
    assert len(children(server.process.pid)) == 1


def test_c16_many_slow_queries_of_one_client_keep_no_other_waiting(server: ServedBuild) -> None:
    slow = [server.later(ENDLESS, sender="127.0.0.2") for _ in range(200)]
    assert eventually(lambda: server.metric("requests_waiting") >= 20)
    waits = [seconds_taken(lambda number=number: newcomer_asks(server, number)) for number in range(9)]
    assert statistics.median(waits) < 1, "this is what is promised"
    answers = [answer.result() for answer in slow]
    statuses = Counter(answer.status for answer in answers)
    assert statuses.keys() == {429, 503}
    assert statuses[429] > 100
    assert all(int(answer.headers["retry-after"]) > 0 for answer in answers)


def newcomer_asks(server: ServedBuild, number: int) -> None:
    """Ask what nobody has asked, so that it takes a worker, as a client that has asked nothing yet."""
    answer = server.query(f"ASK {{}} # {number}, not asked before", sender=f"127.0.1.{number + 1}")
    assert (answer.status, answer.body) == (200, TRUE)


def test_c16_slow_queries_of_several_clients_keep_no_newcomer_waiting(meeting_build: Path) -> None:
    # Nobody here waits for so long: who gets an answer has not waited until the others' time was over.
    with served(meeting_build, "--workers", "3", "--deadline", "600") as server:
        slow = [server.later(ENDLESS, sender=f"127.0.0.{2 + number % 4}") for number in range(40)]
        assert eventually(lambda: server.workers_in_use() == 6)
        waits = []
        for number in range(9):
            waits.append(seconds_taken(lambda number=number: newcomer_asks(server, number)))
            assert server.metric("workers") <= 6, "their memory is what is promised"
        assert statistics.median(waits) < 1, "this is what is promised"
        assert eventually(lambda: any(answer.done() for answer in slow))
        given_up = [answer.result() for answer in slow if answer.done()]
        assert {answer.status for answer in given_up} == {503}
        assert all(b"Too many requests take long" in answer.body for answer in given_up)


def test_d6_a_body_of_a_gigabyte_is_refused_before_it_is_sent(server: ServedBuild) -> None:
    answer = server.send(HEAD + b"Content-Length: 1073741824\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_d6_a_body_without_end_is_refused_when_it_is_too_long(server: ServedBuild) -> None:
    before = resident_memory(server.process.pid)
    chunk = b"10000\r\n" + b"#" * (1 << 16) + b"\r\n"
    with server.connect() as connection:
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        sent = 0
        try:
            while sent < 1 << 30:
                connection.sendall(chunk)
                sent += len(chunk)
        except ConnectionError:
            pass
    assert sent < 64 * MIB
    assert resident_memory(server.process.pid) < before + 64 * MIB


def test_d6_slow_bodies_and_heads_are_ended(server: ServedBuild) -> None:
    """One byte now and then, in the head or in the body: both end some 20 seconds after their beginning."""
    with server.connect() as head, server.connect() as body:
        head.sendall(b"GET / HTTP/1.1\r\n")
        body.sendall(HEAD + b"Content-Length: 100\r\n\r\n")
        began = time.monotonic()
        is_open = {head: True, body: True}
        for connection in is_open:
            connection.settimeout(0.05)
        while any(is_open.values()) and time.monotonic() - began < 60:
            for connection in [connection for connection in is_open if is_open[connection]]:
                try:
                    connection.sendall(b"a")
                    is_open[connection] = bool(connection.recv(1 << 12)) and connection is body
                except TimeoutError:
                    continue
                except ConnectionError:
                    is_open[connection] = False
            time.sleep(0.5)
        assert not any(is_open.values())


def test_d6_ten_thousand_idle_connections_leave_room_for_others(server: ServedBuild) -> None:
    wanted = 10_000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < wanted + 200:
        pytest.skip(f"this process may open {hard} files, too few to be so many clients")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    before = resident_memory(server.process.pid)
    with ExitStack() as held:
        held.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        for number in range(wanted):
            connection = held.enter_context(server.connect())
            if number % 2:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
            if number % 1000 == 999:
                assert server.answers()
        assert resident_memory(server.process.pid) < before + 300 * MIB


def test_d6_a_client_that_never_reads_is_left(server: ServedBuild) -> None:
    with ExitStack() as held:
        for _ in range(8):
            connection = held.enter_context(server.connect())
            connection.sendall(request_for(LONG))
        assert eventually(lambda: server.metric("requests_running") == 9)
        assert server.answers()
        assert eventually(lambda: server.metric("requests_running") == 1), "they are waited for for ever"


def test_d6_downloads_that_are_broken_off_leave_nothing(server: ServedBuild) -> None:
    for _ in range(20):
        with server.connect() as connection:
            connection.sendall(request_for(LONG))
            connection.recv(1 << 10)
    assert eventually(lambda: server.metric("requests_running") == 1)


REFUSED = {
    "two lengths": HEAD + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}",
    "a negative length": HEAD + b"Content-Length: -6\r\n\r\nASK {}",
    "a length beyond numbers": HEAD + b"Content-Length: 99999999999999999999999999\r\n\r\n",
    "an unknown transfer coding": HEAD + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a chunk without a length": HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nASK {}\r\n0\r\n\r\n",
    "a space before the colon": b"GET /healthz HTTP/1.1\r\nHost : a\r\n\r\n",
    "a folded header": b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n",
    "NUL in a header": b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
    "too many headers": b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(500)),
    "a header without end": b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * (1 << 20),
    "a target of 70 kB": b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "no HTTP": b"HELLO\r\n\r\n",
    "HTTP/0.9": b"GET /healthz\r\n\r\n",
    "HTTP/3.7": b"GET /healthz HTTP/3.7\r\n\r\n",
}


@pytest.mark.parametrize("request_bytes", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_request_is_refused_once_and_the_connection_ended(
    server: ServedBuild, request_bytes: bytes
) -> None:
    try:
        answer = server.send(request_bytes)
    except ConnectionError:  # while it is still sent
        return
    assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 414 ", b"HTTP/1.1 431 "))
    assert answer.count(b"HTTP/1.1 ") == 1


def test_a_request_cannot_be_smuggled_in_the_body_of_another(server: ServedBuild) -> None:
    hidden = b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"
    two_lengths = b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    answer = server.send(HEAD + two_lengths + hidden)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"osce_kg_requests" not in answer


def test_after_two_thousand_mixed_requests_nothing_has_leaked(server: ServedBuild) -> None:
    def mixed(number: int) -> None:
        kind = number % 10
        if kind == 0:
            with closing(server.connect()) as connection:
                connection.sendall(request_for(LONG) if number % 100 == 0 else b"GET /")
        elif kind == 1:
            server.send(REFUSED["no HTTP"])
        elif kind == 2:
            server.get("/dump/osce-kg.nq", Range="bytes=0-99")
        elif kind == 3:
            server.query("SELECT * {")
        elif kind == 4 and number % 100 == 4:
            for query in ("SELECT * " + "{" * 20_000 + "}" * 20_000,):
                server.get(
                    "/sparql", method="POST", body=query.encode(), Content_Type="application/sparql-query"
                )
        else:
            server.query(f"ASK {{ ?s ?p {number} }}")

    for number in range(200):
        mixed(number)
    assert eventually(lambda: server.metric("requests_running") == 1)
    open_before, memory_before = descriptors(server.process.pid), resident_memory(server.process.pid)
    for number in range(2000):
        mixed(number)
    assert eventually(lambda: server.metric("requests_running") == 1)
    assert eventually(lambda: descriptors(server.process.pid) <= open_before + 2)
    assert resident_memory(server.process.pid) < memory_before + 16 * MIB
    assert eventually(lambda: len(server.workers()) == 3)
