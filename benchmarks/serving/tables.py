"""What was measured, as Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from benchmarks.measuring import Ratio
from benchmarks.serving.load import Load
from benchmarks.serving.place import Place
from benchmarks.serving.rounds import Loads


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that was measured beside what is asked for.

    Attributes:
        what: in words.
        measured: median and extremes.
        bound: what is asked for.
        is_least: whether the bound is the least or the most that will do.
        unit: after the number; a ratio has none.
    """

    what: str
    measured: Ratio
    bound: float
    is_least: bool
    unit: str = ""

    @property
    def holds(self) -> bool:
        """Whether the median is within the bound."""
        middle = self.measured.middle
        return middle >= self.bound if self.is_least else middle <= self.bound


def claims_table(claims: Iterable[Claim]) -> Iterator[str]:
    """Yield the lines of the table of what is asked for."""
    yield "| what | measured: median (least to most) | asked for | |"
    yield "| --- | --- | --- | --- |"
    for claim in claims:
        span = claim.measured
        measured = f"{span.middle:.2f} ({span.least:.2f} to {span.most:.2f}){claim.unit}"
        bound = f"{'≥' if claim.is_least else '≤'} {claim.bound:g}{claim.unit}"
        yield f"| {claim.what} | {measured} | {bound} | {'yes' if claim.holds else '**no**'} |"


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
    system = f"{platform.system()} {platform.release()}"
    yield f"{_processor()}, {os.cpu_count()} cores, {_memory_gib()} GiB; {system}"
    names = ("pyoxigraph", "granian", "flask", "rdflib")
    versions = [f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in names)]
    yield ", ".join(versions)
    yield f"{place.quads:,} quads of {place.documents:,} documents; load average {os.getloadavg()[0]:.1f}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30))
