"""What is asked of the endpoint, and what was measured of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.measuring import Ratio, ratio
from benchmarks.serving.isolation import UnderAttack
from benchmarks.serving.rounds import Loads
from benchmarks.serving.servers import GRANIAN, OURS, OXIGRAPH, RDFLIB, VIRTUOSO, WAITRESS
from benchmarks.tables import Claim

_LEAST_RATES = (
    ("researcher", OXIGRAPH, 0.9),
    ("interactive", OXIGRAPH, 0.5),
    ("interactive", VIRTUOSO, 1.5),
    ("tiny", GRANIAN, 0.8),
    ("tiny", WAITRESS, 0.8),
    ("tiny", RDFLIB, 30.0),
    ("interactive", RDFLIB, 30.0),
    ("researcher", RDFLIB, 30.0),
)


def of_speed(measured: Mapping[str, Loads]) -> Iterator[Claim]:
    """Yield the claims about answers a second and latencies, as far as the servers were measured."""
    for mix, peer, bound in _LEAST_RATES:
        loads = measured.get(mix, {})
        if loads.get(peer.name):
            mine, its = _rates(loads, OURS.name), _rates(loads, peer.name)
            yield Claim(f"{mix}: answers/s, ours / {peer.name}", ratio(mine, its), bound, True)
    loads = measured.get("researcher", {})
    if loads.get(OXIGRAPH.name):
        mine, its = ([load.p99 for load in loads[each.name]] for each in (OURS, OXIGRAPH))
        yield Claim(f"researcher: p99, ours / {OXIGRAPH.name}", ratio(mine, its), 2.0, False)


def of_kept(measured: Mapping[str, Loads], kept: Mapping[str, Loads]) -> Iterator[Claim]:
    """Yield the claims about answers that are asked for again."""
    for mix, loads in kept.items():
        ((name, _),) = loads.items()
        again = ratio(_rates(loads, name), _rates(measured[mix], OURS.name))
        yield Claim(f"{mix}: answers/s, the same queries again / new ones", again, 5.0, True)


def of_isolation(alone: Loads, replaced: float, attacks: Mapping[int, UnderAttack]) -> Iterator[Claim]:
    """Yield the claims about what isolation costs and gives.

    Args:
        alone: tiny queries of one client.
        replaced: seconds until a killed worker has a successor.
        attacks: by the number of clients.
    """
    for peer in (GRANIAN, WAITRESS):
        if alone.get(peer.name):
            pairs = zip(_rates(alone, OURS.name), _rates(alone, peer.name), strict=True)
            costs = sorted(1e3 / mine - 1e3 / its for mine, its in pairs)
            cost = Ratio(costs[len(costs) // 2], costs[0], costs[-1])
            yield Claim(f"tiny, 1 client: ours − {peer.name}, a query", cost, 0.5, False, " ms")
    wait = replaced * 1e3
    yield Claim("a killed worker is replaced", Ratio(wait, wait, wait), 50.0, False, " ms")
    for clients, loads in attacks.items():
        times = ratio(*([load.p99 for load in each] for each in (loads.attacked, loads.quiet)))
        what = f"interactive, {clients} clients: p99 beside 4 hostile queries / quiet"
        yield Claim(what, times, 3.0, False)


def _rates(loads: Loads, name: str) -> list[float]:
    return [load.rate for load in loads[name]]
