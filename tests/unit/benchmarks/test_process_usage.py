"""What processes use is that of all that descend from one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.processes import busiest, cpu_seconds, tree, usage, wait_until_idle

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")

# A process that does nothing, with a child that works until its input ends.
FAMILY = """
import os, sys, threading
if os.fork():
    sys.stdin.read()
else:
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print(os.getpid(), flush=True)
    while True:
        pass
"""


@pytest.fixture
def family() -> Iterator[tuple[int, int]]:
    """Give a process and its child."""
    command = [sys.executable, "-c", FAMILY]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        try:
            yield process.pid, child
        finally:
            process.communicate()


def test_the_child_is_found_and_counted(family: tuple[int, int]) -> None:
    parent, child = family
    assert tree(parent) == (parent, child)
    used = usage(parent)
    assert used.processes == 2
    assert used.resident > usage(child).resident > 1 << 20
    assert used.descriptors > usage(child).descriptors >= 3


def test_the_one_that_works_is_found_and_its_time_counts(family: tuple[int, int]) -> None:
    parent, child = family
    assert busiest(parent, 0.5) == child
    assert cpu_seconds(parent) > 0


def test_what_has_ended_uses_nothing() -> None:
    process = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    assert usage(int(process.stdout)).resident == 0
    assert wait_until_idle(int(process.stdout), limit=5)
