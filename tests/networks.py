"""Networks of the world in network.trig, and made-up ones with any text in them."""

from __future__ import annotations

from hypothesis import strategies as st

from osce_kg.model.network import (
    Attendance,
    Capacity,
    Encounter,
    NamedThing,
    Network,
    NetworkEdge,
    NetworkEvent,
    NetworkNode,
    NetworkRequest,
    Quotation,
    SourceDocument,
)
from osce_kg.network import build_network, read_request, resolve_request
from osce_kg.store import StatementReader


def network_of(reader: StatementReader, **parameters: str | list[str]) -> Network:
    """Build a network; ``from_`` stands for the parameter ``from``."""
    fields = {
        name.rstrip("_"): [value] if isinstance(value, str) else value for name, value in parameters.items()
    }
    return build_network(reader, resolve_request(reader, read_request(fields)))


def key(iri: str) -> str:
    return iri.rpartition("/")[2]


def weights(network: Network) -> dict[tuple[str, str], int]:
    """Return the number of events of each pair, by the keys of the nodes."""
    return {(key(edge.source.iri), key(edge.target.iri)): len(edge.events) for edge in network.edges}


def tiny_network(text: str, kind: str = "meeting") -> Network:
    """Return a network of two nodes in which every label, quote and title is this text."""
    one, other = NamedThing("https://e.org/1", text, "Person"), NamedThing("https://e.org/2", text, "Person")
    place = NamedThing("https://e.org/place", text, "Place")
    document = SourceDocument("https://e.org/d", text, None, None)
    quotation = Quotation("https://e.org/p", text, document, 0, 5)
    event = NetworkEvent(
        iri="https://e.org/m",
        label=text,
        status="occurred",
        mode="in-person",
        format=None,
        edtf="2004-04-06",
        start_earliest="2004-04-06",
        start_latest="2004-04-06",
        end_earliest="2004-04-06",
        end_latest="2004-04-06",
        places=(place,),
        states=(),
        topics=(),
        visitors=(),
        quotations=(quotation,),
    )
    office = Capacity(text, text, None)
    mine = Attendance("https://e.org/a", one, None, (office,), (), 0.5)
    theirs = Attendance("https://e.org/b", other, None, (office,), (), 0.5)
    encounter = Encounter(event, mine, theirs, 0.5)
    edge = NetworkEdge(one, other, (encounter,), (event,), "2004-04-06", "2004-04-06", 0.5)
    nodes = (NetworkNode(one, 1, 1), NetworkNode(other, 1, 1))
    return Network(NetworkRequest(kind=kind), nodes, (edge,))


hostile_texts = st.text(max_size=40) | st.sampled_from(
    [
        "=cmd|'/C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "'=1",
        "''@",
        'say "hi", she said;\r\nthen left',
        "]]>",
        "&#0; & &amp; <a b='c'>",
        "\x00\x01\x1f\x7f\x85\u2028\ufffe\uffff",
        "  spaces \t\r\n ",
        "\u202egnikcart",
        "a\ud800b",
        "🕊",
        "",
    ]
)
"""Texts, those that have broken formats before among them."""
