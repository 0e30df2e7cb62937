"""A network as CSV: a table of its edges, of its nodes, or of the events and passages behind the edges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from osce_kg.model.network import Network
from osce_kg.network.attributes import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Value, capacities
from osce_kg.network.csv_text import write_csv

EVENT_COLUMNS: Final = (
    "source",
    "source_label",
    "source_agent",
    "source_role",
    "source_capacities",
    "target",
    "target_label",
    "target_agent",
    "target_role",
    "target_capacities",
    "event",
    "event_label",
    "status",
    "format",
    "mode",
    "date",
    "start_earliest",
    "start_latest",
    "end_earliest",
    "end_latest",
    "place",
    "place_label",
    "states",
    "topics",
    "confidence",
    "passage",
    "quote",
    "start_offset",
    "end_offset",
    "document",
    "document_label",
    "document_date",
    "document_address",
)
"""Columns of the table of events; ``docs/network.md`` explains them."""


def write_edges(network: Network) -> Iterator[str]:
    """Give a line for each edge: its two nodes, then what ``EDGE_ATTRIBUTES`` says of it."""
    header = ("source", "target", "source_label", "target_label", *(one.name for one in EDGE_ATTRIBUTES))
    return write_csv(
        header,
        (
            (
                edge.source.iri,
                edge.target.iri,
                edge.source.label,
                edge.target.label,
                *(one.value(edge) for one in EDGE_ATTRIBUTES),
            )
            for edge in network.edges
        ),
    )


def write_nodes(network: Network) -> Iterator[str]:
    """Give a line for each node, then what ``NODE_ATTRIBUTES`` says of it."""
    header = ("id", "label", *(one.name for one in NODE_ATTRIBUTES))
    return write_csv(
        header,
        (
            (node.thing.iri, node.thing.label, *(one.value(node) for one in NODE_ATTRIBUTES))
            for node in network.nodes
        ),
    )


def write_events(network: Network) -> Iterator[str]:
    """Give a line for each passage of each encounter of each edge."""
    return write_csv(EVENT_COLUMNS, _event_rows(network))


def _event_rows(network: Network) -> Iterator[tuple[Value, ...]]:
    for edge in network.edges:
        for encounter in edge.encounters:
            event, mine, theirs = encounter.event, encounter.source, encounter.target
            before = (
                edge.source.iri,
                edge.source.label,
                mine.agent.iri,
                mine.role,
                "; ".join(capacities(mine)) or None,
                edge.target.iri,
                edge.target.label,
                theirs.agent.iri if theirs else None,
                theirs.role if theirs else None,
                "; ".join(capacities(theirs)) or None,
                event.iri,
                event.label,
                event.status,
                event.format,
                event.mode,
                event.edtf,
                event.start_earliest,
                event.start_latest,
                event.end_earliest,
                event.end_latest,
                " ".join(place.iri for place in event.places) or None,
                "; ".join(place.label for place in event.places) or None,
                " ".join(state.iri for state in event.states) or None,
                " ".join(event.topics) or None,
                encounter.confidence,
            )
            for quotation in event.quotations:
                document = quotation.document
                yield (
                    *before,
                    quotation.iri,
                    quotation.text,
                    quotation.start,
                    quotation.end,
                    document.iri,
                    document.label,
                    document.issued,
                    document.address,
                )
