"""The network of who met whom: what is asked for, and what comes of it, down to the passages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NetworkRequest:
    """Which network is wanted. Several values of one filter: any of them; several filters: all of them.

    Attributes:
        nodes: what becomes a node: ``person``, ``participant``, ``state``, ``institution`` or ``actor``.
        kind: what becomes an edge: ``meeting``, or ``visit`` (from the visitor to the State visited).
        status: key of the event status, ``occurred`` for what took place.
        first_day, last_day: the period, both days included; None: open.
        dates: how sure it must be that an event lies in the period: ``certain``, ``overlap`` or ``possible``.
        persons, states, institutions: IRIs; one of the two sides is or represents one of them.
        places, topics, documents: IRIs; where the event was, what it was about, who says so.
        confidence: least confidence of the less sure of two participations; None: any, or none.
        strongest: how many edges at most, those with the most events; None: all.
    """

    nodes: str = "person"
    kind: str = "meeting"
    status: str = "occurred"
    first_day: date | None = None
    last_day: date | None = None
    dates: str = "overlap"
    persons: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    confidence: float | None = None
    strongest: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class NamedThing:
    """Something with an IRI, its preferred label, and the local name of its most specific class."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document that reports events.

    Attributes:
        issued: its date, YYYY-MM-DD; None if it has none.
        address: where it was published; None if that is unknown.
    """

    iri: str
    label: str
    issued: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage that says that an event took place.

    Attributes:
        iri: of the passage.
        start, end: offsets in code points into the text of the document.
    """

    iri: str
    text: str
    document: SourceDocument
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NetworkEvent:
    """A meeting or a visit.

    Attributes:
        status, mode, format: keys of the vocabularies; None if nothing is said.
        edtf: its date as EDTF; None if nothing is known.
        start_earliest, start_latest, end_earliest, end_latest: bounds, YYYY-MM-DD; None: unknown.
        places, states: where it was; both may be empty.
        topics: keys of fields of work.
        visitors: IRIs of those who were on the visit during which it took place.
        quotations: by document and offset; never empty in a sound graph.
    """

    iri: str
    label: str
    status: str | None
    mode: str | None
    format: str | None
    edtf: str | None
    start_earliest: str | None
    start_latest: str | None
    end_earliest: str | None
    end_latest: str | None
    places: tuple[NamedThing, ...]
    states: tuple[NamedThing, ...]
    topics: tuple[str, ...]
    visitors: tuple[str, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Capacity:
    """An office in which somebody took part: the post with its body, its title alone, the tenure's status."""

    label: str
    title: str
    tenure: str | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """One participation in an event.

    Attributes:
        iri: of the participation.
        role: key of the participation role.
        represented: States and organizations for which the agent was there.
        confidence: None if nothing is said.
    """

    iri: str
    agent: NamedThing
    role: str | None
    capacities: tuple[Capacity, ...]
    represented: tuple[NamedThing, ...]
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Encounter:
    """Two participations on different sides of a meeting, or one in a visit: the smallest part of an edge.

    Attributes:
        target: None for a visit, whose target is the State visited.
        confidence: that of the less sure participation; None unless all say one.
    """

    event: NetworkEvent
    source: Attendance
    target: Attendance | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """A node with its share in the network.

    Attributes:
        events: number of its events in this network.
        neighbours: number of nodes that it has edges with.
    """

    thing: NamedThing
    events: int
    neighbours: int


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """A pair of nodes that met; of meetings the source is the one whose IRI comes first.

    Attributes:
        encounters: never empty; by date, then by IRI.
        events: each event once, in the order of the encounters; their number is the weight.
        first, last: earliest and latest ``start_latest`` of its events, YYYY-MM-DD; None: no date is known.
        confidence: that of its surest encounter; None if none has one.
    """

    source: NamedThing
    target: NamedThing
    encounters: tuple[Encounter, ...]
    events: tuple[NetworkEvent, ...]
    first: str | None
    last: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Network:
    """A network: nodes by IRI, edges by source and target. A node without an edge is not in it."""

    request: NetworkRequest
    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
