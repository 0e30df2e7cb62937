"""A process beside this one: it loads what is needed later, and does what need not be done here.

It is started with nothing in it but this module, as ``python -m osce_kg.second_process``, so that it costs
this process a few milliseconds, and nothing of what this one holds is copied. The functions that it calls are
those of this program, known by their names; what they are given and what they return goes through a pipe.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, BinaryIO, Generic, Self, TypeVar

R = TypeVar("R")


class Task(Generic[R]):
    """Work that a second process has been given."""

    def __init__(self, second: SecondProcess, function: Callable[..., R], arguments: tuple[Any, ...]) -> None:
        self._second = second
        self._function = function
        self._arguments = arguments
        self._answer: tuple[R] | None = None

    def result(self) -> R:
        """Wait until it is done.

        Raises:
            Exception: the function does, here.
        """
        if self._answer is None:
            self._answer = self._second._answer_to(self) or (self._function(*self._arguments),)
        return self._answer[0]


class SecondProcess:
    """Use as a context manager.

    It does one thing after the other. Whatever becomes of it, no work is lost: what fails there, for whatever
    reason, is done here, so that errors are those that there would be without it.
    """

    def __init__(self, *, is_wanted: bool = True) -> None:
        """Start it. Where that cannot be, or is not wanted, all that it is given is done here."""
        self._process: subprocess.Popen[bytes] | None = None
        self._unanswered: deque[Task[Any]] = deque()
        self._answers: dict[Task[Any], tuple[Any]] = {}
        self._lock = RLock()
        if not is_wanted:
            return
        # The working directory is no place to import from.
        command = [sys.executable, "-P", "-m", __name__]
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """End it, whatever it is at."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def prepare(self, name: str, *arguments: Any) -> None:
        """Have a function called there for what it leaves in memory, and do not wait for it.

        Args:
            name: of the function, ``module:function``; it need not be imported here.
            arguments: for it.
        """
        with self._lock:
            self._send(name, arguments, is_awaited=False)

    def start(self, function: Callable[..., R], *arguments: Any) -> Task[R]:
        """Have a function of this program called there, and do something else meanwhile."""
        task = Task(self, function, arguments)
        with self._lock:
            # Or both might wait for room in a pipe: this one for a long task, that one for a long answer.
            self._take_answers(until=None)
            self._send(f"{function.__module__}:{function.__qualname__}", arguments, is_awaited=True)
            self._unanswered.append(task)
        return task

    def _send(self, name: str, arguments: tuple[Any, ...], *, is_awaited: bool) -> None:
        if self._process is None:
            return
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(pickle.dumps((name, arguments, is_awaited)))
            self._process.stdin.flush()
        except (OSError, pickle.PicklingError, TypeError, AttributeError):
            self.end()  # it has ended, or cannot be told

    def _answer_to(self, task: Task[R]) -> tuple[R] | None:
        """Return the answer to a task, in a tuple; None if there is none."""
        with self._lock:
            self._take_answers(until=task)
            return self._answers.pop(task, None)

    def _take_answers(self, until: Task[Any] | None) -> None:
        """Take in the answers up to that to a task, or all."""
        while self._unanswered and (until is None or until in self._unanswered):
            answer = self._receive()
            answered = self._unanswered.popleft()
            if answer is not None:
                self._answers[answered] = answer

    def _receive(self) -> tuple[Any] | None:
        if self._process is None:
            return None
        assert self._process.stdout is not None
        try:
            answer: tuple[Any] | None = pickle.load(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.end()
            return None
        return answer


def _main() -> None:
    # The terminal tells both processes; the first one ends us. What a library prints is no answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(1), "wb") as answers, Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        _serve(sys.stdin.buffer, answers)


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Call what is asked for until nobody can ask any more."""
    while True:
        try:
            name, arguments, is_awaited = pickle.load(requests)
        except EOFError:
            return
        answer: tuple[Any] | None = None
        with contextlib.suppress(Exception):
            answer = (_function(name)(*arguments),)
        if is_awaited:
            pickle.dump(answer, answers)
            answers.flush()


def _function(name: str) -> Callable[..., Any]:
    module, _, path = name.partition(":")
    function: Callable[..., Any] = attrgetter(path)(importlib.import_module(module))
    return function


if __name__ == "__main__":
    _main()
