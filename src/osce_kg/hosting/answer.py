"""A worker's answer while it arrives: the worker's connection feeds it, the front sends it on."""

from __future__ import annotations

import asyncio
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass

from osce_kg.errors import LimitError, OsceKgError
from osce_kg.hosting.messages import Headers, Kind, unpacked_head
from osce_kg.hosting.spool import Spool


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of an open file that is the body of an answer."""

    descriptor: int
    offset: int
    length: int


class Answer:
    """An answer that may still be on its way.

    Attributes:
        status, headers: once its head has arrived; 0 before.
        file: the body, if it is a part of a file and not in the spool.
        size: bytes of the body that have arrived.
        is_whole: the worker has said that nothing is missing.
        failure: why it will never be whole.
    """

    def __init__(self, spool: Spool, limit: int, when_done: Callable[[], None]) -> None:
        """Expect an answer.

        Args:
            spool: takes what arrives.
            limit: bytes that its body may have.
            when_done: called once, when nothing more will arrive.
        """
        self.status = 0
        self.headers: Headers = ()
        self.file: FilePart | None = None
        self.size = 0
        self.is_whole = False
        self.failure: OsceKgError | None = None
        self._limit = limit
        self._when_done = when_done
        self._spool = spool
        self._descriptors: list[int] = []
        self._enough = 0
        self._waiter: asyncio.Future[None] | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing more will arrive."""
        return self.is_whole or self.failure is not None

    def feed(self, kind: Kind, payload: bytes) -> None:
        """Take in a frame of the worker.

        Raises:
            LimitError: the body is longer than it may be, or there is no room for it.
            ValueError, LookupError: no worker of ours says this.
        """
        if kind is Kind.DATA:
            self.expect(len(payload))
            self.size += len(payload)
            self._spool.write(payload)
            if self.size >= self._enough:
                self._wake()
        elif kind is Kind.HEAD:
            self.status, self.headers = unpacked_head(payload)
        elif kind is Kind.FILE:
            self.file = FilePart(self._descriptors.pop(), *struct.unpack(">QQ", payload))
        elif kind is Kind.END:
            self.is_whole = True
        elif kind is Kind.BROKEN:
            self.failure = LimitError(payload.decode())
        else:
            raise ValueError(f"{kind} is no part of an answer")

    def expect(self, size: int) -> None:
        """See that the body may have so many bytes more.

        Raises:
            LimitError: it would be longer than it may be.
        """
        if self.size + size > self._limit:
            raise LimitError(f"The answer is longer than {self._limit >> 20} MiB, the limit of one answer.")

    def take_descriptor(self, descriptor: int) -> None:
        """Keep the descriptor of a file that a frame will speak of."""
        self._descriptors.append(descriptor)

    def settle(self) -> None:
        """Tell those who wait that nothing more will arrive."""
        self._when_done()
        self._wake()

    async def wait_for(self, size: int) -> None:
        """Wait until so many bytes of the body have arrived, or nothing more will."""
        self._enough = size
        if not self.is_done and self.size < size:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter

    async def next_part(self) -> bytes:
        """Return what has arrived since the last call, waiting for it; empty at the end.

        Raises:
            OsceKgError: the answer will never be whole.
        """
        while True:
            if part := self._spool.read():
                return part
            if self.failure is not None:
                raise self.failure
            if self.is_whole:
                return b""
            await self.wait_for(self.size + 1)

    def close(self) -> None:
        """Let go of what has not been sent."""
        self._spool.close()
        if self.file is not None:
            self._descriptors.append(self.file.descriptor)
            self.file = None
        while self._descriptors:
            os.close(self._descriptors.pop())

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
