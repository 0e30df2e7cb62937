"""A second process does what it is given; whatever becomes of it, the result is the same."""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from osce_kg.second_process import SecondProcess
from served_build import eventually, is_running


@pytest.fixture
def second() -> Iterator[SecondProcess]:
    with SecondProcess() as process:
        yield process


def number_of(second: SecondProcess) -> int:
    """Return the number of the process that does what is asked for."""
    return second.start(os.getpid).result()


def test_work_is_done_in_another_process_one_thing_after_the_other(
    second: SecondProcess, tmp_path: Path
) -> None:
    second.prepare("os:chdir", str(tmp_path))
    where, who = second.start(os.getcwd), second.start(os.getpid)
    assert who.result() != os.getpid()
    assert where.result() == where.result() == str(tmp_path.resolve())
    assert Path.cwd() != tmp_path


def test_nothing_is_a_result_and_what_is_printed_is_none(second: SecondProcess) -> None:
    assert second.start(print, "to the terminal").result() is None
    assert number_of(second) != os.getpid()


def test_what_fails_there_is_done_here_so_that_its_error_is_raised(second: SecondProcess) -> None:
    with pytest.raises(ValueError, match="'seven'"):
        second.start(int, "seven").result()
    second.prepare("no_such_module:function")
    second.prepare("os:no_such_function")
    assert number_of(second) != os.getpid()


def test_what_cannot_be_sent_or_returned_is_done_here() -> None:
    with SecondProcess() as second:
        assert second.start(callable, lambda: None).result()
    with SecondProcess() as second:
        assert list(second.start(zip, "ab", "cd").result()) == [("a", "c"), ("b", "d")]
        assert second.start(threading.Lock).result().acquire(blocking=False)
        assert number_of(second) != os.getpid()


def test_long_work_and_long_answers_do_not_wait_for_each_other(second: SecondProcess) -> None:
    much = 1 << 22
    answer, work = second.start(bytes, much), second.start(len, bytes(much))
    assert work.result() == len(answer.result()) == much
    assert number_of(second) != os.getpid()


def test_the_work_of_a_process_that_was_killed_is_done_here(second: SecondProcess) -> None:
    other = number_of(second)
    waiting = second.start(time.sleep, 0.01), second.start(os.getpid)
    os.kill(other, signal.SIGKILL)
    second.prepare("os:getpid")
    later = second.start(os.getpid)
    assert waiting[0].result() is None
    assert waiting[1].result() in (other, os.getpid())
    assert later.result() == os.getpid()


def test_where_none_is_wanted_or_can_be_started_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    assert number_of(SecondProcess(is_wanted=False)) == os.getpid()
    for program in ("/no/such/program", "", None):
        monkeypatch.setattr(sys, "executable", program)
        assert number_of(SecondProcess()) == os.getpid()


def test_it_is_ended_whatever_it_is_at() -> None:
    began = time.monotonic()
    with SecondProcess() as second:
        other = number_of(second)
        second.prepare("time:sleep", 600)
    assert time.monotonic() - began < 300
    assert not Path(f"/proc/{other}").exists()  # not even as a zombie
    assert number_of(second) == os.getpid()


@pytest.mark.parametrize("at_work", ["", "second.prepare('time:sleep', 600)"])
def test_it_ends_at_once_when_the_process_that_started_it_is_killed(at_work: str) -> None:
    script = f"""
import os, signal
from osce_kg.second_process import SecondProcess
second = SecondProcess()
print(second.start(os.getpid).result(), flush=True)
{at_work}
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert eventually(lambda: not is_running(int(done.stdout)))


def test_it_imports_from_where_this_process_imports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And not from its environment or its working directory, where another version may lie."""
    for name in ("here", "elsewhere"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "lies_around.py").write_text(f"def place():\n    return {name!r}\n")
    (tmp_path / "elsewhere" / "pickle.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "elsewhere"))
    monkeypatch.syspath_prepend(str(tmp_path / "here"))
    lies_around = importlib.import_module("lies_around")
    with SecondProcess() as second:
        place = second.start(lies_around.place)
        assert number_of(second) != os.getpid()
        assert place.result() == "here"


def test_an_answer_that_cannot_be_read_here_ends_it(
    second: SecondProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, next_task = second.start(Path, "a"), second.start(os.getpid)
    with monkeypatch.context() as patch:
        patch.setattr(pickle, "load", lambda _: importlib.import_module("no_such_module"))
        assert task.result() == Path("a")
    assert next_task.result() == os.getpid()
    assert number_of(second) == os.getpid()
