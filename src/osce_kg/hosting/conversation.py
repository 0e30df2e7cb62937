"""One request in the hands of a worker: its turn, its deadline, its client."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from osce_kg.config import Settings
from osce_kg.errors import LimitError
from osce_kg.hosting.answer import Answer
from osce_kg.hosting.federation import Call, Federation
from osce_kg.hosting.generation import Generation
from osce_kg.hosting.generations import Generations
from osce_kg.hosting.intake import Receive
from osce_kg.hosting.messages import WorkerRequest
from osce_kg.hosting.spool import Spool
from osce_kg.hosting.turns import Turn, Turns
from osce_kg.hosting.worker_link import WorkerLink

SLOW_AFTER: Final = 0.5
"""Seconds after which a request goes on at low priority, in the slow lane as soon as that has a place."""

_REPLACED_AFTER: Final = 0.25
"""Seconds after which another worker is forked, to be ready for who gets the place."""

_AGAIN_AFTER: Final = 0.1
"""Seconds until a request that found no place in the slow lane looks for one again."""

_LOOK_AFTER: Final = 0.25
"""Seconds after which it is watched whether the client is still there."""


_SHARE_OF_CALLS: Final = 0.75
"""Of the time that is left, what calls of other endpoints may take."""


class Conversation:
    """A request and its answer. ``start`` it, send on what arrives in ``answer``, and ``close`` it.

    Attributes:
        answer: what the worker says.
        version: of the data that it is made from, once a worker has the request.
    """

    def __init__(
        self,
        turns: Turns,
        generations: Generations,
        settings: Settings,
        spool: Spool,
        federation: Federation,
    ) -> None:
        self._turns = turns
        self._federation = federation
        self._calls: asyncio.Task[None] | None = None
        self._generations = generations
        self._generation: Generation | None = None
        self._deadline = settings.deadline
        self._loop = asyncio.get_running_loop()
        self._timers: list[asyncio.TimerHandle] = []
        self._until = 0.0
        self._watch: asyncio.Task[None] | None = None
        self._turn: Turn | None = None
        self._link: WorkerLink | None = None
        self.answer = Answer(spool, settings.result_limit << 20, self._finish)
        self.version = ""

    async def start(self, request: WorkerRequest, receive: Receive) -> None:
        """Wait for a turn and a worker, and give the request to it.

        Raises:
            LimitError: there was none in time.
            MachineError: there will be none.
        """
        self._until = self._loop.time() + self._deadline
        self._timers.append(self._loop.call_later(_LOOK_AFTER, self._watch_client, receive))
        try:
            self._turn = self._turns.ask(request.client)
            await self._turn.come(self._deadline)
            # Of the build that is served now: it may be another than when the waiting began.
            self._generation = self._generations.current
            self.version = self._generation.version
            self._link = await self._take_worker(self._generation)
        except BaseException:
            self._finish()
            raise
        self._timers += (
            self._loop.call_at(self._until, self._stop_at_deadline),
            self._loop.call_later(_REPLACED_AFTER, self._replace_worker),
        )
        self._link.ask(request, self.answer, self._call)

    async def _take_worker(self, generation: Generation) -> WorkerLink:
        if idle := generation.take_idle():
            return idle
        try:
            async with asyncio.timeout_at(self._until):
                while not (link := await generation.take()).is_usable:
                    continue  # it has ended in the moment in which it came
                return link
        except TimeoutError:
            raise LimitError(
                f"No worker was ready within {self._deadline:g} seconds; try again later."
            ) from None

    def _call(self, payload: bytes) -> None:
        """Call other endpoints for the worker, while it waits.

        Raises:
            ValueError, TypeError: no worker of ours asks for such calls.
        """
        calls = self._federation.read_calls(payload)
        self._calls = self._loop.create_task(self._answer_calls(calls))

    async def _answer_calls(self, calls: Sequence[Call]) -> None:
        assert self._link is not None
        assert self._turn is not None
        # What is left of the time is also for the query itself.
        seconds = max(0.1, _SHARE_OF_CALLS * (self._until - self._loop.time()))
        frames = await self._federation.carry_out(calls, self._turn.client, seconds)
        self._link.send(frames)

    def close(self) -> None:
        """Let go of everything; an answer that is still on its way is not waited for."""
        self._stop(_nobody_waits())
        self.answer.close()

    def _stop_at_deadline(self) -> None:
        limit = f"{self._deadline:g} seconds, its limit"
        self._stop(LimitError(f"The request took longer than {limit}, and was stopped."))

    def _stop(self, reason: LimitError) -> None:
        if self._link is not None and not self.answer.is_done:
            self._link.stop(reason)

    def _replace_worker(self) -> None:
        assert self._link is not None
        assert self._generation is not None
        self._generation.replace(self._link)
        self._timers.append(self._loop.call_later(SLOW_AFTER - _REPLACED_AFTER, self._slow_down))

    def _slow_down(self) -> None:
        assert self._link is not None
        assert self._generation is not None
        self._generation.lower_priority(self._link)
        self._change_lane(self._generation, self._link)

    def _change_lane(self, generation: Generation, link: WorkerLink) -> None:
        assert self._turn is not None
        if self._turn.demote():
            generation.replace(link)
        elif self._turn.should_yield:
            self._stop(LimitError("Too many requests take long at the moment; try again later."))
        else:  # the slow lane is full
            again = self._loop.call_later(_AGAIN_AFTER, self._change_lane, generation, link)
            self._timers.append(again)

    def _watch_client(self, receive: Receive) -> None:
        self._watch = self._loop.create_task(self._stop_when_client_goes(receive))

    async def _stop_when_client_goes(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            continue
        if self._turn is not None:
            self._turn.give_up(_nobody_waits())
        self._stop(_nobody_waits())

    def _finish(self) -> None:
        """Nobody is needed any more; what has arrived may still be on its way to the client."""
        for timer in self._timers:
            timer.cancel()
        for task in (self._watch, self._calls):
            if task is not None:
                task.cancel()
        if self._link is not None and self._generation is not None:
            self._generation.give_back(self._link)
        if self._turn is not None:
            self._turn.end()
            self._turn = None


def _nobody_waits() -> LimitError:
    return LimitError("Nobody waits for the answer any more.")
