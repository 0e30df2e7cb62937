"""The front's end of the connection to one worker."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import struct
from collections.abc import Callable
from typing import Final

from osce_kg.errors import LimitError, MachineError, OsceKgError, QueryError
from osce_kg.hosting.answer import Answer
from osce_kg.hosting.messages import FrameReader, Kind, WorkerRequest

_READ_SIZE: Final = 1 << 18


class WorkerLink:
    """A worker, as the front sees it. It answers one request at a time.

    Attributes:
        process: its number.
        served: how many requests it was given.
        has_low_priority: whether others have the processor before it.
        is_replaced: whether there is another worker in its place.
    """

    def __init__(
        self, process: int, descriptor: int, memory: int, kill: Callable[[WorkerLink], None]
    ) -> None:
        """Take over the connection to a worker.

        Args:
            process: number of the worker.
            descriptor: the connection.
            memory: bytes that it may allocate, for the words of an error.
            kill: has it killed.
        """
        self.process = process
        self.served = 0
        self.has_low_priority = self.is_replaced = False
        self._memory = memory
        self._kill = kill
        self._loop = asyncio.get_running_loop()
        self._connection = socket.socket(fileno=descriptor)
        self._connection.setblocking(False)
        self._frames = FrameReader()
        self._answer: Answer | None = None
        self._call: Callable[[bytes], None] | None = None
        self._is_open = True
        self._was_heard = self._left_unread = False
        self._sending: asyncio.Task[None] | None = None
        self._loop.add_reader(descriptor, self._receive)

    @property
    def is_open(self) -> bool:
        """Whether it can be talked to."""
        return self._is_open

    @property
    def is_usable(self) -> bool:
        """Whether it can be given another request."""
        return self._is_open and self._answer is None and not self.has_low_priority

    def ask(
        self, request: WorkerRequest, answer: Answer, call: Callable[[bytes], None] | None = None
    ) -> None:
        """Send a request; ``answer`` is fed with what comes back, or fails, but not before this returns.

        Args:
            request: what is asked.
            answer: what takes the answer.
            call: takes the worker's wish to call other endpoints; None: it may not have it.
        """
        self.served += 1
        self._answer, self._call = answer, call
        self._was_heard = False
        if self._is_open:
            self.send(request.packed())
        else:  # its end may have been told already
            self._loop.call_soon(self._fail, _not_read())

    def send(self, frame: bytes) -> None:
        """Send a frame, or several, once the worker has read all that was sent before."""
        if not self._is_open:
            return
        try:
            sent = self._connection.send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:  # it has ended; how, will be told
            self._left_unread = True
            self._close()
            return
        if sent < len(frame):  # a long one: the rest goes while others are served
            self._sending = self._loop.create_task(self._send(frame[sent:]))

    async def _send(self, rest: bytes) -> None:
        try:
            await self._loop.sock_sendall(self._connection, rest)
        except OSError:
            self._left_unread = True
            self._close()

    def stop(self, reason: OsceKgError) -> None:
        """Have the worker killed; its answer fails with this reason."""
        self._close()
        self._kill(self)
        self._fail(reason)

    def ended(self, code: int) -> None:
        """Take note that the process has ended."""
        while self._is_open and self._receive():  # what it had said before
            continue
        self._close()
        self._fail(self._explanation(code))

    def _receive(self) -> bool:
        """Take in what has arrived; False if it was nothing."""
        try:
            data, descriptors, _, _ = socket.recv_fds(self._connection, _READ_SIZE, 1)
        except BlockingIOError:
            return False
        except OSError as error:
            data, descriptors = b"", []
            self._left_unread = error.errno == errno.ECONNRESET  # what was sent was still there at its end
        if not data:
            self._left_unread = self._left_unread or self._is_sending
            self._close()
            return False
        self._was_heard = True
        try:
            for descriptor in descriptors:
                self._expected().take_descriptor(descriptor)
            for kind, payload in self._frames.feed(data):
                answer = self._expected()
                if kind is Kind.CALLS and self._call is not None:
                    call, self._call = self._call, None  # once for a request
                    call(payload)
                    continue
                answer.feed(kind, payload)
                if answer.is_done:
                    self._answer = None  # first: whoever hears of it may ask again
                    answer.settle()
            if self._frames.announced:
                self._expected().expect(self._frames.announced)
        except LimitError as error:
            self.stop(error)
        except (ValueError, LookupError, TypeError, struct.error):
            self.stop(MachineError("The process that was to answer does not speak as it should."))
        except OSError as error:
            self.stop(MachineError(f"The answer cannot be kept: {error.strerror}"))
        return True

    def _expected(self) -> Answer:
        if self._answer is None:
            raise ValueError("nothing was asked")
        return self._answer

    @property
    def _is_sending(self) -> bool:
        return self._sending is not None and not self._sending.done()

    def _close(self) -> None:
        if self._is_open:
            self._is_open = False
            if self._sending is not None:
                self._sending.cancel()
            self._loop.remove_reader(self._connection.fileno())
            self._connection.close()

    def _fail(self, reason: OsceKgError) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            answer.failure = reason
            answer.settle()

    def _explanation(self, code: int) -> OsceKgError:
        """Say why the process has ended by itself."""
        if self._left_unread and not self._was_heard:  # so it was not this request that ended it
            return _not_read()
        if code in (-signal.SIGSEGV, -signal.SIGBUS):
            return QueryError("The query is nested too deeply.")
        if code in (-signal.SIGABRT, -signal.SIGKILL):
            return LimitError(
                f"The request needs more than {self._memory >> 20} MiB of memory, the limit of one."
            )
        return MachineError("The process that was to answer ended unexpectedly.")


def _not_read() -> OsceKgError:
    return MachineError("The process that was to answer ended before it had read the request; try again.")
