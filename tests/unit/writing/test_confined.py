from __future__ import annotations

import os
import signal
import socket
import sys
import time

import pytest

from osce_kg.errors import LimitError, MachineError, QueryError, UsageError
from osce_kg.writing.confined import WorkLimits, run_confined

LIMITS = WorkLimits(seconds=30.0, memory=64 << 20, result=1 << 20)


def test_work_gives_its_result_and_no_more() -> None:
    changed: list[int] = []

    def work() -> bytes:
        changed.append(1)
        return b"x" * 1_000_000

    assert run_confined(work, LIMITS) == b"x" * 1_000_000
    assert changed == []


def test_an_error_of_the_work_is_raised_here() -> None:
    def work() -> bytes:
        raise QueryError("wrong")

    with pytest.raises(QueryError, match="wrong"):
        run_confined(work, LIMITS)


def test_work_that_takes_too_long_is_stopped() -> None:
    def work() -> bytes:
        time.sleep(60)
        return b""

    with pytest.raises(LimitError, match=r"longer than 0\.2 seconds"):
        run_confined(work, WorkLimits(0.2, 64 << 20, 1))


def test_work_that_gives_too_much_is_stopped() -> None:
    with pytest.raises(LimitError, match="larger than 1 MiB"):
        run_confined(lambda: b"x" * (2 << 20), LIMITS)


def test_work_that_needs_too_much_memory_is_stopped() -> None:
    with pytest.raises(LimitError, match="more than 64 MiB"):
        run_confined(lambda: bytes(128 << 20), LIMITS)


@pytest.mark.parametrize(
    ("number", "error"),
    [(signal.SIGSEGV, UsageError), (signal.SIGABRT, LimitError), (signal.SIGUSR1, MachineError)],
)
def test_work_that_takes_its_process_down_is_told(number: signal.Signals, error: type[Exception]) -> None:
    def work() -> bytes:
        os.kill(os.getpid(), number)
        return b""

    with pytest.raises(error):
        run_confined(work, LIMITS)


@pytest.mark.skipif(sys.platform != "linux", reason="there is no such filter elsewhere")
def test_work_has_no_network() -> None:
    def work() -> bytes:
        try:
            socket.socket()
        except PermissionError:
            return b"refused"
        return b"given"

    assert run_confined(work, LIMITS) == b"refused"
