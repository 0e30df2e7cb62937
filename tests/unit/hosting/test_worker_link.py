"""A worker that dies, is silent or talks nonsense harms its own answer only."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import pytest

from osce_kg.errors import LimitError, MachineError, OsceKgError
from osce_kg.hosting.answer import Answer
from osce_kg.hosting.messages import HEADER, Kind, WorkerRequest, packed_head
from osce_kg.hosting.spool import Room, Spool
from osce_kg.hosting.worker_link import WorkerLink

REQUEST = WorkerRequest("POST", "/sparql", "", [], "192.0.2.1", "http", "identity", b"ASK {}")
LONG = WorkerRequest("POST", "/sparql", "", [], "192.0.2.1", "http", "identity", bytes(8 << 20))


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    return HEADER.pack(kind, len(payload)) + payload


HEAD = frame(Kind.HEAD.value, packed_head(200, []))


class Asked:
    """A link to a worker that the test plays, with a request on its way."""

    def __init__(
        self,
        request: WorkerRequest = REQUEST,
        limit: int = 1000,
        call: Callable[[bytes], None] | None = None,
    ) -> None:
        ours, self.worker = socket.socketpair()
        self.killed: list[WorkerLink] = []
        self.link = WorkerLink(1, ours.detach(), 1 << 30, self.killed.append)
        self._limit = limit
        self.ask(request, call)

    def ask(self, request: WorkerRequest = REQUEST, call: Callable[[bytes], None] | None = None) -> None:
        """Send a request, and let its answer be the one that is looked at."""
        self.answer = Answer(Spool(Room(1 << 20), "a client"), self._limit, lambda: None)
        self.link.ask(request, self.answer, call)

    async def failure(self) -> OsceKgError:
        """Wait for the end of the answer, which is to be none."""
        async with asyncio.timeout(10):
            while not self.answer.is_done:
                await self.answer.wait_for(self.answer.size + 1)
        assert self.answer.failure is not None
        return self.answer.failure


@pytest.mark.parametrize(
    "said",
    [
        b"nonsense of a worker that has lost its mind",
        frame(b"?"),
        frame(Kind.REQUEST.value),
        frame(Kind.CALLS.value, b'[["https://there.example/sparql", "ASK {}"]]'),
        frame(Kind.HEAD.value, b"no status"),
        frame(Kind.HEAD.value, b""),
        frame(Kind.HEAD.value, b"2 00\nserver:ours"),
        HEAD + frame(Kind.FILE.value, b"no numbers"),
        HEAD + frame(Kind.FILE.value, bytes(16)),
        frame(Kind.BROKEN.value, b"\xff"),
    ],
)
def test_a_worker_that_talks_nonsense_is_killed(said: bytes) -> None:
    async def scene() -> None:
        asked = Asked()
        asked.worker.send(said)
        assert isinstance(await asked.failure(), MachineError)
        assert asked.killed == [asked.link]
        assert not asked.link.is_usable

    asyncio.run(scene())


def test_a_worker_that_may_have_calls_made_may_once_for_a_request() -> None:
    async def scene() -> None:
        wishes: list[bytes] = []
        asked = Asked(call=wishes.append)
        calls = frame(Kind.CALLS.value, b"calls")
        asked.worker.send(calls)
        while not wishes:
            await asyncio.sleep(0)
        assert wishes == [b"calls"]
        asked.link.send(b"solutions")
        assert asked.worker.recv(4096).endswith(b"solutions")
        asked.worker.send(calls)
        assert isinstance(await asked.failure(), MachineError)
        assert wishes == [b"calls"]
        asked.link.send(b"nobody is there any more")

    asyncio.run(scene())


def test_a_worker_with_a_wish_that_makes_no_sense_is_killed() -> None:
    def refuse(payload: bytes) -> None:
        raise ValueError("nobody on the list is called")

    async def scene() -> None:
        asked = Asked(call=refuse)
        asked.worker.send(frame(Kind.CALLS.value, b"calls"))
        assert isinstance(await asked.failure(), MachineError)
        assert asked.killed == [asked.link]

    asyncio.run(scene())


def test_a_frame_longer_than_any_answer_is_not_waited_for() -> None:
    async def scene() -> None:
        asked = Asked()
        asked.worker.send(HEADER.pack(Kind.DATA.value, (1 << 32) - 1))
        assert isinstance(await asked.failure(), LimitError)
        assert asked.killed == [asked.link]

    asyncio.run(scene())


def test_a_worker_that_speaks_unasked_is_killed() -> None:
    async def scene() -> None:
        asked = Asked()
        asked.worker.send(HEAD + frame(Kind.END.value))
        await asked.answer.wait_for(1)
        assert asked.answer.is_whole
        asked.worker.send(HEAD)
        while not asked.killed:
            await asyncio.sleep(0)

    asyncio.run(scene())


def test_a_worker_that_does_not_take_its_request_can_be_stopped() -> None:
    async def scene() -> None:
        asked = Asked(LONG)
        await asyncio.sleep(0)
        asked.link.stop(LimitError("The time is over."))
        assert str(await asked.failure()) == "The time is over."
        assert asked.worker.recv(1)
        asked.worker.close()
        await asyncio.sleep(0)

    asyncio.run(scene())


@pytest.mark.parametrize(("code", "kind"), [(-9, LimitError), (-6, LimitError), (1, MachineError)])
def test_how_a_worker_ended_is_told(code: int, kind: type[OsceKgError]) -> None:
    async def scene() -> None:
        asked = Asked()
        asked.worker.send(HEAD)
        asked.worker.close()
        asked.link.ended(code)
        assert type(await asked.failure()) is kind
        assert asked.answer.status == 200

    asyncio.run(scene())


@pytest.mark.parametrize(("sent", "read"), [(REQUEST, 0), (LONG, 0), (LONG, 1000)])
def test_a_worker_that_was_ended_before_it_had_read_the_request_is_not_said_to_need_memory(
    sent: WorkerRequest, read: int
) -> None:
    async def scene() -> None:
        asked = Asked(sent)
        await asyncio.sleep(0)
        asked.worker.recv(read)
        asked.worker.close()
        await asyncio.sleep(0)
        asked.link.ended(-9)
        assert "ended before it had read the request" in str(await asked.failure())

    asyncio.run(scene())


def test_a_worker_that_was_ended_while_calls_were_made_for_it_had_read_its_request() -> None:
    async def scene() -> None:
        wishes: list[bytes] = []
        asked = Asked(call=wishes.append)
        assert asked.worker.recv(4096)
        asked.worker.send(frame(Kind.CALLS.value, b"calls"))
        while not wishes:
            await asyncio.sleep(0)
        asked.link.send(b"solutions")
        asked.worker.close()
        asked.link.ended(-9)
        assert isinstance(await asked.failure(), LimitError)

    asyncio.run(scene())


def test_a_request_for_a_worker_whose_end_has_been_told_already_fails_at_once() -> None:
    async def scene() -> None:
        asked = Asked()
        asked.worker.send(HEAD + frame(Kind.END.value))
        await asked.answer.wait_for(1)
        asked.worker.close()
        asked.link.ended(-9)
        assert not asked.link.is_usable
        asked.ask()
        assert not asked.answer.is_done  # who asks must have taken note of the answer first
        assert "ended before it had read the request" in str(await asked.failure())

    asyncio.run(scene())


def test_the_end_of_a_worker_whose_connection_somebody_else_holds_is_no_endless_wait() -> None:
    async def scene() -> None:
        asked = Asked()
        asked.link.ended(1)  # the other end is still open
        assert isinstance(await asked.failure(), MachineError)

    asyncio.run(scene())


def test_an_answer_that_the_disk_does_not_take_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Spool, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    async def scene() -> None:
        monkeypatch.setattr(Spool, "write", full)
        asked = Asked()
        asked.worker.send(HEAD + frame(Kind.DATA.value, b"x"))
        assert "No space left on device" in str(await asked.failure())
        assert asked.killed == [asked.link]

    asyncio.run(scene())
