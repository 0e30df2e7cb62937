"""Answers as what the scripts draw: short, since a page is sent over slow lines, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from osce_kg.namespaces import ID
from osce_kg.server.exploring.answering import Row

Json: TypeAlias = dict[str, object]

STATE: Final = f"{ID}state/"


def network_drawing(rows: Iterable[Row], address: Callable[[str], str | None], *, directed: bool) -> Json:
    """Return the network of an answer to ``edges_query``.

    Args:
        rows: the answer.
        address: where a reader finds more about a node.
        directed: whether an edge leads from its source to its target, as a visit does.

    Returns:
        ``directed``; ``nodes``: key, label and address of each; ``edges``: numbers of two nodes, weight.
    """
    numbers: dict[str, int] = {}
    nodes: list[tuple[str, str, str | None]] = []
    edges: list[tuple[int, int, int]] = []

    def number(iri: str, label: str) -> int:
        if iri not in numbers:
            numbers[iri] = len(nodes)
            nodes.append((short_key(iri), label, address(iri)))
        return numbers[iri]

    for row in rows:
        source = number(row["source"], row["sourceLabel"])
        target = number(row["target"], row["targetLabel"])
        edges.append((source, target, int(row["weight"])))
    return {"directed": directed, "nodes": nodes, "edges": edges}


def map_drawing(rows: Iterable[Row]) -> Json:
    """Return what is on the map by an answer to ``places_query``.

    Returns:
        ``states``: ISO code, label and number of events of each; ``places``: key, label, number, latitude,
        longitude.
    """
    states: list[tuple[str, str, int]] = []
    places: list[tuple[str, str, int, float, float]] = []
    for row in rows:
        label, events = row["whereLabel"], int(row["events"])
        if "latitude" in row:
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
            places.append((place_key(row["where"]), label, events, latitude, longitude))
        elif row["where"].startswith(STATE):
            states.append((place_key(row["where"]), label, events))
    return {"states": states, "places": places}


def short_key(iri: str) -> str:
    """Return ``person/p000017`` for an IRI of ours, which parameters take; any other IRI as it is."""
    return iri.removeprefix(str(ID))


def place_key(iri: str) -> str:
    """Return the value of the parameter ``place`` for a place, or for the territory of a State."""
    return short_key(iri).removeprefix("state/").removeprefix("place/")
