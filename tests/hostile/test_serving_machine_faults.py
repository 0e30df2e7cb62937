"""Rows E3, E4 and E6 to E10 of the catalogue of hostile inputs and faults, against ``osce-kg serve``."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from small_disk import fill, small_disk

from osce_kg.model.record import BuildRecord
from osce_kg.pipeline import build_graph
from osce_kg.pipeline.directory import is_build
from osce_kg.pipeline.staging import staged_directory
from osce_kg.publishing import read_summary
from processes import CORPUS, SOURCES
from served_build import (
    ENDLESS,
    LONG,
    TRUE,
    HttpAnswer,
    ServedBuild,
    children,
    eventually,
    is_running,
    request_for,
    seconds_taken,
    served,
)

PAGES = ("/", "/sparql", "/dump/", "/dump/osce-kg.nq", "/ontology", "/id/person/p000001", "/.well-known/void")


def is_fault(answer: HttpAnswer) -> bool:
    """Tell whether an answer says that the service cannot answer now, and nothing of the machine."""
    return (
        answer.status == 503
        and answer.headers["content-type"] == "text/plain; charset=utf-8"
        and len(answer.body) < 200
        and b"Traceback" not in answer.body
        and b"/tmp" not in answer.body
    )


@pytest.fixture
def place(meeting_build: Path, tmp_path: Path) -> Path:
    """A build that may be damaged."""
    return shutil.copytree(meeting_build, tmp_path / "place")


def test_e3_a_log_on_a_full_disk_disturbs_no_request(meeting_build: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        log = disk / "access.log"
        with served(meeting_build, OSCE_KG_ACCESS_LOG=str(log)) as server:
            assert server.answers()
            fill(disk)
            for _ in range(20):
                assert server.answers()
            assert server.metric("log_lines_lost") > 0
            (disk / "filler").unlink()
            assert server.answers()
        lines = log.read_text().splitlines()
        assert json.loads(lines[0])["status"] == 200
        assert json.loads(lines[-1])["path"] == "/sparql"


def test_e3_an_answer_that_no_disk_can_hold_is_refused_and_never_short(
    meeting_build: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", 2048) as disk, served(meeting_build, TMPDIR=str(disk)) as server:
        # To a client of HTTP/1.0 nothing is sent before all is there.
        answer = server.send(request_for(LONG, version="1.0"))
        assert answer.startswith(b"HTTP/1.0 503 ")
        assert eventually(lambda: not any(disk.iterdir()))
        assert server.answers()


def test_e4_a_build_on_a_read_only_disk_is_served_whole(meeting_build: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4096) as disk:
        place = shutil.copytree(meeting_build, disk / "place")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for memory in ("4096", "0"):  # in memory, and from disk
            with served(place, OSCE_KG_GRAPH_MEMORY=memory) as server:
                assert [server.get(page).status for page in PAGES] == [200, 200, 200, 200, 200, 303, 200]
                assert server.answers()


@pytest.mark.parametrize("memory", ["4096", "0"], ids=["in memory", "from disk"])
def test_e4_a_build_that_is_deleted_while_it_is_served_is_served_on(place: Path, memory: str) -> None:
    with served(place, OSCE_KG_GRAPH_MEMORY=memory) as server:
        before = server.get("/dump/osce-kg.nq")
        shutil.rmtree(place)
        time.sleep(1.5)  # so that the server has looked
        assert server.get("/").status == 200
        assert server.get("/id/person/p000001").status == 303
        assert server.get("/dump/osce-kg.nq").body == before.body
        for _ in range(5):
            assert server.answers()
        if memory != "0":
            for worker in server.workers():
                os.kill(worker, signal.SIGKILL)
            assert eventually(server.answers)


def test_e4_a_build_that_is_lost_for_good_is_told_and_served_again_when_it_is_back(
    meeting_build: Path, place: Path
) -> None:
    with served(place) as server:
        shutil.rmtree(place)
        os.kill(server.fork_server(), signal.SIGKILL)
        assert eventually(lambda: is_fault(server.query("ASK {}")))
        assert is_fault(server.get("/healthz"))
        shutil.copytree(meeting_build, place)
        assert eventually(server.answers)
        assert server.get("/healthz").status == 200


@pytest.mark.parametrize("memory", ["4096", "0"], ids=["in memory", "from disk"])
def test_e4_a_damaged_build_takes_nothing_from_the_one_that_it_replaces(
    build: tuple[Path, BuildRecord], tmp_path: Path, memory: str
) -> None:
    place = shutil.copytree(build[0], tmp_path / "own" / "place")
    page = "/doc/document/" + next((place / "documents").iterdir()).stem
    with served(place, OSCE_KG_GRAPH_MEMORY=memory) as server:
        before = server.get(page)
        with staged_directory(place, is_ours=is_build) as other:
            shutil.copytree(place, other, dirs_exist_ok=True)
            shutil.rmtree(other / "documents")
            (other / "documents").mkdir()
            (other / "dump" / "osce-kg.nq").write_bytes(b"")
        time.sleep(1.5)  # so that the server has looked
        for worker in server.workers():
            os.kill(worker, signal.SIGKILL)
        assert eventually(server.answers)
        assert before.status == 200
        assert server.get(page).body == before.body
        assert len(list(place.parent.iterdir())) == 2  # the old one is still read
    with staged_directory(place, is_ours=is_build) as other:
        shutil.copytree(place, other, dirs_exist_ok=True)
    assert list(place.parent.iterdir()) == [place]


@pytest.mark.parametrize("memory", ["4096", "0"], ids=["in memory", "from disk"])
def test_e6_a_build_while_it_is_served_shows_no_half_state_and_drops_no_request(
    build: tuple[Path, BuildRecord], tmp_path: Path, memory: str
) -> None:
    place = tmp_path / "place"
    build_graph([str(CORPUS / "a.txt")], place)
    versions = [read_summary(directory / "dump").graph_version for directory in (place, build[0])]
    counts = [
        (directory / "dump" / "osce-kg.nq").read_bytes().count(b"\n") for directory in (place, build[0])
    ]
    with served(place, OSCE_KG_GRAPH_MEMORY=memory) as server, ReadersOf(server, counts) as readers:
        for state in (1, 0, 1):
            build_graph([str(CORPUS if state else CORPUS / "a.txt")], place)
            assert eventually(lambda state=state: readers.last_version == versions[state])
            # What is begun from now on is of the new build.
            assert readers.count() == counts[state]
        assert server.metric("generations") == 4
        assert eventually(lambda: len(children(server.process.pid)) == 1)
    assert readers.wrong == []
    assert readers.seen > 50


class ReadersOf:
    """Clients that never stop asking, until the block ends.

    Attributes:
        last_version: of the data, as last told.
        seen: answers so far.
        wrong: those that were refused, or that mix two states.
    """

    def __init__(self, server: ServedBuild, counts: list[int]) -> None:
        self.last_version = ""
        self.seen = 0
        self.wrong: list[object] = []
        self._server = server
        self._counts = counts
        self._may_stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._repeat, args=(look,))
            for look in (self._look_at_version, self._look_at_count, self._look_at_file)
        ]

    def __enter__(self) -> ReadersOf:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._may_stop.set()
        for thread in self._threads:
            thread.join()

    def count(self) -> int:
        answer = self._server.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", Accept="text/csv")
        return int(answer.body.split()[1]) if answer.status == 200 else -answer.status

    def _repeat(self, look: Callable[[], object]) -> None:
        while not self._may_stop.is_set():
            try:
                fault = look()
            except (OSError, http.client.HTTPException) as error:
                fault = error
            if fault:
                self.wrong.append((look.__name__, fault))
            self.seen += 1

    def _look_at_version(self) -> object:
        answer = self._server.get("/healthz")
        self.last_version = json.loads(answer.body)["graph_version"]
        return answer.status != 200

    def _look_at_count(self) -> object:
        count = self.count()
        return None if count in self._counts else count

    def _look_at_file(self) -> object:
        answer = self._server.get("/dump/osce-kg.nt.gz")
        digest = hashlib.sha256(answer.body).hexdigest()
        is_whole = answer.headers.get("etag") == f'"{digest}"'
        return None if is_whole else (answer.status, answer.headers)


def test_e7_a_worker_killed_in_mid_query_costs_one_client_its_answer(meeting_build: Path) -> None:
    with served(meeting_build) as server:
        waits = (seconds_until_the_next_answer(server, number) for number in range(5))
        # The machine may be busy with others' work.
        assert any(seconds < 1 for seconds in waits), "this is what is promised"
        assert eventually(lambda: len(server.workers()) == 2)


def seconds_until_the_next_answer(server: ServedBuild, number: int) -> float:
    """Kill all workers while one is at a query, and return how long the next answer then takes."""

    def ask() -> None:
        # Each that was killed costs one answer: one that was idle may get a query before its end is known.
        queries = (f"ASK {{}} # {number}.{again}, not asked before" for again in range(len(killed)))
        assert any(server.query(query).body == TRUE for query in queries)

    assert eventually(lambda: server.workers_in_use() == 0)
    hit = server.later(ENDLESS, sender="127.0.0.2")
    assert eventually(lambda: server.workers_in_use() == 1)
    killed = server.workers()
    for worker in killed:
        os.kill(worker, signal.SIGKILL)
    assert is_fault(hit.result())
    return seconds_taken(ask)


def test_e7_workers_are_back_after_the_process_that_forks_them_was_killed(meeting_build: Path) -> None:
    with served(meeting_build) as server:
        hit = server.later(ENDLESS)
        assert eventually(lambda: server.workers_in_use() == 1)
        lost = [server.fork_server(), *server.workers()]
        os.kill(lost[0], signal.SIGKILL)
        assert is_fault(hit.result())
        assert eventually(server.answers)
        assert eventually(lambda: not any(map(is_running, lost)))
        assert eventually(lambda: len(children(server.process.pid)) == 1), "a zombie is left"


def test_e7_no_process_is_left_after_the_front_was_killed(meeting_build: Path) -> None:
    with served(meeting_build) as server:
        server.later(ENDLESS)
        assert eventually(lambda: server.workers_in_use() == 1)
        left = [server.fork_server(), *server.workers()]
        server.process.kill()
        server.process.wait()
        assert eventually(lambda: not any(map(is_running, left)))


JUMPING_CLOCK = """
import itertools, time
_right, _jumps = time.time, itertools.cycle((-86400, 0, 86400))
time.time = lambda: _right() + next(_jumps)
"""


def test_e8_a_clock_that_jumps_moves_no_deadline(meeting_build: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(JUMPING_CLOCK)
    paths = f"{tmp_path}{os.pathsep}{SOURCES}"
    options = ("--deadline", "2", "--workers", "2")
    with served(meeting_build, *options, PYTHONPATH=paths, TZ="Pacific/Kiritimati") as server:
        began = time.monotonic()
        answer = server.query(ENDLESS)
        assert is_fault(answer)
        assert b"took longer than 2 seconds" in answer.body
        assert 1.5 < time.monotonic() - began < 20
        assert server.answers()


def test_e9_sigterm_stops_what_takes_too_long_and_tells_the_clients(meeting_build: Path) -> None:
    with served(meeting_build, "--deadline", "600", "--workers", "3") as server:
        running = [server.later(ENDLESS) for _ in range(5)]
        assert eventually(lambda: server.metric("requests_running") == 6)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert all(is_fault(answer.result()) for answer in running)
        assert server.process.wait() == 0
        assert time.monotonic() - began < 10  # this is what is promised
        assert server.process.stdout is not None
        assert server.process.stdout.read() == ""


def test_e9_sigterm_lets_a_request_finish_and_takes_no_other(meeting_build: Path) -> None:
    with served(meeting_build) as server, server.connect() as connection:
        connection.sendall(request_for(LONG, connection="close"))
        answer = connection.makefile("rb")
        received = answer.read(1 << 16)
        server.process.send_signal(signal.SIGTERM)
        assert eventually(lambda: is_fault(server.query("ASK {}")))
        received += answer.read()
        assert received.endswith(b"\r\n0\r\n\r\n"), "the answer broke off"
        assert server.process.wait() == 0


def test_e9_sighup_opens_a_new_log(meeting_build: Path, tmp_path: Path) -> None:
    log, former = tmp_path / "access.log", tmp_path / "access.log.1"
    with served(meeting_build, OSCE_KG_ACCESS_LOG=str(log)) as server:
        assert server.answers()
        log.rename(former)
        processes = [server.process.pid, server.fork_server(), *server.workers()]
        for process in processes:  # as when a terminal is closed
            os.kill(process, signal.SIGHUP)
        assert eventually(log.exists)
        assert server.answers()
        assert [server.fork_server(), *server.workers()] == processes[1:]
    assert (len(former.read_text().splitlines()), len(log.read_text().splitlines())) == (1, 1)


def test_e9_a_log_whose_reader_has_gone_disturbs_no_request(meeting_build: Path) -> None:
    with served(meeting_build, OSCE_KG_ACCESS_LOG="-") as server:
        assert server.process.stdout is not None
        server.process.stdout.close()
        server.process.send_signal(signal.SIGHUP)
        assert all(server.answers() for _ in range(3))
        server.process.terminate()
        assert server.process.wait() == 0


def test_e10_the_same_bytes_are_served_in_any_environment(meeting_build: Path, tmp_path: Path) -> None:
    place = shutil.copytree(meeting_build, tmp_path / "bäck up")
    bodies = []
    for variables in (
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "HOME": "/nonexistent", "TZ": "UTC-14"},
    ):
        with served(place, **variables) as server:
            answers = [server.get(page, Accept="text/html, */*;q=0.5") for page in PAGES]
            answers.append(server.query("SELECT * { ?s ?p ?o }"))
            bodies.append([(answer.status, answer.headers.get("etag"), answer.body) for answer in answers])
    assert bodies[0] == bodies[1]
