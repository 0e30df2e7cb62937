"""Clients that ask at the same time for a while: good ones, and hostile ones that are watched."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Final
from urllib.parse import urlsplit

from benchmarks.serving.mixes import queries
from benchmarks.serving.servers import Running
from benchmarks.soaking.attacks import ATTACKS, Attack
from benchmarks.soaking.client import Client, Reply, reply_over

_GOOD_CLIENTS: Final = 4
_HOSTILE_CLIENTS: Final = 3
_PAUSE: Final = 0.02
"""Seconds between two requests of a good client, so that a small machine is busy but not at its end."""
_PAGES: Final = ("/", "/healthz", "/metrics", "/id/state/S01", "/doc/person/p000003.ttl", "/dump/void.ttl")


@dataclass(slots=True)
class Tally:
    """What the clients met.

    Attributes:
        good: requests of good clients.
        turned_away: those of them that were asked to come back later.
        attacks: how they were answered, by the name of the attack.
        unexpected: what was not as promised, and how often.
        slowest_ask: seconds of the slowest ``ASK {}`` after an attack.
        slowest_after: the attack before it.
    """

    good: int = 0
    turned_away: int = 0
    attacks: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unexpected: Counter[str] = field(default_factory=Counter)
    slowest_ask: float = 0.0
    slowest_after: str = ""

    def note_good(self, what: str, reply: Reply) -> None:
        """Count a request that does no harm."""
        self.good += 1
        self.turned_away += reply.is_refusal
        if not reply.is_refusal and not (200 <= reply.status < 400 and reply.is_whole):
            self.unexpected[f"{what} was answered {reply.status}{'' if reply.is_whole else ', broken'}"] += 1

    def note_attack(self, attack: Attack, reply: Reply) -> None:
        """Count an attack and what came of it."""
        self.attacks[attack.name][f"{reply.status or 'no answer'} {reply.said}".strip()] += 1
        if reply.is_unnamed_failure or not attack.is_as_promised(reply):
            self.unexpected[f"{attack.name} was answered {reply.status}"] += 1

    def note_ask(self, attack: Attack, reply: Reply, seconds: float) -> None:
        """Count an ``ASK {}`` after an attack."""
        if reply.status != 200:
            self.unexpected[f"ASK {{}} after {attack.name} was answered {reply.status}"] += 1
        if seconds > self.slowest_ask:
            self.slowest_ask, self.slowest_after = seconds, attack.name


class Traffic:
    """Traffic on one server; each client has an address of its own, as the server tells them apart by it."""

    def __init__(self, server: Running, documents: int) -> None:
        """Get ready.

        Args:
            server: that is asked.
            documents: that its graph was made of.
        """
        self._port = urlsplit(server.endpoint).port or 0
        self._documents = documents
        self._numbers = count()
        self._lock = threading.Lock()
        self._orders = [_in_any_order(Random(client)) for client in range(_HOSTILE_CLIENTS)]

    def run(self, seconds: float, tally: Tally, *, hostile: bool = True) -> None:
        """Send for some seconds, with attacks or without; what comes back is added to ``tally``."""
        end = time.monotonic() + seconds
        acts = [(self._be_good, client) for client in range(_GOOD_CLIENTS)]
        acts += [(self._be_hostile, client) for client in range(_HOSTILE_CLIENTS) if hostile]
        threads = [threading.Thread(target=act, args=(client, tally, end)) for act, client in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _be_good(self, client: int, tally: Tally, end: float) -> None:
        """Ask queries and pages over a connection that stays open."""
        number = next(self._numbers)
        asked = queries("interactive" if client % 2 else "tiny", self._documents, f"soak {number}")
        with closing(Client(self._port, f"127.0.1.{client + 1}").connection()) as connection:
            for turn, query in enumerate(asked):
                if time.monotonic() > end:
                    return
                page = _PAGES[turn // 10 % len(_PAGES)]
                name, target = (page, page) if turn % 10 == 9 else (query.name, f"/sparql?{query.target}")
                reply = reply_over(connection, "GET", target)
                with self._lock:
                    tally.note_good(name, reply)
                time.sleep(_PAUSE)

    def _be_hostile(self, client: int, tally: Tally, end: float) -> None:
        """Attack in every way, in random order, and look each time whether the server still answers."""
        attacker = Client(self._port, f"127.0.2.{client + 1}")
        witness = Client(self._port, f"127.0.3.{client + 1}")
        for attack in self._orders[client]:
            if time.monotonic() > end:
                return
            reply = attack.act(attacker, next(self._numbers))
            time.sleep(1.0)
            start = time.monotonic()
            answer = witness.query(f"ASK {{}} # {next(self._numbers)}")
            with self._lock:
                tally.note_attack(attack, reply)
                tally.note_ask(attack, answer, time.monotonic() - start)


def _in_any_order(random: Random) -> Iterator[Attack]:
    """Give all attacks again and again, each time in another order."""
    while True:
        yield from random.sample(ATTACKS, len(ATTACKS))
