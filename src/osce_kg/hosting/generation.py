"""One build as it is served: its fork server and its workers."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from osce_kg import errors
from osce_kg.config import Settings
from osce_kg.errors import MachineError, OsceKgError
from osce_kg.hosting.control import Event, Order, Report, receive_report, send_order
from osce_kg.hosting.worker_link import WorkerLink

_MOST_REQUESTS: Final = 20_000
"""After so many requests a worker is replaced, with whatever memory it has lost."""

_END_LIMIT: Final = 5.0
"""Seconds that the fork server may take to end."""

_AGAIN_AFTER: Final = 1.0
"""Seconds until another worker is forked after one that could not begin."""

_SURPLUS_KEPT: Final = 5.0
"""Seconds that a worker too many is kept: where one request takes long, the next may, too."""


class Generation:
    """The workers of one build. ``Generation.start`` makes one; ``close`` ends it.

    Attributes:
        version: digest of the build's data.
        in_memory: whether the workers share the graph in memory.
        may_move_into_memory: whether they do not yet, but could.
        forks: how many workers were forked so far.
    """

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket, settings: Settings) -> None:
        self.version = ""
        self.in_memory = self.may_move_into_memory = False
        self.forks = 0
        self._process = process
        self._control = control
        self._size = settings.workers
        self._memory = settings.memory_limit << 20
        self._links: dict[int, WorkerLink] = {}
        self._idle: list[WorkerLink] = []
        self._ordered = 0
        self._waiting: deque[asyncio.Future[WorkerLink]] = deque()
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._is_closing = self._can_restore = False
        self._is_surplus_kept = False
        self.on_loss: Callable[[Generation], None] = _nothing
        asyncio.get_running_loop().add_reader(control.fileno(), self._receive)

    @classmethod
    async def start(cls, data: Path | None, settings: Settings, *, at_once: bool) -> Generation:
        """Start the processes for the build in ``data`` and wait until they can answer.

        Args:
            data: directory of the build; None if there is only a backend.
            settings: what requests may take.
            at_once: whether being ready soon is more important than answering from memory.

        Raises:
            InputError: there is no build, or it cannot be read.
            MachineError: no process can be started.
        """
        try:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        except OSError as error:
            raise MachineError(f"No process can be started: {error.strerror}") from error
        ours.setblocking(False)
        configuration = {"data": data and str(data), "settings": asdict(settings), "at_once": at_once}
        command = [
            sys.executable,
            "-m",
            "osce_kg.hosting.fork_server",
            str(theirs.fileno()),
            json.dumps(configuration),
        ]
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env={**os.environ, "RUST_BACKTRACE": "0"},
            )
        except OSError as error:
            ours.close()
            raise MachineError(f"No process can be started: {error.strerror}") from error
        finally:
            theirs.close()
        generation = cls(process, ours, settings)
        try:
            await generation._ready
        except BaseException:
            await generation.close()
            raise
        return generation

    @property
    def workers(self) -> int:
        """How many workers there are."""
        return len(self._links)

    def take_idle(self) -> WorkerLink | None:
        """Return a worker for one request, if one is at hand; ``give_back`` it."""
        while self._idle:
            link = self._idle.pop()
            if link.is_usable:
                return link
        return None

    async def take(self) -> WorkerLink:
        """Return the next worker that is forked, or given back, for one request; ``give_back`` it.

        Raises:
            MachineError: there will be none.
        """
        if self._control.fileno() < 0:
            raise MachineError("The processes that answer have ended.")
        waiting: asyncio.Future[WorkerLink] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        self._replenish()
        try:
            return await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled() and waiting.exception() is None:
                self._hand_on(waiting.result())  # it came in the moment in which nobody waited any more
            raise

    def give_back(self, link: WorkerLink) -> None:
        """Take a worker back whose request is done; one that is of no more use is replaced."""
        if link.has_low_priority and self._can_restore and link.is_open:
            # A worker that is used again has in its memory what it has read before: a fresh one has not.
            link.has_low_priority = False
            self._send(Order.RESTORE, link.process)
        if link.is_usable and link.served < _MOST_REQUESTS:
            link.is_replaced = False
            self._hand_on(link)
            if self._surplus > 0 and not self._is_surplus_kept:
                self._is_surplus_kept = True
                asyncio.get_running_loop().call_later(_SURPLUS_KEPT, self._end_surplus)
        elif link.process in self._links:
            link.stop(_not_needed())

    def lower_priority(self, link: WorkerLink) -> None:
        """Let others have the processor before a worker."""
        link.has_low_priority = True
        self._send(Order.LOWER, link.process)

    def replace(self, link: WorkerLink) -> None:
        """Have another worker in the place of one that takes long, unless there are twice as many already."""
        if len(self._links) + self._ordered < 2 * self._size:
            link.is_replaced = True
            self._replenish()

    async def drain(self) -> None:
        """End the idle workers, wait until nobody needs the others, and end."""
        self._is_closing = True
        while self._idle:
            self._idle.pop().stop(_not_needed())
        try:
            while self._links or self._waiting or self._ordered:
                await asyncio.sleep(0.05)
        finally:
            await self.close()

    async def close(self) -> None:
        """End all processes; requests that run fail."""
        self._is_closing = True
        self._disconnect(MachineError("The service is shutting down."))
        await asyncio.to_thread(self._reap)

    def _disconnect(self, reason: MachineError) -> None:
        """Let go of the fork server, which then ends, and its workers with it."""
        if self._control.fileno() >= 0:
            asyncio.get_running_loop().remove_reader(self._control.fileno())
            self._control.close()
        self._ordered = 0
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_exception(reason)
        for link in tuple(self._links.values()):
            link.stop(reason)

    def _reap(self) -> None:
        try:
            self._process.wait(_END_LIMIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def _surplus(self) -> int:
        """How many workers there are too many, those not counted that go on with what takes long."""
        return sum(not link.is_replaced for link in self._links.values()) - self._size

    def _end_surplus(self) -> None:
        """End idle workers that are more than there should be, those first that have idled the longest."""
        self._is_surplus_kept = False
        for link in self._idle[: max(0, self._surplus)]:
            self._idle.remove(link)
            link.stop(_not_needed())

    def _replenish(self) -> None:
        """Order as many workers as are missing, or, at the end, as are waited for."""
        if self._control.fileno() < 0 or (self._is_closing and not self._waiting):
            return
        for _ in range(self._surplus + self._ordered, 0):
            self._ordered += 1
            self._send(Order.FORK)

    def _send(self, order: Order, process: int = 0) -> None:
        if self._control.fileno() >= 0:
            try:
                send_order(self._control, order, process)
            except OSError:
                self._lose()

    def _receive(self) -> None:
        try:
            report = receive_report(self._control)
        except BlockingIOError:
            return
        except OSError:
            report = None
        if report is None:
            self._lose()
        elif report.event is Event.READY:
            state = json.loads(report.text)
            self.version, self.in_memory = state["version"], state["in_memory"]
            self.may_move_into_memory = state["fits"] and not self.in_memory
            self._can_restore = state["restores"]
            self._replenish()
            self._ready.set_result(None)
        elif report.event is Event.FAILED:
            name, message = json.loads(report.text)
            self._ready.set_exception(_error(name, message))
        elif report.event is Event.FORKED:
            self._forked(report)
        else:
            self._ended(report)

    def _forked(self, report: Report) -> None:
        assert report.descriptor is not None
        self._ordered -= 1
        self.forks += 1
        link = WorkerLink(report.process, report.descriptor, self._memory, self._kill)
        self._links[link.process] = link
        self._hand_on(link)

    def _ended(self, report: Report) -> None:
        link = self._links.pop(report.process, None)
        if link is not None:
            if link in self._idle:
                self._idle.remove(link)
            link.ended(report.code)
        if report.code > 0 and (link is None or not link.served):
            # It could not even begin; nor will the next one, perhaps.
            asyncio.get_running_loop().call_later(_AGAIN_AFTER, self._replenish)
        else:
            self._replenish()

    def _hand_on(self, link: WorkerLink) -> None:
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():  # somebody may have stopped waiting
                waiting.set_result(link)
                return
        if self._is_closing:
            link.stop(_not_needed())
        else:
            self._idle.append(link)

    def _kill(self, link: WorkerLink) -> None:
        self._links.pop(link.process, None)
        self._send(Order.KILL, link.process)
        self._replenish()

    def _lose(self) -> None:
        """The fork server is gone, and with it all workers."""
        if self._control.fileno() < 0:
            return
        failure = MachineError("The processes that answer have ended unexpectedly.")
        self._disconnect(failure)
        if not self._ready.done():
            self._ready.set_exception(failure)
        if not self._is_closing:
            self.on_loss(self)


def _error(name: str, message: str) -> OsceKgError:
    kind = getattr(errors, name, MachineError)
    return kind(message) if issubclass(kind, OsceKgError) else MachineError(message)


def _not_needed() -> MachineError:
    return MachineError("This process is not needed any more.")


def _nothing(generation: Generation) -> None:
    """Nobody wants to hear of it."""
