"""From the graph to a network of nodes and edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from osce_kg.model.network import (
    Encounter,
    NamedThing,
    Network,
    NetworkEdge,
    NetworkNode,
    NetworkRequest,
)
from osce_kg.network.details import read_attendances, read_events, read_things
from osce_kg.network.queries import encounters_query
from osce_kg.store import QueryReader


def build_network(reader: QueryReader, request: NetworkRequest) -> Network:
    """Return the network that is asked for; an empty one is an answer, too.

    Args:
        reader: a whole graph, with what the rules derive.
        request: with IRIs that the graph knows; ``resolve_request`` sees to that.
    """
    rows = _strongest(
        [{name: str(term) for name, term in row.items()} for row in reader.select(encounters_query(request))],
        request.strongest,
    )
    events = read_events(reader, {row["event"] for row in rows})
    attendances = read_attendances(
        reader, {row[name] for row in rows for name in ("mine", "theirs") if name in row}
    )
    thing = read_things(reader, {row[name] for row in rows for name in ("source", "target")})
    pairs: dict[tuple[str, str], list[Encounter]] = defaultdict(list)
    for row in rows:
        mine = attendances[row["mine"]]
        theirs = attendances[row["theirs"]] if "theirs" in row else None
        said = [mine.confidence, *([theirs.confidence] if theirs else [])]
        known = [value for value in said if value is not None]
        encounter = Encounter(events[row["event"]], mine, theirs, min(known) if known == said else None)
        pairs[row["source"], row["target"]].append(encounter)
    edges = tuple(
        _edge(thing(source), thing(target), encounters)
        for (source, target), encounters in sorted(pairs.items())
    )
    return Network(request, _nodes(edges), edges)


def _strongest(rows: list[dict[str, str]], most: int | None) -> list[dict[str, str]]:
    """Return the rows of the edges with the most events; of those with as many, the first by their nodes."""
    if most is None:
        return rows
    events: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        events[row["source"], row["target"]].add(row["event"])
    kept = set(sorted(events, key=lambda pair: (-len(events[pair]), pair))[:most])
    return [row for row in rows if (row["source"], row["target"]) in kept]


def _edge(source: NamedThing, target: NamedThing, encounters: Iterable[Encounter]) -> NetworkEdge:
    ordered = tuple(sorted(encounters, key=_when))
    events = tuple({encounter.event.iri: encounter.event for encounter in ordered}.values())
    days = [event.start_latest for event in events if event.start_latest]
    sure = [encounter.confidence for encounter in ordered if encounter.confidence is not None]
    return NetworkEdge(
        source,
        target,
        ordered,
        events,
        first=min(days, default=None),
        last=max(days, default=None),
        confidence=max(sure, default=None),
    )


def _when(encounter: Encounter) -> tuple[str, str, str, str]:
    """Return a key that puts undated events last."""
    event, theirs = encounter.event, encounter.target
    return event.start_latest or "\uffff", event.iri, encounter.source.iri, theirs.iri if theirs else ""


def _nodes(edges: Iterable[NetworkEdge]) -> tuple[NetworkNode, ...]:
    events: dict[NamedThing, set[str]] = defaultdict(set)
    neighbours: dict[NamedThing, set[str]] = defaultdict(set)
    for edge in edges:
        for mine, other in ((edge.source, edge.target), (edge.target, edge.source)):
            events[mine].update(event.iri for event in edge.events)
            neighbours[mine].add(other.iri)
    return tuple(NetworkNode(node, len(events[node]), len(neighbours[node])) for node in sorted(events))
