"""The front outlives whatever a worker says, or does not."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable

import pytest

from osce_kg.errors import LimitError, MachineError, OsceKgError, QueryError
from osce_kg.hosting.answer import Answer
from osce_kg.hosting.messages import HEADER, Kind, WorkerRequest
from osce_kg.hosting.worker_link import WorkerLink

REQUEST = WorkerRequest("POST", "/sparql", "", [], "192.0.2.1", "http", "identity", b"ASK {}")
HEAD = b'[200, [["content-type", "text/plain"]]]'


def frame(kind: Kind, payload: bytes = b"") -> bytes:
    return HEADER.pack(kind.value, len(payload)) + payload


class Conversation:
    """A link, the worker's end of its connection, and an answer that is expected."""

    def __init__(self, limit: int = 1000) -> None:
        ours, self.worker = socket.socketpair()
        self.killed: list[WorkerLink] = []
        self.settled = 0
        self.link = WorkerLink(7, ours.detach(), 64 << 20, self.killed.append)
        self.answer = Answer(limit, self._settle)

    def _settle(self) -> None:
        self.settled += 1

    def ask(self, request: WorkerRequest = REQUEST) -> None:
        self.link.ask(request, self.answer)

    async def says(self, *frames: bytes) -> None:
        self.worker.sendall(b"".join(frames))
        await asyncio.wait_for(self.answer.wait_for(1 << 30), 5)


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(scenario(), 10))  # type: ignore[arg-type]


def test_an_answer_arrives_whole_and_the_worker_can_be_asked_again() -> None:
    async def scenario() -> None:
        it = Conversation()
        it.ask()
        await it.says(frame(Kind.HEAD, HEAD), frame(Kind.DATA, b"a"), frame(Kind.DATA, b"b"), frame(Kind.END))
        assert (it.answer.status, await it.answer.next_part(), it.answer.is_whole) == (200, b"ab", True)
        assert it.link.is_usable
        assert it.settled == 1

    run(scenario)


@pytest.mark.parametrize(
    "said",
    [
        b"?\0\0\0\0",
        frame(Kind.HEAD, b"no JSON"),
        frame(Kind.HEAD, b"1"),
        frame(Kind.FILE, struct.pack(">QQ", 0, 1)),  # and no descriptor
        frame(Kind.FILE, b"short"),
        frame(Kind.REQUEST, b""),
        frame(Kind.END) + frame(Kind.END),
    ],
)
def test_a_worker_that_talks_nonsense_is_killed(said: bytes) -> None:
    async def scenario() -> None:
        it = Conversation()
        it.ask()
        await it.says(said)
        await asyncio.sleep(0)
        assert it.killed == [it.link]
        assert not it.link.is_usable
        assert it.answer.is_whole or isinstance(it.answer.failure, MachineError)
        assert it.settled == 1

    run(scenario)


def test_a_worker_that_speaks_without_being_asked_is_killed() -> None:
    async def scenario() -> None:
        it = Conversation()
        it.worker.sendall(frame(Kind.DATA, b"x"))
        await asyncio.sleep(0.05)
        assert it.killed == [it.link]

    run(scenario)


def test_a_body_longer_than_the_limit_ends_the_worker() -> None:
    async def scenario() -> None:
        it = Conversation(limit=5)
        it.ask()
        await it.says(frame(Kind.HEAD, HEAD), frame(Kind.DATA, b"123456"))
        assert isinstance(it.answer.failure, LimitError)
        assert it.killed == [it.link]

    run(scenario)


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        (-11, QueryError, "nested too deeply"),
        (-6, LimitError, "64 MiB of memory"),
        (-9, LimitError, "64 MiB of memory"),
        (1, MachineError, "unexpectedly"),
    ],
)
def test_how_a_worker_ended_says_what_was_wrong(code: int, error: type[OsceKgError], words: str) -> None:
    async def scenario() -> None:
        it = Conversation()
        it.ask()
        it.worker.close()
        await asyncio.sleep(0.02)
        assert not it.answer.is_done
        it.link.ended(code)
        assert isinstance(it.answer.failure, error)
        assert words in str(it.answer.failure)

    run(scenario)


def test_what_a_worker_had_said_before_it_ended_counts() -> None:
    async def scenario() -> None:
        it = Conversation()
        it.ask()
        it.worker.sendall(frame(Kind.HEAD, HEAD) + frame(Kind.DATA, b"all") + frame(Kind.END))
        it.worker.close()
        it.link.ended(0)
        assert (it.answer.is_whole, it.answer.failure) == (True, None)

    run(scenario)


def test_a_long_request_to_a_worker_that_does_not_read_can_be_given_up() -> None:
    async def scenario() -> None:
        it = Conversation()
        it.ask(WorkerRequest("POST", "/", "", [], "", "http", "identity", bytes(4 << 20)))
        await asyncio.sleep(0.02)
        it.link.stop(LimitError("too long"))
        await asyncio.sleep(0.02)
        assert isinstance(it.answer.failure, LimitError)
        assert len(asyncio.all_tasks()) <= 2  # this scenario and its timeout; nothing waits for the worker

    run(scenario)
