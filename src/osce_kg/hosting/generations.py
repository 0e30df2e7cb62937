"""Which build answers: a new one takes over when it is ready, and no request is dropped on the way."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from pathlib import Path
from typing import Final

from osce_kg.config import Settings
from osce_kg.errors import MachineError, OsceKgError
from osce_kg.hosting.generation import Generation
from osce_kg.hosting.loading import Identity, backend_identity, identity_of

_LOOK_EVERY: Final = 1.0
"""Seconds between two looks at the build's directory."""
_LOOK_AT_BACKEND_EVERY: Final = 30.0
"""Seconds between two looks at what a store of others holds."""
_AGAIN_AFTER: Final = 5.0
"""Seconds until what has failed is tried again."""
_STEP: Final = 0.05
"""Seconds between two looks at which version answers."""
_log = logging.getLogger(__name__)


class Generations:
    """The generation that answers now, and the tasks that replace it.

    Attributes:
        started: how many generations were started so far.
    """

    def __init__(self, data: Path | None, settings: Settings) -> None:
        self.started = 0
        self._data = data
        self._settings = settings
        self._current: Generation | None = None
        self._identity: Identity = ()
        self._look_every = _LOOK_AT_BACKEND_EVERY if settings.backend else _LOOK_EVERY
        self._tasks: set[asyncio.Task[None]] = set()
        self._move: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()

    @property
    def current(self) -> Generation:
        """The generation that answers.

        Raises:
            MachineError: none does at the moment.
        """
        if self._current is None:
            raise MachineError("The service cannot answer at the moment; try again later.")
        return self._current

    @property
    def answers(self) -> bool:
        """Whether there is one."""
        return self._current is not None

    async def start(self) -> None:
        """Serve the build that is there now, and from here on whatever replaces it.

        Raises:
            InputError: there is no build, or it cannot be read.
            MachineError: no process can be started.
        """
        await self._replace()
        self._spawn(self._watch())

    async def wait_for(self, version: str, timeout: float) -> bool:
        """Wait until the build of this version answers; False if it does not within ``timeout`` seconds."""
        self._wake.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while self._current is None or self._current.version != version:
                    await asyncio.sleep(_STEP)
                return True
        return False

    async def close(self) -> None:
        """End all processes."""
        for task in self._tasks:
            task.cancel()
        current, self._current = self._current, None
        if current is not None:
            await current.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _replace(self) -> None:
        identity = await self._look()
        if self._move is not None:
            self._move.cancel()  # it is about the former build
        # Where nothing answers yet, an answer from disk now is better than one from memory later.
        await self._take_over(at_once=self._current is None)
        self._identity = identity
        if self.current.may_move_into_memory:
            self._move = self._spawn(self._move_into_memory())

    async def _take_over(self, *, at_once: bool) -> None:
        # The path is resolved anew: the build may be where a symbolic link leads.
        data = None if self._data is None else self._data.resolve()
        generation = await Generation.start(data, self._settings, at_once=at_once)
        generation.on_loss = self._lose
        self.started += 1
        former, self._current = self._current, generation
        if former is not None:
            self._spawn(former.drain())

    async def _move_into_memory(self) -> None:
        with contextlib.suppress(OsceKgError):  # then it goes on from disk
            await self._take_over(at_once=False)

    async def _watch(self) -> None:
        """Replace the generation when the build has been replaced, or when its processes are lost."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._look_every)
            self._wake.clear()
            if self._current is not None and await self._look() in (self._identity, ()):
                continue
            try:
                await self._replace()
            except (OsceKgError, OSError) as error:
                _log.warning("The build cannot be served: %s", error)
                await asyncio.sleep(_AGAIN_AFTER)

    async def _look(self) -> Identity:
        """Return what is another when another graph is there to be served; nothing while there is none."""
        if self._settings.backend:
            return await asyncio.to_thread(backend_identity, self._settings)
        return () if self._data is None else identity_of(self._data)

    def _lose(self, generation: Generation) -> None:
        if generation is self._current:
            _log.warning("The processes that answer have ended unexpectedly; others take their place.")
            self._current = None
            self._wake.set()
        self._spawn(generation.close())

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
