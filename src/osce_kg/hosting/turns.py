"""Who may have a worker next: no client has them all while another one waits."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from osce_kg.errors import LimitError, OsceKgError, TooManyRequestsError


class Lane:
    """Places that are taken and given back.

    Attributes:
        taken: how many are taken.
    """

    def __init__(self, places: int) -> None:
        self.taken = 0
        self._places = places
        self._share = max(1, places - 1)
        self._taken_by: defaultdict[str, int] = defaultdict(int)

    def has_place_for(self, client: str) -> bool:
        """Tell whether there is a free place, and the client has less than its share."""
        return self.taken < self._places and self.taken_by(client) < self._share

    def taken_by(self, client: str) -> int:
        """Return how many places a client has."""
        return self._taken_by.get(client, 0)

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
        self._queue: dict[Turn, None] = {}
        self._waiting_of: defaultdict[str, int] = defaultdict(int)

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

    def ask(self, client: str) -> Turn:
        """Ask for a turn, which may have to be waited for (``Turn.come``); ``Turn.end`` it in any case.

        Args:
            client: who asks; the same text means the same client.

        Raises:
            TooManyRequestsError: too many requests of this client wait already.
            LimitError: too many requests of all clients wait.
        """
        turn = Turn(self, client)
        # Whoever waits may not go yet: as soon as one may, ``next_turns`` lets it.
        if self.quick.has_place_for(client):
            turn.begin()
        else:
            self._enqueue(turn)
        return turn

    def next_turns(self) -> None:
        """Give free quick places away: first to clients that have none, and to who has waited longest."""
        if not self._queue:
            return
        for turn in sorted(self._queue, key=lambda turn: self.taken_by(turn.client) > 0):
            if self.quick.has_place_for(turn.client):
                self.dequeue(turn)
                turn.begin()

    def _enqueue(self, turn: Turn) -> None:
        client = turn.client
        waiting = self._waiting_of.get(client, 0)
        if waiting >= self._waiting_share:
            raise TooManyRequestsError(
                "Too many of your requests are waiting; try again when some of them are answered."
            )
        is_newcomer = not waiting and not self.taken_by(client)
        if len(self._queue) >= self._waiting_places * (2 if is_newcomer else 1):
            raise LimitError("Too many requests are waiting; try again later.")
        self._queue[turn] = None
        self._waiting_of[client] += 1

    def dequeue(self, turn: Turn) -> bool:
        """Take a turn out of the queue; False if it does not wait."""
        if turn not in self._queue:
            return False
        del self._queue[turn]
        _forget(self._waiting_of, turn.client)
        return True


class Turn:
    """The right to use a worker, from when it comes until ``end``.

    Attributes:
        client: whose it is.
    """

    def __init__(self, turns: Turns, client: str) -> None:
        self.client = client
        self._turns = turns
        self._lane: Lane | None = None
        self._coming: asyncio.Future[None] | None = None

    @property
    def has_come(self) -> bool:
        """Whether a worker may be used."""
        return self._lane is not None

    def begin(self) -> None:
        """Take a quick place: it comes."""
        self._lane = self._turns.quick
        self._lane.take(self.client)
        if self._coming is not None and not self._coming.done():
            self._coming.set_result(None)

    async def come(self, timeout: float) -> None:
        """Wait until it comes.

        Args:
            timeout: seconds to wait.

        Raises:
            LimitError: it did not come in time.
            OsceKgError: the reason for which somebody gave it up.
        """
        if self.has_come:
            return
        loop = asyncio.get_running_loop()
        self._coming = loop.create_future()
        late = LimitError(f"All workers were busy for {timeout:.3g} seconds; try again later.")
        timer = loop.call_later(timeout, self.give_up, late)
        try:
            await self._coming
        finally:
            timer.cancel()

    def give_up(self, reason: OsceKgError) -> None:
        """Wait for it no longer, if it has not come: ``come`` fails with this reason."""
        if self._turns.dequeue(self) and self._coming is not None:
            self._coming.set_exception(reason)

    def demote(self) -> bool:
        """Go on in the slow lane; False if there is no place."""
        slow = self._turns.slow
        if self._lane is None or self._lane is slow or not slow.has_place_for(self.client):
            return False
        slow.take(self.client)
        self._lane.leave(self.client)
        self._lane = slow
        self._turns.next_turns()
        return True

    @property
    def should_yield(self) -> bool:
        """Whether the place should be given up: the client has others, and one that has none waits for it."""
        turns = self._turns
        return self._lane is turns.quick and turns.has_newcomer and turns.taken_by(self.client) > 1

    def end(self) -> None:
        """Give the place back, here or in the queue; the next who may have it gets it."""
        if self._lane is None:
            self._turns.dequeue(self)
            return
        self._lane.leave(self.client)
        self._turns.next_turns()


def _forget(counts: dict[str, int], client: str) -> None:
    counts[client] -= 1
    if not counts[client]:  # clients come and go; what is kept of them must not grow
        del counts[client]
