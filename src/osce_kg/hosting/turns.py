"""Who may have a worker next: no client has them all while another one waits."""

from __future__ import annotations

import asyncio
from collections import Counter
from enum import Enum
from typing import Final, TypeVar

from osce_kg.errors import LimitError, TooManyRequestsError

_Key = TypeVar("_Key")


class Lane(Enum):
    """Where a turn takes place."""

    QUICK = "quick"
    """Everybody begins here."""
    SLOW = "slow"
    """Who takes long goes on here, with what the others leave of the processor, and frees a quick place."""


class Turns:
    """Turns to use a worker.

    One client has at most all places but one of each lane (if there is only one: that), and at most half of
    the places to wait. Turns are taken in the order in which they were asked for, those passed over that
    would exceed their client's share.
    """

    def __init__(self, *, quick: int, slow: int, waiting: int) -> None:
        """Make the places.

        Args:
            quick: workers that are in use at once.
            slow: further workers that go on with what takes long.
            waiting: requests that may wait for a quick place.
        """
        self._places: Final = {Lane.QUICK: quick, Lane.SLOW: slow}
        self._shares: Final = {lane: max(1, places - 1) for lane, places in self._places.items()}
        self._waiting_places: Final = waiting
        self._waiting_share: Final = (waiting + 1) // 2
        self._taken: Final[Counter[Lane]] = Counter()
        self._taken_by: Final[Counter[tuple[Lane, str]]] = Counter()
        self._queue: Final[dict[asyncio.Future[None], str]] = {}
        self._waiting_of: Final[Counter[str]] = Counter()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    def taken(self, lane: Lane) -> int:
        """Return how many turns take place in a lane."""
        return self._taken[lane]

    async def begin(self, client: str, timeout: float) -> Turn:
        """Wait for a turn.

        Args:
            client: who asks; the same text means the same client.
            timeout: seconds to wait.

        Raises:
            TooManyRequestsError: too many requests of this client wait already.
            LimitError: too many requests of all clients wait, or no turn came in time.
        """
        # Whoever waits may not go yet: as soon as one may, ``leave`` lets it.
        if self._may_take(Lane.QUICK, client):
            self._take(Lane.QUICK, client)
        else:
            await self._wait(client, timeout)
        return Turn(self, client)

    async def _wait(self, client: str, timeout: float) -> None:
        if self._waiting_of[client] >= self._waiting_share:
            raise TooManyRequestsError(
                "Too many of your requests are waiting; try again when some of them are answered."
            )
        if len(self._queue) >= self._waiting_places:
            raise LimitError("Too many requests are waiting; try again later.")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue[turn] = client
        self._waiting_of[client] += 1
        try:
            done, _ = await asyncio.wait((turn,), timeout=timeout)
        except asyncio.CancelledError:
            if turn.done():  # it came in the moment in which nobody waited any more
                self.leave(Lane.QUICK, client)
            raise
        finally:
            self._queue.pop(turn, None)
            _forget(self._waiting_of, client)
        if not done:
            raise LimitError(f"All workers were busy for {timeout:.3g} seconds; try again later.")

    def _may_take(self, lane: Lane, client: str) -> bool:
        return self._taken[lane] < self._places[lane] and self._taken_by[lane, client] < self._shares[lane]

    def _take(self, lane: Lane, client: str) -> None:
        self._taken[lane] += 1
        self._taken_by[lane, client] += 1

    def leave(self, lane: Lane, client: str) -> None:
        """Give a place back; the next who may have it gets it."""
        self._taken[lane] -= 1
        _forget(self._taken_by, (lane, client))
        for turn, waiting in tuple(self._queue.items()):
            if not turn.done() and self._may_take(Lane.QUICK, waiting):
                del self._queue[turn]
                self._take(Lane.QUICK, waiting)
                turn.set_result(None)

    def demote(self, client: str) -> bool:
        """Move a turn of a client to the slow lane; False if there is no place for it."""
        if not self._may_take(Lane.SLOW, client):
            return False
        self._take(Lane.SLOW, client)
        self.leave(Lane.QUICK, client)
        return True


class Turn:
    """The right to use a worker, until ``end``."""

    def __init__(self, turns: Turns, client: str) -> None:
        self._turns = turns
        self._client = client
        self.lane = Lane.QUICK

    def demote(self) -> bool:
        """Go on in the slow lane; False if there is no place."""
        if self.lane is Lane.QUICK and self._turns.demote(self._client):
            self.lane = Lane.SLOW
            return True
        return False

    def end(self) -> None:
        """Give the place back."""
        self._turns.leave(self.lane, self._client)


def _forget(counts: Counter[_Key], key: _Key) -> None:
    counts[key] -= 1
    if not counts[key]:  # clients come and go; what is kept of them must not grow
        del counts[key]
