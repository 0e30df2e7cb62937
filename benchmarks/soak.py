"""Mixed good and hostile traffic for minutes: the server must stay as it is, and keep its promises.

``python -m benchmarks.soak`` serves a build as a process of its own, and sends it queries and pages from some
clients, and attacks from others. It fails if a status was not as promised, if ``ASK {}`` is not answered in a
second a second after an attack, or if memory, processes or descriptors of the server have grown in the end.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.processes import Usage, tree, usage, wait_until_idle
from benchmarks.serving.place import Place
from benchmarks.serving.servers import OURS, Running, running
from benchmarks.soaking.judging import MOST_GROWTH, grown, problems
from benchmarks.soaking.traffic import Tally, Traffic
from benchmarks.synthetic_build import documents_for, write_build

_DEADLINE: Final = 3.0
"""Seconds that the server gives a query here, so that many attacks run into their deadlines."""

_CACHE: Final = 4
"""MiB of kept answers, so that the cache is full, and grows no more, before memory is looked at."""

_PARTS: Final = 8
"""Parts of the traffic; after each, what the server uses is noted."""

_GOOD_PART: Final = 0.4
"""How much of each part, at its end, has no attacks: until then, workers that were forked instead of killed
ones have not yet the memory that a worker needs."""

_WARM_UP: Final = 2
"""Parts after which the server has what it will have."""

_IDLE_LIMIT: Final = 20.0
"""Seconds until the server must have nothing to do for clients that went."""

_SURPLUS_LIMIT: Final = 8.0
"""Seconds until workers that were needed for a while only must have ended; they are kept for five."""

_SILENCE: Final = 25.0
"""Seconds after the traffic until everything must be given back; silent connections are closed after 20."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve, send, judge; exit with 1 if anything is not as promised."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--quads", type=int, default=50_000, help="size of the graph that is served")
    parser.add_argument(
        "--growth", type=float, default=MOST_GROWTH, help="part by which memory may grow; more in a short run"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        write_build(place.build, documents_for(options.quads))
        limits = ("--deadline", f"{_DEADLINE:g}")
        with running(OURS, place, *limits, environment={"OSCE_KG_CACHE_MEMORY": str(_CACHE)}) as server:
            found = _soak(server, place.documents, options.seconds, options.growth)
    for line in found:
        print(f"FAILED: {line}")
    sys.exit(1 if found else 0)


def _soak(server: Running, documents: int, seconds: float, growth: float) -> list[str]:
    """Send traffic for some seconds; return what is not as promised."""
    traffic, tally = Traffic(server, documents), Tally()
    noted: list[Usage] = []
    at_rest = len(tree(server.pid))
    for part in range(_PARTS):
        traffic.run(seconds / _PARTS * (1 - _GOOD_PART), tally)
        traffic.run(seconds / _PARTS * _GOOD_PART, tally, hostile=False)
        wait_until_idle(server.pid, limit=_IDLE_LIMIT)
        _wait_for_surplus(server.pid, at_rest)
        noted.append(usage(server.pid))
        print(f"after part {part + 1} of {_PARTS}: {noted[-1]}", flush=True)
    time.sleep(_SILENCE)
    _show(tally)
    return [*problems(tally), *grown(noted[_WARM_UP:], usage(server.pid), growth)]


def _wait_for_surplus(pid: int, at_rest: int) -> None:
    end = time.monotonic() + _SURPLUS_LIMIT
    while len(tree(pid)) > at_rest and time.monotonic() < end:
        time.sleep(0.2)


def _show(tally: Tally) -> None:
    print(f"{tally.good:,} good requests, {tally.turned_away:,} of them asked to come back later")
    print(f"slowest ASK {{}} after an attack: {tally.slowest_ask * 1e3:.0f} ms")
    for name, answers in sorted(tally.attacks.items()):
        shown = ", ".join(f"{count:,} × {answer}" for answer, count in sorted(answers.items()))
        print(f"  {name}: {shown}")


if __name__ == "__main__":
    main()
