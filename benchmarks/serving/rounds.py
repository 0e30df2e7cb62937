"""Rounds of load in which the servers take turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.processes import wait_until_idle
from benchmarks.serving.load import CLIENTS, Load, ask_all, run_load, write_requests
from benchmarks.serving.mixes import queries
from benchmarks.serving.place import Place
from benchmarks.serving.servers import Running

Loads = dict[str, list[Load]]
"""What came of the rounds, by the name of the server."""

_MOST_A_SECOND: Final = {"tiny": 30_000, "interactive": 6_000, "researcher": 300}
"""Queries to have at hand for each second, so that no round runs out of new ones."""

_IDLE_LIMIT: Final = 120.0
"""Seconds until what a server still computes for clients that went is waited for no longer."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What all rounds have in common.

    Attributes:
        place: where the graph and the programs are.
        scratch: a folder for the queries of a round.
        rounds: how often each server has its turn.
        seconds: length of a round.
        researchers: number of queries that make a round of the researcher mix, whatever time they take; 0: a
            round of them has a length, too.
    """

    place: Place
    scratch: Path
    rounds: int
    seconds: float
    researchers: int = 100

    def take_turns(self, servers: Sequence[Running], mix: str, *, clients: int = CLIENTS) -> Loads:
        """Ask all servers the same queries of a mix, in each round others; every second round backwards."""
        loads: Loads = {server.name: [] for server in servers}
        for turn in range(self.rounds):
            requests = self.requests(mix, f"{clients} clients, round {turn}")
            for server in list(servers)[:: -1 if turn % 2 else 1]:
                loads[server.name].append(self.one_round(server, mix, requests, clients=clients))
        return loads

    def one_round(self, server: Running, mix: str, requests: Path, *, clients: int = CLIENTS) -> Load:
        """Ask one server, when it has nothing to do any more for clients that went."""
        wait_until_idle(server.pid, limit=_IDLE_LIMIT)
        return self.load(server, mix, requests, clients=clients)

    def load(self, server: Running, mix: str, requests: Path, *, clients: int = CLIENTS) -> Load:
        """Ask one server, whatever else it does."""
        if mix == "researcher" and self.researchers:
            return ask_all(server, requests, self.researchers, clients=clients)
        return run_load(self.place, server, requests, self.seconds, clients=clients)

    def requests(self, mix: str, seed: str, count: int | None = None) -> Path:
        """Write queries of a mix to a file; as many as a round can need unless a number is given."""
        file = self.scratch / f"{mix}.txt"
        enough = max(self.researchers, round(_MOST_A_SECOND[mix] * self.seconds))
        write_requests(queries(mix, self.place.documents, seed), count or enough, file)
        return file
