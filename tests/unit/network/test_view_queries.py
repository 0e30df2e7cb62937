"""Each query behind a view says of a request what the network that is built for it says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from networks import key, network_of
from osce_kg.model.network import NetworkRequest
from osce_kg.network import (
    FACETS,
    FILTERS,
    edges_query,
    events_query,
    facet_query,
    months_query,
    places_query,
    read_request,
    totals_query,
)
from osce_kg.store import OxigraphReader

REQUESTS: list[dict[str, str]] = [
    {},
    {"nodes": "participant"},
    {"nodes": "state"},
    {"nodes": "institution"},
    {"nodes": "actor"},
    {"kind": "visit"},
    {"kind": "visit", "nodes": "actor"},
    {"status": "planned"},
    {"from": "2004", "to": "2005"},
    {"dates": "possible", "from": "2004", "to": "2004"},
    {"confidence": "0.8"},
    {"state": "KAZ"},
    {"person": "p4"},
    {"from": "1980", "to": "1980"},
]


def asked(fields: Mapping[str, str]) -> NetworkRequest:
    return read_request({name: [value] for name, value in fields.items()})


def rows(reader: OxigraphReader, query: str) -> list[dict[str, str]]:
    return [{name: str(term) for name, term in row.items()} for row in reader.select(query)]


@pytest.mark.parametrize("fields", REQUESTS, ids=str)
def test_the_edges_are_those_of_the_network(network_world: OxigraphReader, fields: dict[str, str]) -> None:
    network = network_of(network_world, **{f"{name}_": value for name, value in fields.items()})
    expected = {
        (edge.source, edge.target, len(edge.events), edge.first, edge.last, edge.confidence)
        for edge in network.edges
    }
    found = rows(network_world, edges_query(asked(fields)))
    assert {(row["source"], row["sourceLabel"], row["target"], row["targetLabel"]) for row in found} == {
        (source.iri, source.label, target.iri, target.label) for source, target, *_ in expected
    }
    assert {
        (
            row["source"],
            row["target"],
            int(row["weight"]),
            row.get("first"),
            row.get("last"),
            float(row["confidence"]) if "confidence" in row else None,
        )
        for row in found
    } == {(source.iri, target.iri, *others) for source, target, *others in expected}
    assert [int(row["weight"]) for row in found] == sorted(
        (int(row["weight"]) for row in found), reverse=True
    )


@pytest.mark.parametrize("nodes", ["person", "actor"])
@pytest.mark.parametrize("most", [1, 2, 3, 100])
def test_the_strongest_edges_are_the_same_in_a_view_and_in_a_file(
    network_world: OxigraphReader, nodes: str, most: int
) -> None:
    fields = {"nodes": nodes, "strongest": str(most)}
    network = network_of(network_world, **fields)
    found = rows(network_world, edges_query(asked(fields)))
    assert {(row["source"], row["target"]) for row in found} == {
        (edge.source.iri, edge.target.iri) for edge in network.edges
    }
    every = network_of(network_world, nodes=nodes).edges
    assert len(found) == min(most, len(every))
    assert (
        sorted((len(edge.events) for edge in network.edges), reverse=True)
        == sorted((len(edge.events) for edge in every), reverse=True)[: len(found)]
    )


@pytest.mark.parametrize("fields", REQUESTS, ids=str)
def test_the_totals_are_those_of_the_network(network_world: OxigraphReader, fields: dict[str, str]) -> None:
    network = network_of(network_world, **{f"{name}_": value for name, value in fields.items()})
    (total,) = rows(network_world, totals_query(asked(fields)))
    assert int(total["pairs"]) == len(network.edges)
    assert int(total["events"]) == len({event.iri for edge in network.edges for event in edge.events})


@pytest.mark.parametrize("fields", REQUESTS, ids=str)
def test_every_event_is_in_one_row_of_the_months(
    network_world: OxigraphReader, fields: dict[str, str]
) -> None:
    (total,) = rows(network_world, totals_query(asked(fields)))
    months = rows(network_world, months_query(asked(fields)))
    assert sum(int(row["events"]) for row in months) == int(total["events"])


def test_months_are_known_from_one_end_to_the_other(network_world: OxigraphReader) -> None:
    months = rows(network_world, months_query(asked({"nodes": "participant"})))
    assert {(row.get("first"), row.get("last"), int(row["events"])) for row in months} == {
        ("2004-04", "2004-04", 1),
        ("2005-01", "2005-02", 1),
        (None, "2006-01", 1),
        (None, None, 1),
    }


def test_places_are_states_and_what_has_coordinates(network_world: OxigraphReader) -> None:
    places = rows(network_world, places_query(asked({})))
    assert {(key(row["where"]), row["whereLabel"], int(row["events"])) for row in places} == {
        ("KAZ", "Kazakhstan", 1),
        ("GEO", "Georgia", 1),
    }


@pytest.mark.parametrize(
    ("facet", "fields"),
    [(facet, fields) for facet in FACETS for fields in REQUESTS],
    ids=str,
)
def test_a_value_of_a_facet_leaves_as_many_events_as_it_says_in_place_of_others_of_it(
    network_world: OxigraphReader, facet: str, fields: dict[str, str]
) -> None:
    for row in rows(network_world, facet_query(asked(fields), facet)):
        value = row["value"].removeprefix(FILTERS[facet][1])
        (total,) = rows(network_world, totals_query(asked(fields | {facet: value})))
        assert int(total["events"]) == int(row["events"]), row


def test_the_events_come_with_the_passages_that_say_so(network_world: OxigraphReader) -> None:
    network = network_of(network_world)
    expected = {
        (event.iri, quotation.iri, quotation.text, quotation.document.iri)
        for edge in network.edges
        for event in edge.events
        for quotation in event.quotations
    }
    found = rows(network_world, events_query(asked({})))
    assert {(row["event"], row["passage"], row["quote"], row["document"]) for row in found} == expected


def test_the_events_of_an_edge_are_those_behind_it(network_world: OxigraphReader) -> None:
    for edge in network_of(network_world).edges:
        between = (edge.source.iri, edge.target.iri)
        found = rows(network_world, events_query(asked({}), between))
        assert {row["event"] for row in found} == {event.iri for event in edge.events}
        (total,) = rows(network_world, totals_query(asked({}), between))
        assert int(total["events"]) == len(edge.events)


def test_pages_of_events_hold_each_event_once(network_world: OxigraphReader) -> None:
    request = asked({"nodes": "participant"})
    pages = [
        list(dict.fromkeys(row["event"] for row in rows(network_world, query)))
        for query in (events_query(request, limit=2, offset=offset) for offset in (0, 2, 4))
    ]
    assert [len(page) for page in pages] == [2, 2, 0]
    assert len({event for page in pages for event in page}) == 4
