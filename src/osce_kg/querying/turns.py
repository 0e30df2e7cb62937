"""Who may use a worker next: no client takes them all while another one waits."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from osce_kg.errors import LimitError

_TOO_MANY: Final = "Too many queries are waiting; try again later."


class Turns:
    """Turns to run a query, shared by threads.

    One client has at most all turns but one at once (if there is only one: that), and at most half of the
    places to wait.
    """

    def __init__(self, *, count: int, waiting: int) -> None:
        """Make the turns.

        Args:
            count: how many there are at once.
            waiting: how many queries may wait for one.
        """
        self._count = count
        self._share = max(1, count - 1)
        self._places = count + waiting
        self._client_places = self._share + (waiting + 1) // 2
        self._present: Counter[str] = Counter()
        self._running: Counter[str] = Counter()
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, client: str, timeout: float | None) -> Iterator[None]:
        """Wait for a turn, and have it during the ``with`` block.

        Args:
            client: who asks; the same text means the same client.
            timeout: seconds to wait; None: as long as it takes.

        Raises:
            LimitError: too many wait already, or no turn came in time.
        """
        with self._changed:
            if self._present.total() >= self._places or self._present[client] >= self._client_places:
                raise LimitError(_TOO_MANY)
            self._present[client] += 1
        try:
            self._begin(client, timeout)
            try:
                yield
            finally:
                self._leave(self._running, client)
        finally:
            self._leave(self._present, client)

    def _begin(self, client: str, timeout: float | None) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: self._may_run(client), timeout):
                raise LimitError(f"All query processes were busy for {timeout:g} seconds; try again later.")
            self._running[client] += 1

    def _may_run(self, client: str) -> bool:
        return self._running.total() < self._count and self._running[client] < self._share

    def _leave(self, group: Counter[str], client: str) -> None:
        with self._changed:
            group[client] -= 1
            if not group[client]:  # clients come and go; what is kept of them must not grow
                del group[client]
            self._changed.notify_all()
