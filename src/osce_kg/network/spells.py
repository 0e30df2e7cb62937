"""When nodes and edges were there, as GEXF wants it: intervals that do not overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias

from osce_kg.model.network import Network, NetworkEdge

Spell: TypeAlias = tuple[str, str]
"""First and last day, YYYY-MM-DD, both included."""


def spells_of_edge(edge: NetworkEdge) -> tuple[Spell, ...]:
    """Return the days on which the events of an edge can have been; () if that is not known of all.

    () means that the edge is always shown: a program that shows a period must not hide what may lie in it.
    """
    spells: list[Spell] = []
    for event in edge.events:
        if event.start_earliest is None or event.end_latest is None:
            return ()
        spells.append((event.start_earliest, event.end_latest))
    return _merged(spells)


def spells_of_nodes(network: Network) -> dict[str, tuple[Spell, ...]]:
    """Return for each node when one of its edges is there; () if one of them always is."""
    edges: dict[str, list[tuple[Spell, ...]]] = defaultdict(list)
    for edge in network.edges:
        spells = spells_of_edge(edge)
        edges[edge.source.iri].append(spells)
        edges[edge.target.iri].append(spells)
    return {
        iri: _merged(spell for spells in lists for spell in spells) if all(lists) else ()
        for iri, lists in edges.items()
    }


def _merged(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    merged: list[Spell] = []
    for start, end in sorted(spells):
        if merged and start <= _day_after(merged[-1][1]):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _day_after(day: str) -> str:
    try:
        return str(date.fromisoformat(day) + timedelta(days=1))
    except (ValueError, OverflowError):  # a day that Python's calendar lacks
        return day
