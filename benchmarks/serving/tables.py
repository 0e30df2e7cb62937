"""What was measured, as Markdown."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from statistics import median

from benchmarks.machine import machine, versions
from benchmarks.serving.load import Load
from benchmarks.serving.place import Place
from benchmarks.serving.rounds import Loads


def loads_table(measured: Iterable[tuple[str, Loads]]) -> Iterator[str]:
    """Yield the lines of the table of all servers, from mix to what came of the rounds."""
    yield "| mix | server | answers/s | p50, ms | p95 | p99 | not answered | CPU, ms an answer | wrk's, µs |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for mix, loads in measured:
        for name, rounds in loads.items():
            yield f"| {mix} | {name} | {_row(rounds)} |"


def _row(rounds: list[Load]) -> str:
    rate = median(load.rate for load in rounds)
    times = (median(getattr(load, name) for load in rounds) for name in ("p50", "p95", "p99"))
    requests = max(1, sum(load.requests for load in rounds))
    lost = sum(load.unanswered for load in rounds)
    cost = median(load.server_seconds / max(1, load.requests) for load in rounds) * 1e3
    own = sum(load.generator_seconds for load in rounds) / requests * 1e6
    numbers = [_shown(rate), *map(_shown, times), f"{lost:,}", _shown(cost), _shown(own)]
    return " | ".join(numbers)


def _shown(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def circumstances(place: Place) -> Iterator[str]:
    """Yield what the figures depend on: machine, versions, sizes."""
    yield machine()
    yield versions("pyoxigraph", "granian", "flask", "rdflib")
    yield f"{place.quads:,} quads of {place.documents:,} documents; load average {os.getloadavg()[0]:.1f}"
