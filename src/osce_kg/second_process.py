"""A process beside this one: it loads what is needed later, and does what need not be done here.

It is started with nothing in it but this module, so that it costs this process a few milliseconds, and
nothing of what this one holds is copied. The functions that it calls are those of this program, known by
their names and imported from where this process imports; what they are given and what they return goes
through pipes.
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
from queue import SimpleQueue
from struct import Struct
from threading import RLock, Thread
from types import TracebackType
from typing import Any, BinaryIO, Final, Generic, Self, TypeVar

R = TypeVar("R")

_LENGTH: Final = Struct("<Q")
"""What comes before a request: its length in bytes."""

_PROGRAM: Final = f"import sys; sys.path[:] = sys.argv[1:]; from {__name__} import serve; serve()"
"""What the process runs: whatever its environment and its working directory are, it is this program there."""


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
        if not is_wanted or not sys.executable:
            return
        command = [sys.executable, "-I", "-c", _PROGRAM, *sys.path]
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
            self._send(f"{function.__module__}:{function.__qualname__}", arguments, is_awaited=True)
            self._unanswered.append(task)
        return task

    def _send(self, name: str, arguments: tuple[Any, ...], *, is_awaited: bool) -> None:
        if self._process is None:
            return
        assert self._process.stdin is not None
        try:
            request = pickle.dumps((name, arguments, is_awaited))
            self._process.stdin.write(_LENGTH.pack(len(request)) + request)
            self._process.stdin.flush()
        except (OSError, pickle.PicklingError, TypeError, AttributeError):
            self.end()  # it has ended, or cannot be told

    def _answer_to(self, task: Task[R]) -> tuple[R] | None:
        """Return the answer to a task, in a tuple; None if there is none."""
        with self._lock:
            while task in self._unanswered:  # answers come in the order of the tasks
                answered = self._unanswered.popleft()
                if (answer := self._receive()) is not None:
                    self._answers[answered] = answer
            return self._answers.pop(task, None)

    def _receive(self) -> tuple[Any] | None:
        if self._process is None:
            return None
        assert self._process.stdout is not None
        try:
            answer: tuple[Any] | None = pickle.load(self._process.stdout)
        except Exception:  # whatever cannot be read: what follows cannot be, either
            self.end()
            return None
        return answer


def serve() -> None:
    """Be the second process: call what is asked for until nobody can ask any more."""
    # The terminal tells both processes; the first one ends us. What a library prints is no answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_read, args=(sys.stdin.buffer, requests), daemon=True).start()
    with os.fdopen(os.dup(1), "wb") as answers, Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        while True:
            _answer(requests.get(), answers)


def _read(source: BinaryIO, requests: SimpleQueue[bytes]) -> None:
    """Read requests, whatever is being done, so that who sends one need not wait.

    When the first process has ended, this one ends at once: somebody else may be at its files by then.
    """
    try:
        while len(length := source.read(_LENGTH.size)) == _LENGTH.size:
            requests.put(source.read(*_LENGTH.unpack(length)))
    finally:
        os._exit(1)


def _answer(request: bytes, answers: BinaryIO) -> None:
    name, arguments, is_awaited = pickle.loads(request)
    answer: tuple[Any] | None = None
    with contextlib.suppress(Exception):
        answer = (_function(name)(*arguments),)
    if is_awaited:
        answers.write(_answer_to_send(answer))
        answers.flush()


def _answer_to_send(answer: tuple[Any] | None) -> bytes:
    try:
        return pickle.dumps(answer)
    except Exception:  # it cannot be sent
        return pickle.dumps(None)


def _function(name: str) -> Callable[..., Any]:
    module, _, path = name.partition(":")
    function: Callable[..., Any] = attrgetter(path)(importlib.import_module(module))
    return function
