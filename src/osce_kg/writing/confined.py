"""Work on what a client sent, done in a fork that may be lost: without network, within memory and time."""

from __future__ import annotations

import faulthandler
import json
import os
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NoReturn

from osce_kg import errors
from osce_kg.confinement import end_with_parent, forbid_network, limit_memory
from osce_kg.errors import LimitError, MachineError, OsceKgError, UsageError

_DONE: Final = b"+"
_FAILED: Final = b"-"
_READ_SIZE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """What a piece of work may take.

    Attributes:
        seconds: until it is stopped.
        memory: bytes that it may allocate.
        result: bytes that it may give.
    """

    seconds: float
    memory: int
    result: int


def run_confined(work: Callable[[], bytes], limits: WorkLimits) -> bytes:
    """Return what ``work`` gives, done in a fork of this process; call it while there is one thread only.

    Raises:
        OsceKgError: what the work raises, or ``LimitError`` for a limit that was reached.
    """
    end = time.monotonic() + limits.seconds
    results, sink = os.pipe()
    parent, process = os.getpid(), os.fork()
    if process == 0:
        os.close(results)
        end_with_parent(parent)
        _work(work, sink, limits)
    os.close(sink)
    try:
        received = _received(results, end, limits)
    finally:
        os.close(results)
        os.kill(process, signal.SIGKILL)  # a fork that has ended takes no harm
        _, status = os.waitpid(process, 0)
    if received[:1] == _DONE:
        return received[1:]
    raise _reported(received[1:]) if received[:1] == _FAILED else _explanation(status, limits)


def _received(results: int, end: float, limits: WorkLimits) -> bytes:
    received = bytearray()
    poll = select.poll()
    poll.register(results, select.POLLIN)
    while poll.poll(max(0.0, end - time.monotonic()) * 1000):
        data = os.read(results, _READ_SIZE)
        if not data:
            return bytes(received)
        received += data
        if len(received) > limits.result:
            raise LimitError(
                f"The users' graphs would be larger than {limits.result >> 20} MiB, their limit."
            )
    raise LimitError(f"The write took longer than {limits.seconds:g} seconds, its limit, and was stopped.")


def _work(work: Callable[[], bytes], sink: int, limits: WorkLimits) -> NoReturn:
    try:
        faulthandler.disable()  # how it ends, its status tells
        forbid_network()
        limit_memory(limits.memory)
        try:
            answer = _DONE + work()
        except OsceKgError as error:
            answer = _FAILED + json.dumps([type(error).__name__, str(error)]).encode()
        except (MemoryError, RecursionError):
            answer = _FAILED + json.dumps(["LimitError", _too_much(limits)]).encode()
        with os.fdopen(sink, "wb") as output:
            output.write(answer)
    finally:
        # Not sys.exit: what the parent has set up to happen at its end must not happen here.
        os._exit(0)


def _reported(report: bytes) -> OsceKgError:
    name, message = json.loads(report)
    kind: type[OsceKgError] = getattr(errors, name)
    return kind(message)


def _explanation(status: int, limits: WorkLimits) -> OsceKgError:
    """Say why the fork has ended without a result."""
    code = os.waitstatus_to_exitcode(status)
    if code in (-signal.SIGSEGV, -signal.SIGBUS):
        return UsageError("What was sent is nested too deeply.")
    if code in (-signal.SIGABRT, -signal.SIGKILL):
        return LimitError(_too_much(limits))
    return MachineError("The process that was to do the work ended unexpectedly.")


def _too_much(limits: WorkLimits) -> str:
    return f"The write needs more than {limits.memory >> 20} MiB of memory, its limit."
