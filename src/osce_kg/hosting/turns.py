"""Who may have a worker next: no client has them all while another one waits."""

from __future__ import annotations

import asyncio
from collections import Counter

from osce_kg.errors import LimitError, TooManyRequestsError


class Lane:
    """Places that are taken and given back.

    Attributes:
        taken: how many are taken.
    """

    def __init__(self, places: int) -> None:
        self.taken = 0
        self._places = places
        self._share = max(1, places - 1)
        self._taken_by: Counter[str] = Counter()

    def has_place_for(self, client: str) -> bool:
        """Tell whether there is a free place, and the client has less than its share."""
        return self.taken < self._places and self._taken_by[client] < self._share

    def taken_by(self, client: str) -> int:
        """Return how many places a client has."""
        return self._taken_by[client]

    def take(self, client: str) -> None:
        """Take a place."""
        self.taken += 1
        self._taken_by[client] += 1

    def leave(self, client: str) -> None:
        """Give a place back."""
        self.taken -= 1
        _forget(self._taken_by, client)


class Turns:
    """Turns to use a worker.

    One client has at most all places but one of each lane (if there is only one: that), and at most half of
    the places to wait. Turns are taken in the order in which they were asked for, but first by clients that
    have none, and not by those that would exceed their share.

    Attributes:
        quick: everybody begins here.
        slow: who takes long goes on here, with what the others leave of the processor, and frees its quick
            place.
    """

    def __init__(self, *, quick: int, slow: int, waiting: int) -> None:
        """Make the places.

        Args:
            quick: workers that are in use at once.
            slow: further workers that go on with what takes long.
            waiting: requests that may wait for a quick place; as many again of clients that have no other.
        """
        self.quick = Lane(quick)
        self.slow = Lane(slow)
        self._waiting_places = waiting
        self._waiting_share = (waiting + 1) // 2
        self._queue: dict[asyncio.Future[None], str] = {}
        self._waiting_of: Counter[str] = Counter()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    def taken_by(self, client: str) -> int:
        """Return how many places a client has in both lanes."""
        return self.quick.taken_by(client) + self.slow.taken_by(client)

    @property
    def has_newcomer(self) -> bool:
        """Whether a client waits that has no place at all."""
        return any(not self.taken_by(client) for client in self._waiting_of)

    async def begin(self, client: str, timeout: float) -> Turn:
        """Wait for a turn.

        Args:
            client: who asks; the same text means the same client.
            timeout: seconds to wait.

        Raises:
            TooManyRequestsError: too many requests of this client wait already.
            LimitError: too many requests of all clients wait, or no turn came in time.
        """
        # Whoever waits may not go yet: as soon as one may, ``next_turns`` lets it.
        if self.quick.has_place_for(client):
            self.quick.take(client)
        else:
            await self._wait(client, timeout)
        return Turn(self, client)

    def next_turns(self) -> None:
        """Give free quick places away: first to clients that have none, and to who has waited longest."""
        for turn, client in sorted(self._queue.items(), key=lambda item: self.taken_by(item[1]) > 0):
            if self.quick.has_place_for(client):
                del self._queue[turn]
                self.quick.take(client)
                turn.set_result(None)

    async def _wait(self, client: str, timeout: float) -> None:
        if self._waiting_of[client] >= self._waiting_share:
            raise TooManyRequestsError(
                "Too many of your requests are waiting; try again when some of them are answered."
            )
        is_newcomer = not self._waiting_of[client] and not self.taken_by(client)
        if len(self._queue) >= self._waiting_places * (2 if is_newcomer else 1):
            raise LimitError("Too many requests are waiting; try again later.")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue[turn] = client
        self._waiting_of[client] += 1
        try:
            done, _ = await asyncio.wait((turn,), timeout=timeout)
        except asyncio.CancelledError:
            if turn.done():  # it came in the moment in which nobody waited any more
                self.quick.leave(client)
                self.next_turns()
            raise
        finally:
            self._queue.pop(turn, None)
            _forget(self._waiting_of, client)
        if not done:
            raise LimitError(f"All workers were busy for {timeout:.3g} seconds; try again later.")


class Turn:
    """The right to use a worker, until ``end``."""

    def __init__(self, turns: Turns, client: str) -> None:
        self._turns = turns
        self._client = client
        self._lane = turns.quick

    def demote(self) -> bool:
        """Go on in the slow lane; False if there is no place."""
        slow = self._turns.slow
        if self._lane is slow or not slow.has_place_for(self._client):
            return False
        slow.take(self._client)
        self._lane.leave(self._client)
        self._lane = slow
        self._turns.next_turns()
        return True

    @property
    def should_yield(self) -> bool:
        """Whether the place should be given up: the client has others, and one that has none waits for it."""
        turns = self._turns
        return self._lane is turns.quick and turns.has_newcomer and turns.taken_by(self._client) > 1

    def end(self) -> None:
        """Give the place back; the next who may have it gets it."""
        self._lane.leave(self._client)
        self._turns.next_turns()


def _forget(counts: Counter[str], client: str) -> None:
    counts[client] -= 1
    if not counts[client]:  # clients come and go; what is kept of them must not grow
        del counts[client]
