"""The pool outlives whatever a query does to its worker."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from osce_kg.errors import FormatError, LimitError, MachineError, MissingInputError, OsceKgError, QueryError
from osce_kg.querying.execution import QueryRequest
from osce_kg.querying.pool import QueryLimits, WorkerPool

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"
NESTED = "SELECT * " + "{" * 20_000 + "}" * 20_000
HUGE = (
    "SELECT (STRLEN(?x28) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(28))
    + " }"
)


@pytest.fixture(scope="module")
def pool(meeting_build: Path) -> Iterator[WorkerPool]:
    limits = QueryLimits(deadline=20, memory=256 << 20, result=100_000)
    with WorkerPool(meeting_build / "store", size=2, limits=limits) as opened:
        yield opened


@pytest.fixture
def hasty_pool(meeting_build: Path) -> Iterator[WorkerPool]:
    with WorkerPool(meeting_build / "store", size=1, limits=QueryLimits(deadline=1)) as opened:
        assert answer(opened, "ASK {}")
        yield opened


def answer(pool: WorkerPool, query: str) -> bytes:
    result = pool.query(QueryRequest(query, solutions_format="csv"))
    with result.body as body:
        content = body.read()
    assert len(content) == result.size
    return content


def test_a_query_is_answered_from_the_union_of_all_graphs(pool: WorkerPool) -> None:
    rows = answer(pool, "SELECT ?label { ?s a okg:Post ; rdfs:label ?label }")
    assert rows == b"label\r\nChairperson-in-Office\r\n"


def test_many_threads_get_their_own_answers(pool: WorkerPool) -> None:
    answers: dict[int, bytes] = {}

    def ask(number: int) -> None:
        answers[number] = answer(pool, f"SELECT ({number} AS ?n) {{}}")

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: f"n\r\n{number}\r\n".encode() for number in range(16)}


@pytest.mark.parametrize(
    ("attack", "error", "message"),
    [
        (NESTED, QueryError, "nested too deeply"),
        (HUGE, LimitError, "256 MiB of memory"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", LimitError, "longer than 100,000 bytes"),
        ("SELECT * { SERVICE <http://127.0.0.1/> {} }", QueryError, "SERVICE"),
        ("SELECT", QueryError, "does not parse"),
    ],
)
def test_a_hostile_query_gets_an_error_and_the_next_query_its_answer(
    pool: WorkerPool, attack: str, error: type[OsceKgError], message: str
) -> None:
    with pytest.raises(error, match=message):
        answer(pool, attack)
    assert answer(pool, "ASK {}") == b"true"


def test_a_query_past_its_deadline_is_stopped_and_the_next_answered(hasty_pool: WorkerPool) -> None:
    with pytest.raises(LimitError, match="took longer"):
        answer(hasty_pool, ENDLESS)
    assert answer(hasty_pool, "ASK {}") == b"true"


def test_a_worker_killed_from_outside_is_replaced(hasty_pool: WorkerPool) -> None:
    worker = hasty_pool._idle.get()
    os.kill(worker._process.pid, signal.SIGKILL)
    worker._process.wait()
    hasty_pool._give_back(worker)
    assert answer(hasty_pool, "ASK {}") == b"true"


def test_no_free_worker_until_the_deadline_is_an_error_that_says_so(hasty_pool: WorkerPool) -> None:
    with hasty_pool._turns.turn("another", 0), pytest.raises(LimitError, match="busy"):
        answer(hasty_pool, "ASK {}")
    assert answer(hasty_pool, "ASK {}") == b"true"


def test_more_than_may_wait_are_turned_away_at_once(meeting_build: Path) -> None:
    with WorkerPool(meeting_build / "store", size=1, limits=QueryLimits(deadline=None, waiting=0)) as pool:
        with pool._turns.turn("another", 0), pytest.raises(LimitError, match="Too many"):
            answer(pool, "ASK {}")
        assert answer(pool, "ASK {}") == b"true"


def test_slow_queries_of_one_client_leave_a_worker_for_another(meeting_build: Path) -> None:
    errors: list[OsceKgError] = []

    def ask_endlessly() -> None:
        try:
            pool.query(QueryRequest(ENDLESS), client="greedy")
        except OsceKgError as error:
            errors.append(error)

    threads = [threading.Thread(target=ask_endlessly) for _ in range(4)]
    # Without a deadline: if the slow queries held all workers, this test would not end.
    with WorkerPool(meeting_build / "store", size=2, limits=QueryLimits(deadline=None)) as pool:
        for thread in threads:
            thread.start()
        while pool._turns._present["greedy"] < len(threads):
            time.sleep(0.01)
        with pool.query(QueryRequest("ASK {}", solutions_format="csv"), client="other").body as body:
            assert body.read() == b"true"
    for thread in threads:
        thread.join()
    assert {str(error) for error in errors} == {"The query service is shutting down."}


def test_a_query_that_nobody_waits_for_is_stopped(meeting_build: Path) -> None:
    # Without a deadline: if it ran on, this test would not end.
    with WorkerPool(meeting_build / "store", size=1, limits=QueryLimits(deadline=None)) as pool:
        with pytest.raises(LimitError, match="Nobody waits"):
            pool.query(QueryRequest(ENDLESS), is_abandoned=lambda: True)
        assert answer(pool, "ASK {}") == b"true"


def test_a_worker_that_could_not_be_started_is_started_for_the_next_query(hasty_pool: WorkerPool) -> None:
    hasty_pool._idle.get().kill()
    assert answer(hasty_pool, "ASK {}") == b"true"


def test_the_line_and_column_of_an_error_come_through(pool: WorkerPool) -> None:
    with pytest.raises(QueryError) as caught:
        answer(pool, "SELECT * {} ORDER ?s")
    assert (caught.value.line, caught.value.column) == (1, 19)


def test_the_forms_of_an_answer_are_told_apart(pool: WorkerPool) -> None:
    with pytest.raises(FormatError):
        pool.query(QueryRequest("CONSTRUCT WHERE { ?s ?p ?o }", graph_format="csv"))


def test_a_store_that_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="there is no store"):
        WorkerPool(tmp_path)


def test_a_closed_pool_takes_no_query(meeting_build: Path) -> None:
    pool = WorkerPool(meeting_build / "store", size=1)
    pool.close()
    with pytest.raises(MachineError, match="shutting down"):
        answer(pool, "ASK {}")


def test_closing_the_pool_ends_queries_that_run(meeting_build: Path) -> None:
    pool = WorkerPool(meeting_build / "store", size=1, limits=QueryLimits(deadline=None))
    assert answer(pool, "ASK {}")
    (worker,) = pool._workers
    errors: list[OsceKgError] = []

    def ask_endlessly() -> None:
        try:
            answer(pool, ENDLESS)
        except OsceKgError as error:
            errors.append(error)

    thread = threading.Thread(target=ask_endlessly)
    thread.start()
    while not pool._idle.empty():
        time.sleep(0.01)
    pool.close()
    thread.join()
    assert [str(error) for error in errors] == ["The query service is shutting down."]
    assert not worker.is_usable


def test_the_kernel_refuses_sockets_to_a_confined_process() -> None:
    # In a child, because there is no way back.
    child = os.fork()
    if child == 0:
        from osce_kg.querying.confinement import forbid_network

        confined = forbid_network()
        try:
            socket.socket().close()
            code = 1 if confined else 2
        except PermissionError:
            code = 0
        os._exit(code)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == 2:
        pytest.skip("this system has no seccomp filter")
    assert code == 0
