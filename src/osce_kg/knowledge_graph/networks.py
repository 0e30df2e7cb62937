"""The network of who met whom, for Python: tables of it, a NetworkX graph, a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from rdflib import XSD
from rdflib.term import Literal, URIRef

from osce_kg.errors import UsageError
from osce_kg.knowledge_graph.libraries import require
from osce_kg.knowledge_graph.reading import SourceReader
from osce_kg.knowledge_graph.tables import Table
from osce_kg.model.network import Attendance, Encounter, Network
from osce_kg.namespaces import EDTF
from osce_kg.network import build_network, encounters_query, read_request, resolve_request
from osce_kg.network.attributes import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, capacities
from osce_kg.store.interface import Term

if TYPE_CHECKING:
    import networkx
    from matplotlib.figure import Figure

_MEETING_COLUMNS: Final = (
    *("when", "who", "whom", "place", "confidence", "sentence"),
    *("who_as", "whom_as", "document", "event", "passage"),
)


class MeetingNetwork:
    """Who met whom: what was asked for, and what came of it.

    Attributes:
        network: nodes and edges, each edge with its encounters and the passages behind them.
        sparql: the query whose solutions are the encounters; it runs in any engine.
    """

    def __init__(self, network: Network, sparql: str, reader: SourceReader) -> None:
        self.network = network
        self.sparql = sparql
        self._reader = reader

    def explain(self) -> str:
        """Return the SPARQL query behind this network."""
        return self.sparql

    @cached_property
    def nodes(self) -> Table:
        """A row for each node: its IRI, label, kind, number of events and of neighbours."""
        names = ("node", "label", *(one.name for one in NODE_ATTRIBUTES))
        rows = [
            (
                URIRef(node.thing.iri),
                Literal(node.thing.label),
                *(_literal(one.value(node)) for one in NODE_ATTRIBUTES),
            )
            for node in self.network.nodes
        ]
        return self._table(names, rows)

    @cached_property
    def edges(self) -> Table:
        """A row for each pair: its IRIs, labels, and what ``docs/network.md`` lists for edges."""
        names = ("source", "target", "source_label", "target_label", *(one.name for one in EDGE_ATTRIBUTES))
        rows = [
            (
                URIRef(edge.source.iri),
                URIRef(edge.target.iri),
                Literal(edge.source.label),
                Literal(edge.target.label),
                *(_literal(one.value(edge), one.name in ("first", "last")) for one in EDGE_ATTRIBUTES),
            )
            for edge in self.network.edges
        ]
        return self._table(names, rows)

    @cached_property
    def meetings(self) -> Table:
        """A row for each meeting (or visit) of each pair, with one of the sentences that say so.

        ``who`` is the person who was asked for, if one was. By date; what has none comes last.
        """
        asked = set(self.network.request.persons)
        found = [
            (encounter.event.start_latest or "\uffff", _meeting_row(encounter, edge.target.iri, asked))
            for edge in self.network.edges
            for encounter in edge.encounters
        ]
        return self._table(_MEETING_COLUMNS, [row for _, row in sorted(found, key=lambda pair: pair[0])])

    def to_networkx(self) -> networkx.Graph:
        """Return a NetworkX graph, directed if its edges are visits; nodes are IRIs.

        Nodes have ``label``, ``kind``, ``events``, ``neighbours``; edges what ``docs/network.md`` lists.
        What is not known is no attribute.

        Raises:
            MachineError: NetworkX is not installed.
        """
        networkx = require("networkx", "to_networkx()")
        is_visit = self.network.request.kind == "visit"
        graph = networkx.DiGraph() if is_visit else networkx.Graph()
        for node in self.network.nodes:
            known = {one.name: one.value(node) for one in NODE_ATTRIBUTES}
            graph.add_node(node.thing.iri, label=node.thing.label, **_said(known))
        for edge in self.network.edges:
            known = {one.name: one.value(edge) for one in EDGE_ATTRIBUTES}
            graph.add_edge(edge.source.iri, edge.target.iri, **_said(known))
        return graph

    def plot(self, *, title: str | None = None, most_labels: int = 40) -> Figure:
        """Draw the network; the same network gives the same picture.

        Args:
            title: above the picture.
            most_labels: how many nodes are labelled, those with most neighbours first.

        Raises:
            MachineError: matplotlib or NetworkX is not installed.
        """
        require("matplotlib", "plot()")
        from osce_kg.knowledge_graph.drawing import draw_network

        return draw_network(self.to_networkx(), title, most_labels)

    def __repr__(self) -> str:
        return f"<MeetingNetwork of {len(self.network.nodes):,} nodes and {len(self.network.edges):,} edges>"

    def _repr_html_(self) -> str:
        shown = ("source", "target", "weight", "first", "last", "confidence")
        places = [self.edges.columns.index(name) for name in shown]
        rows = [[row[place] for place in places] for row in self.edges.terms]
        return self._table(shown, rows)._repr_html_()

    def _table(self, columns: Sequence[str], rows: Sequence[Sequence[Term | None]]) -> Table:
        return Table(columns, rows, sparql=self.sparql, look_up=self._reader.labels)


def read_network(reader: SourceReader, filters: Mapping[str, object]) -> MeetingNetwork:
    """Return the network that the filters of ``docs/network.md`` make.

    Args:
        filters: values by name, a list or tuple where there are several; ``from_`` for ``from``.

    Raises:
        UsageError: an unknown filter, a value that cannot be, or a thing that the graph does not know.
    """
    request = resolve_request(reader, read_request(dict(_fields(filters))))
    return MeetingNetwork(build_network(reader, request), encounters_query(request), reader)


def _fields(filters: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    for name, value in filters.items():
        values = value if isinstance(value, list | tuple) else [value]
        if not all(isinstance(one, str | int | float) or hasattr(one, "isoformat") for one in values):
            raise UsageError(f"{name}={value!r:.80} is neither a text nor a number nor a day.")
        yield name.removesuffix("_"), [str(one) for one in values]


def _meeting_row(encounter: Encounter, target: str, asked: set[str]) -> tuple[Term | None, ...]:
    event, mine, theirs = encounter.event, encounter.source, encounter.target
    pairs: list[tuple[str, Attendance | None]] = [
        (mine.agent.iri, mine),
        (theirs.agent.iri if theirs else target, theirs),
    ]
    if pairs[1][0] in asked and pairs[0][0] not in asked:
        pairs.reverse()
    (who, one), (whom, other) = pairs
    said = event.quotations[0] if event.quotations else None
    return (
        Literal(event.edtf, datatype=EDTF) if event.edtf else None,
        URIRef(who),
        URIRef(whom),
        _literal("; ".join(place.label for place in event.places) or None),
        _literal(encounter.confidence),
        _literal(said.text if said else None),
        _literal("; ".join(capacities(one)) or None),
        _literal("; ".join(capacities(other)) or None),
        URIRef(said.document.iri) if said else None,
        URIRef(event.iri),
        URIRef(said.iri) if said else None,
    )


def _literal(value: object, is_day: bool = False) -> Literal | None:
    if value is None:
        return None
    return Literal(value, datatype=XSD.date, normalize=False) if is_day else Literal(value)


def _said(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}
