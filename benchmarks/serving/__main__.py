"""The endpoint beside others that serve the same graph: requests a second, latencies, and ratios.

``python -m benchmarks.serving prepare`` installs the peers and makes a build of a million quads, both in a
folder outside the tree; ``python -m benchmarks.serving`` measures. wrk asks with 16 connections that stay
open; the servers take turns, in short rounds; of several rounds the median counts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from benchmarks.serving import claims
from benchmarks.serving.comparison import Answers
from benchmarks.serving.isolation import seconds_to_replace, under_attack
from benchmarks.serving.mixes import MIXES, queries, read_templates
from benchmarks.serving.place import Place, default_folder
from benchmarks.serving.preparation import prepare
from benchmarks.serving.rounds import Bench, Loads
from benchmarks.serving.servers import OURS, RDFLIB, SERVERS, Running, Server, running
from benchmarks.serving.tables import circumstances, loads_table
from benchmarks.tables import claims_table

_FILLS_COMPARED = 3
"""Ways of filling each template in which the answers are compared."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Prepare, or measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("action", nargs="?", choices=("prepare", "measure"), default="measure")
    parser.add_argument("--folder", type=Path, default=default_folder(), help="where peers and build are")
    parser.add_argument("--quads", type=int, default=1_000_000, help="size of the build, when it is made")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5.0, help="length of a round")
    parser.add_argument("--mixes", nargs="+", choices=MIXES, default=MIXES)
    parser.add_argument("--without", nargs="+", default=(), metavar="NAME", help="servers to leave out")
    options = parser.parse_args(arguments)
    place = Place(options.folder.resolve())
    if options.action == "prepare":
        prepare(place, options.quads)
        return
    servers = [server for server in SERVERS if not any(part in server.name for part in options.without)]
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(place, Path(scratch), options.rounds, options.seconds)
        for line in _measured(bench, servers, options.mixes):
            print(line, flush=True)


def _measured(bench: Bench, servers: list[Server], mixes: Sequence[str]) -> Iterator[str]:
    place = bench.place
    yield from circumstances(place)
    with ExitStack() as ends:
        started = list(_started([each for each in servers if each is not RDFLIB], place, ends))
        answered = Answers(started[0])
        yield from _compared(bench, answered, started[1:], mixes, _FILLS_COMPARED)
        measured = {mix: bench.take_turns(started, mix) for mix in mixes}
        alone = bench.take_turns(started, "tiny", clients=1)
        ours = next(server for server in started if server.name == OURS.name)
        kept = {mix: _of_kept(bench, ours, mix) for mix in mixes if mix != "tiny"}
        attacks = {clients: under_attack(bench, ours, "interactive", clients=clients) for clients in (4, 16)}
    if RDFLIB in servers:
        yield from _add_slow(bench, answered, mixes, measured)
    with running(OURS, place, "--workers", "1") as single:
        replaced = seconds_to_replace(single)
    yield from chain([""], loads_table([*measured.items(), ("tiny, 1 client", alone), *kept.items()]), [""])
    asked = [
        *claims.of_speed(measured),
        *claims.of_kept(measured, kept),
        *claims.of_isolation(alone, replaced, attacks),
    ]
    yield from claims_table(asked)


def _started(servers: Sequence[Server], place: Place, ends: ExitStack) -> Iterator[Running]:
    for server in servers:
        try:
            yield ends.enter_context(running(server, place))
        except (RuntimeError, OSError) as error:
            print(f"LEFT OUT: {server.name}: {error}", file=sys.stderr)


def _compared(
    bench: Bench, answered: Answers, others: Sequence[Running], mixes: Sequence[str], fills: int
) -> Iterator[str]:
    """Compare the answers of others with ours, each template filled in some ways."""
    for mix in mixes:
        asked = islice(queries(mix, bench.place.documents, "compared"), fills * len(read_templates(mix)))
        for query in asked:
            yield from answered.differences(query, others)
    names = "; ".join(server.name for server in others)
    yield f"{answered.compared} answers compared with those of {names}; {answered.differing} differ"


def _of_kept(bench: Bench, ours: Running, mix: str) -> Loads:
    """Ask each template's query, filled once, over and over: the second time it can come from a cache."""
    requests = bench.requests(mix, "kept", len(read_templates(mix)))
    bench.one_round(ours, mix, requests)
    name = f"{ours.name}, the same queries again"
    return {name: [bench.one_round(ours, mix, requests) for _ in range(bench.rounds)]}


def _add_slow(
    bench: Bench, answered: Answers, mixes: Sequence[str], measured: dict[str, Loads]
) -> Iterator[str]:
    """Measure rdflib-endpoint: one long round of each mix, alone, since it is so slow.

    For the same reason its answers to researchers are not compared.
    """
    slow = replace(bench, rounds=1, seconds=6 * bench.seconds, researchers=0)
    with ExitStack() as ends:
        for server in _started([RDFLIB], bench.place, ends):
            yield from _compared(bench, answered, [server], [mix for mix in mixes if mix != "researcher"], 1)
            for mix in mixes:
                measured[mix] |= slow.take_turns([server], mix)


if __name__ == "__main__":
    main()
