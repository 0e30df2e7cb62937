"""Calls of other SPARQL endpoints that the front makes for workers, which have no network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from osce_kg.errors import EndpointError, LimitError
from osce_kg.hosting.messages import Kind, packed
from osce_kg.hosting.turns import Turn, Turns
from osce_kg.querying.federation import MOST_CALLS

if TYPE_CHECKING:
    from osce_kg.hosting.endpoint_calls import RunningCall

AT_ONCE: Final = 4
"""Calls of one endpoint that are made at the same time, for all clients; one client makes at most three."""
_WAITING: Final = 64
"""Calls of one endpoint that may wait."""

Call = tuple[str, str]
"""The address of an endpoint, and a query."""

CallEndpoint = Callable[[str, str, float], "RunningCall"]
"""Asks an endpoint a query within some seconds, in a thread."""


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
        self._turns = {endpoint: Turns(quick=AT_ONCE, slow=0, waiting=_WAITING) for endpoint in endpoints}
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

    async def carry_out(self, calls: Sequence[Call], client: str, seconds: float) -> bytes:
        """Make calls; return the frames that tell the worker how they ended.

        Args:
            calls: what ``read_calls`` has returned.
            client: whose query makes them.
            seconds: that all of them together may take.
        """
        frames = await asyncio.gather(*(self._carry_out(*call, client, seconds) for call in calls))
        return b"".join(frames)

    async def _carry_out(self, endpoint: str, query: str, client: str, seconds: float) -> bytes:
        assert self._call is not None
        try:
            async with asyncio.timeout(seconds):
                turn = self._turns[endpoint].ask(client)
                try:
                    await turn.come(seconds)
                    call = self._call(endpoint, query, seconds)
                except BaseException:
                    turn.end()
                    raise
                self.made += 1
                body = await _answer_of(call, turn)
        except TimeoutError:
            reason = f"{endpoint}: no answer within {seconds:.1f} seconds"
            return packed(Kind.NO_SOLUTIONS, reason.encode())
        except LimitError:
            return packed(Kind.NO_SOLUTIONS, f"{endpoint}: too many calls of it wait".encode())
        except EndpointError as error:
            return packed(Kind.NO_SOLUTIONS, str(error).encode())
        return packed(Kind.SOLUTIONS, body)


async def _answer_of(call: RunningCall, turn: Turn) -> bytes:
    """Wait for an answer. The turn ends when the call does, which is cut when nobody waits any more."""
    running = asyncio.wrap_future(call.answer)

    def end(running: asyncio.Future[bytes]) -> None:
        turn.end()
        running.exception()  # it is no news where nobody waits

    running.add_done_callback(end)
    try:
        return await asyncio.shield(running)
    finally:
        if not running.done():
            call.cut()
