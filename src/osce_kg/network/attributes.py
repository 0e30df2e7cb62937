"""What every format says of nodes and edges: one list, so that all formats say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeAlias, TypeVar

from osce_kg.model.network import Attendance, NetworkEdge, NetworkNode

Value: TypeAlias = str | int | float | None
"""None: nothing is said, and nothing is written."""

_Described = TypeVar("_Described")


@dataclass(frozen=True, slots=True)
class Attribute(Generic[_Described]):
    """A property of nodes or of edges.

    Attributes:
        name: its name in all formats.
        type: its type as GEXF calls it.
        meaning: for the documentation.
        value: what it is for one node or edge.
    """

    name: str
    type: Literal["string", "integer", "double"]
    meaning: str
    value: Callable[[_Described], Value]


NODE_ATTRIBUTES: Final[tuple[Attribute[NetworkNode], ...]] = (
    Attribute("kind", "string", "most specific class in the ontology", lambda node: node.thing.kind),
    Attribute("events", "integer", "number of its events in this network", lambda node: node.events),
    Attribute("neighbours", "integer", "number of nodes it has edges with", lambda node: node.neighbours),
)

EDGE_ATTRIBUTES: Final[tuple[Attribute[NetworkEdge], ...]] = (
    Attribute("weight", "integer", "number of events", lambda edge: len(edge.events)),
    Attribute("first", "string", "earliest day by which an event had begun", lambda edge: edge.first),
    Attribute("last", "string", "latest day by which an event had begun", lambda edge: edge.last),
    Attribute("confidence", "double", "that of the surest event", lambda edge: edge.confidence),
    Attribute(
        "dates",
        "string",
        "dates of the events as EDTF, between spaces",
        lambda edge: _spaced(event.edtf or "" for event in edge.events),
    ),
    Attribute(
        "source_capacities",
        "string",
        "offices in which the source took part, between semicolons",
        lambda edge: _listed(label for pair in edge.encounters for label in capacities(pair.source)),
    ),
    Attribute(
        "target_capacities",
        "string",
        "offices in which the target took part, between semicolons",
        lambda edge: _listed(label for pair in edge.encounters for label in capacities(pair.target)),
    ),
    Attribute(
        "places",
        "string",
        "where the events were, between semicolons",
        lambda edge: _listed(place.label for event in edge.events for place in event.places or event.states),
    ),
    Attribute(
        "topics",
        "string",
        "keys of the fields of work that the events were about, between spaces",
        lambda edge: _spaced(sorted({topic for event in edge.events for topic in event.topics})),
    ),
    Attribute(
        "event_iris",
        "string",
        "IRIs of the events, between spaces",
        lambda edge: _spaced(event.iri for event in edge.events),
    ),
    Attribute(
        "passage_iris",
        "string",
        "IRIs of the passages that say so, between spaces",
        lambda edge: _spaced(passage.iri for event in edge.events for passage in event.quotations),
    ),
    Attribute(
        "document_iris",
        "string",
        "IRIs of the documents that say so, between spaces",
        lambda edge: _spaced(
            sorted({passage.document.iri for event in edge.events for passage in event.quotations})
        ),
    ),
    Attribute(
        "quotes",
        "string",
        "the words of the passages, a line for each, in the order of passage_iris",
        lambda edge: (
            "\n".join(" ".join(passage.text.split()) for event in edge.events for passage in event.quotations)
            or None
        ),
    ),
)


def capacities(attendance: Attendance | None) -> list[str]:
    """Return the offices of a participation; none of one that is none."""
    return [] if attendance is None else [capacity.label for capacity in attendance.capacities]


def _listed(labels: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(labels)) or None


def _spaced(words: Iterable[str]) -> str | None:
    return " ".join(filter(None, words)) or None
