"""The server as its clients and its operator see it."""

from __future__ import annotations

import gzip
import json
import os
import platform
import re
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest
import zstandard

from running_server import RunningServer, running_server
from served_build import eventually

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"
EVERYTHING = "CONSTRUCT WHERE { ?s ?p ?o }"
TURTLE = {"Accept": "text/turtle"}


@pytest.fixture(scope="module")
def server(meeting_build: Path) -> Iterator[RunningServer]:
    with running_server(meeting_build, "--workers", "2", "--deadline", "60") as running:
        yield running


def metric(server: RunningServer, name: str) -> float:
    """Return the sum of a metric's values."""
    text = server.get("/metrics").body.decode()
    values = re.findall(rf"^osce_kg_{name}(?:\{{.*\}})? (\S+)$", text, re.MULTILINE)
    assert values, text
    return sum(map(float, values))


def test_health_names_the_data(server: RunningServer) -> None:
    state = json.loads(server.get("/healthz").body)
    assert state["status"] == "ok"
    assert len(state["graph_version"]) == 64


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
def test_health_and_metrics_are_read_only_and_take_any_parameter(server: RunningServer, path: str) -> None:
    answers = [server.request(method, path) for method in ("POST", "DELETE", "PUT")]
    expected = [(405, "GET, HEAD, OPTIONS")] * 3
    assert [(answer.status, answer.headers["allow"]) for answer in answers] == expected
    assert server.request("OPTIONS", path).status == 204
    assert server.get(f"{path}?at=1").status == 200


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_an_answer_is_compressed_for_who_wants_it(server: RunningServer, coding: str) -> None:
    plain = server.query(EVERYTHING, Accept="application/n-triples")
    packed = server.query(EVERYTHING, Accept="application/n-triples", Accept_Encoding=coding)
    assert packed.headers["content-encoding"] == coding
    assert len(packed.body) < len(plain.body)
    content = (
        gzip.decompress(packed.body)
        if coding == "gzip"
        else zstandard.ZstdDecompressor().decompressobj().decompress(packed.body)
    )
    assert content == plain.body
    assert "content-encoding" not in plain.headers
    assert {"Accept", "Accept-Encoding"} <= set(re.split(r",\s*", packed.headers["vary"]))
    assert "Accept-Encoding" in plain.headers["vary"]


def test_the_tag_of_a_compressed_page_promises_equal_content_not_equal_bytes(server: RunningServer) -> None:
    plain = server.get("/", Accept="text/html").headers["etag"]
    assert server.get("/", Accept="text/html", Accept_Encoding="gzip").headers["etag"] == f"W/{plain}"
    again = server.get("/", Accept="text/html", Accept_Encoding="gzip", If_None_Match=f"W/{plain}")
    assert again.status == 304


def test_a_short_answer_has_its_length(server: RunningServer) -> None:
    answer = server.query("ASK {}", Accept_Encoding="gzip")
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "content-encoding" not in answer.headers


def test_the_same_question_is_answered_from_what_was_kept(server: RunningServer) -> None:
    query = f"SELECT ?s {{ ?s ?p 'asked once {time.monotonic()}' }}"
    first = server.query(query)
    second = server.query(query)
    assert (first.status, first.body, first.headers["etag"]) == (
        second.status,
        second.body,
        second.headers["etag"],
    )
    assert 'outcome="kept",place="sparql",status="200"' in server.get("/metrics").body.decode()


def test_a_longer_answer_is_kept_too_and_comes_out_the_same(server: RunningServer) -> None:
    values = " ".join(str(number) for number in range(20_000))
    query = f"SELECT ?n {{ VALUES ?n {{ {values} }} }}"
    streamed, kept = (server.query(query, Accept="text/csv") for _ in range(2))
    assert "content-length" not in streamed.headers
    assert int(kept.headers["content-length"]) == len(kept.body) > 1 << 16
    assert kept.body == streamed.body


def test_who_has_the_answer_already_gets_none(server: RunningServer) -> None:
    target = f"/sparql?query={quote('SELECT ?kept { ?s a ?kept }')}"
    etag = server.get(target).headers["etag"]
    for _ in range(2):
        answer = server.get(target, If_None_Match=etag)
        assert (answer.status, answer.body) == (304, b"")


def test_headers_in_several_lines_or_of_a_like_name_spoil_no_answer_for_others(server: RunningServer) -> None:
    def first_line(*headers: str) -> str:
        lines = "".join(f"{header}\r\n" for header in ("Host: a", "Connection: close", *headers))
        with socket.create_connection(server.address, 20) as connection:
            connection.sendall(f"GET /search?q=nobody HTTP/1.1\r\n{lines}\r\n".encode())
            with connection.makefile("rb") as answer:
                return next(line.decode() for line in answer if line.startswith(b"<html"))

    asked = "Accept: text/html"
    assert 'lang="en"' in first_line(asked, "Accept_Language: ru")
    assert 'lang="ru"' in first_line(asked, "Accept-Language: ru", "Accept-Language: en;q=0.1")
    assert 'lang="en"' in first_line(asked, "Accept-Language: en;q=0.1")
    assert 'lang="en"' in first_line(asked)


def test_errors_are_not_kept(server: RunningServer) -> None:
    assert {server.query("SELECT").status for _ in range(2)} == {400}
    assert 'outcome="kept",place="sparql",status="400"' not in server.get("/metrics").body.decode()


def test_a_query_whose_client_has_gone_is_stopped(server: RunningServer) -> None:
    with socket.create_connection(server.address, 20) as connection:
        connection.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        assert eventually(lambda: metric(server, "workers_slow") == 1)
    assert eventually(lambda: metric(server, "workers_slow") == 0)
    assert metric(server, "workers_quick") == 0


def test_a_request_whose_client_has_gone_waits_no_longer(server: RunningServer) -> None:
    with ExitStack() as clients:
        connections = [clients.enter_context(socket.create_connection(server.address, 20)) for _ in range(5)]
        for number, connection in enumerate(connections):
            query = quote(f"{ENDLESS} # {number}")
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        assert eventually(lambda: metric(server, "requests_waiting") == 3)
        for connection in connections[2:]:
            connection.close()
        assert eventually(lambda: metric(server, "requests_waiting") == 0)
    assert eventually(lambda: metric(server, "workers_slow") + metric(server, "workers_quick") == 0)


def test_answers_that_nobody_reads_take_no_more_room_than_is_set(meeting_build: Path) -> None:
    digits = " ".join(map(str, range(10)))
    numbers = " ".join(f"VALUES ?n{place} {{ {digits} }}" for place in range(4))
    long = f"SELECT * {{ {numbers} BIND ('{'x' * 750}' AS ?x) }}"  # 7.6 MB: sockets hold 4 at most
    with (
        running_server(
            meeting_build, "--workers", "2", OSCE_KG_RESULT_LIMIT="8", OSCE_KG_UNREAD_LIMIT="16"
        ) as running,
        ExitStack() as readers,
    ):
        for number in range(6):
            connection = readers.enter_context(socket.create_connection(running.address, 20))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 12)
            target = f"/sparql?query={quote(f'{long} # {number}')}"
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: a\r\nAccept: text/csv\r\n\r\n".encode())
        assert eventually(lambda: b'outcome="LimitError",place="sparql"' in running.get("/metrics").body)
        assert eventually(lambda: metric(running, "workers_quick") + metric(running, "workers_slow") == 0)
        assert metric(running, "unread_bytes") <= 8 << 20
        assert running.query("ASK {}").status == 200
        readers.close()
        assert eventually(lambda: metric(running, "unread_bytes") == 0)
        assert running.query(long, Accept="text/csv").status == 200


def test_a_worker_that_is_lost_is_replaced(server: RunningServer) -> None:
    assert eventually(lambda: metric(server, "workers") == 2)
    before = metric(server, "forks")
    assert server.query("SELECT * " + "{" * 20_000 + "}" * 20_000).status == 400
    assert eventually(lambda: metric(server, "forks") == before + 1)
    assert eventually(lambda: metric(server, "workers") == 2)


def test_a_worker_that_took_long_is_as_good_as_the_others_afterwards(meeting_build: Path) -> None:
    # Some millions of rows: seconds, and then an answer.
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g a okg:Person . ?h a okg:Person }"
    with running_server(meeting_build, "--workers", "2", "--deadline", "60") as running:
        (fork_server,) = fork_servers(running)

        def priorities() -> list[int]:
            return [os.getpriority(os.PRIO_PROCESS, worker) for worker in children_of(fork_server)]

        usual = os.getpriority(os.PRIO_PROCESS, 0)
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(running.query, query)
            assert eventually(lambda: max(priorities(), default=0) > usual or answer.done())
            assert answer.result().status == 200
        assert eventually(lambda: set(priorities()) == {usual})
        if os.geteuid() == 0:  # others may not raise a priority again: such a worker is ended
            before = metric(running, "forks")
            assert running.query(f"{query} # again").status == 200
            assert metric(running, "forks") == before, "the worker that took its place has been ended"
        assert eventually(lambda: priorities() == [usual, usual])
        assert running.query("ASK {}").status == 200


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries see to it themselves")
def test_a_worker_gives_back_the_memory_that_a_large_request_has_needed(meeting_build: Path) -> None:
    digits = " ".join(map(str, range(10)))
    numbers = " ".join(f"VALUES ?n{place} {{ {digits} }}" for place in range(5))
    parts = ", '/', ".join(f"STR(?n{place})" for place in range(5))
    text = f"CONCAT('a text of some length: ', {parts})"
    large = f"SELECT DISTINCT ?t {{ {numbers} BIND ({text} AS ?t) }} ORDER BY ?t LIMIT 3"
    with running_server(meeting_build, "--workers", "1") as running:
        (fork_server,) = fork_servers(running)
        assert eventually(lambda: children_of(fork_server))
        (worker,) = children_of(fork_server)

        def memory() -> dict[str, int]:
            lines = Path(f"/proc/{worker}/status").read_text().splitlines()
            named = {name: value for name, _, value in (line.partition(":") for line in lines)}
            return {name: int(named[name].split()[0]) >> 10 for name in ("VmHWM", "VmRSS")}

        before = memory()["VmRSS"]
        assert running.query(large).status == 200
        assert memory()["VmHWM"] > before + 20, "the request needed little"
        assert eventually(lambda: memory()["VmRSS"] < before + 10)


def test_what_takes_long_leaves_the_processor_to_others_even_if_it_keeps_its_place(
    meeting_build: Path,
) -> None:
    with running_server(meeting_build, "--workers", "2", "--deadline", "5") as running:
        (fork_server,) = fork_servers(running)
        usual = os.getpriority(os.PRIO_PROCESS, 0)

        def yielding() -> int:
            workers = children_of(fork_server)
            return sum(os.getpriority(os.PRIO_PROCESS, worker) > usual for worker in workers)

        # Of one client one query can go on in the slow lane; the other one stays where it is.
        with ThreadPoolExecutor(2) as pool:
            answers = [pool.submit(running.query, f"{ENDLESS} # {number}") for number in range(2)]
            assert eventually(lambda: yielding() == 2)
            assert metric(running, "workers_slow") == 1
            assert {answer.result().status for answer in answers} == {503}


def test_requests_are_logged_as_lines_of_json(meeting_build: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    with running_server(meeting_build, OSCE_KG_ACCESS_LOG=str(log)) as running:
        running.get("/sparql?query=ASK%7B%7D", User_Agent='odd "agent"\tü')
        running.get("/nothing")
    first, second = (json.loads(line) for line in log.read_text(encoding="utf-8").splitlines())
    assert (first["method"], first["path"], first["query"]) == ("GET", "/sparql", "query=ASK%7B%7D")
    assert (first["status"], first["outcome"], first["client"]) == (200, "computed", "127.0.0.1")
    assert first["bytes"] > 0
    assert first["seconds"] > 0
    assert second["status"] == 404


def test_a_log_that_cannot_be_written_is_an_error_at_the_start(meeting_build: Path, tmp_path: Path) -> None:
    log = str(tmp_path / "missing" / "access.log")
    with (
        pytest.raises(AssertionError, match="cannot be written"),
        running_server(meeting_build, OSCE_KG_ACCESS_LOG=log),
    ):
        pass


def test_a_graph_too_large_for_the_memory_is_served_from_disk(
    server: RunningServer, meeting_build: Path
) -> None:
    with running_server(meeting_build, OSCE_KG_GRAPH_MEMORY="0") as on_disk:
        assert (metric(on_disk, "graph_in_memory"), metric(server, "graph_in_memory")) == (0, 1)
        answers = [
            sorted(running.query(EVERYTHING, Accept="application/n-triples").body.splitlines())
            for running in (on_disk, server)
        ]
        assert answers[0] == answers[1]
        assert on_disk.query("SELECT * " + "{" * 20_000 + "}" * 20_000).status == 400
        assert on_disk.query("ASK {}").status == 200


def test_a_new_build_takes_over_and_the_old_one_ends(two_builds: tuple[Path, Path], tmp_path: Path) -> None:
    place, other = two_builds
    with running_server(place) as running:
        before = json.loads(running.get("/healthz").body)["graph_version"]
        counted = running.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").body
        place.rename(tmp_path / "former")
        other.rename(place)
        assert eventually(lambda: json.loads(running.get("/healthz").body)["graph_version"] != before)
        assert running.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").body != counted
        assert eventually(lambda: len(fork_servers(running)) == 1)


def test_a_build_that_cannot_be_read_leaves_the_old_one_in_service(
    meeting_build: Path, tmp_path: Path
) -> None:
    place = tmp_path / "build"
    shutil.copytree(meeting_build, place)
    with running_server(place) as running:
        place.rename(tmp_path / "former")
        (place / "dump").mkdir(parents=True)
        time.sleep(2.5)  # it looks every second
        assert running.query("ASK { ?s ?p ?o }").body == b'{"head":{},"boolean":true}'


def test_the_service_comes_back_when_its_processes_are_killed(meeting_build: Path) -> None:
    with running_server(meeting_build) as running:
        (process,) = fork_servers(running)
        os.kill(process, signal.SIGKILL)
        assert eventually(
            lambda: running.query("ASK {}").status == 200 and fork_servers(running) != [process]
        )


def fork_servers(server: RunningServer) -> list[int]:
    """Return the processes that the front has started."""
    return children_of(server.process.pid)


def children_of(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children")
    if not children.exists():
        pytest.skip("this system does not tell the children of a process")
    return [int(number) for number in children.read_text().split()]
