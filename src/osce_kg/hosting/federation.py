"""Calls of other SPARQL endpoints that the front makes for workers, which have no network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Final

from osce_kg.errors import EndpointError
from osce_kg.hosting.messages import Kind, packed
from osce_kg.querying.federation import MOST_CALLS

AT_ONCE: Final = 4
"""Calls of one endpoint that are made at the same time, for all clients."""

Call = tuple[str, str]
"""The address of an endpoint, and a query."""

CallEndpoint = Callable[[str, str, float], "Future[bytes]"]
"""Asks an endpoint a query within some seconds, in a thread; fails with ``EndpointError``."""


class Federation:
    """Calls endpoints that are on a list, and nobody else.

    Attributes:
        made: how many calls were made so far.
    """

    def __init__(self, endpoints: Sequence[str], call: CallEndpoint | None = None) -> None:
        """Be ready to call.

        Args:
            endpoints: addresses that may be called; mostly none.
            call: makes a call; None: over the network.
        """
        self.made = 0
        self._endpoints = frozenset(endpoints)
        self._call = call
        self._places = {endpoint: asyncio.Semaphore(AT_ONCE) for endpoint in endpoints}
        if endpoints and call is None:
            # What speaks HTTP is loaded only where somebody will be called, and before requests come.
            from osce_kg.hosting.endpoint_calls import EndpointCaller

            self._call = EndpointCaller(self._endpoints).start

    def read_calls(self, payload: bytes) -> list[Call]:
        """Return what a worker wants to ask whom. It is not trusted: the list is looked at here once more.

        Raises:
            ValueError, TypeError: no worker of ours says this.
        """
        calls = [(endpoint, query) for endpoint, query in json.loads(payload)]
        if not 1 <= len(calls) <= MOST_CALLS:
            raise ValueError("so many calls are never made")
        for endpoint, query in calls:
            if endpoint not in self._endpoints or not isinstance(query, str):
                raise ValueError("nobody on the list is called")
        return calls

    async def carry_out(self, calls: Sequence[Call], seconds: float) -> bytes:
        """Make calls; return the frames that tell the worker how they ended.

        Args:
            calls: what ``read_calls`` has returned.
            seconds: that all of them together may take.
        """
        frames = await asyncio.gather(*(self._carry_out(*call, seconds) for call in calls))
        return b"".join(frames)

    async def _carry_out(self, endpoint: str, query: str, seconds: float) -> bytes:
        assert self._call is not None
        try:
            async with asyncio.timeout(seconds):
                places = self._places[endpoint]
                await places.acquire()
                self.made += 1
                running = asyncio.wrap_future(self._call(endpoint, query, seconds))
                # A thread cannot be stopped: its place is free when it ends, not when nobody waits for it.
                running.add_done_callback(lambda _: places.release())
                body = await asyncio.shield(running)
        except TimeoutError:
            reason = f"{endpoint}: no answer within {seconds:.1f} seconds"
            return packed(Kind.NO_SOLUTIONS, reason.encode())
        except EndpointError as error:
            return packed(Kind.NO_SOLUTIONS, str(error).encode())
        return packed(Kind.SOLUTIONS, body)
