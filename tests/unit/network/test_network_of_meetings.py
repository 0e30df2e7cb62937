"""Who is in a network, who meets whom in it, and what leads back to the passages."""

from __future__ import annotations

import pytest

from networks import key, network_of, weights
from osce_kg.errors import UsageError
from osce_kg.namespaces import ID, OKG
from osce_kg.network import encounters_query, read_request
from osce_kg.store import OxigraphReader

EVERYTHING = {
    ("p1", "p2"): 2,
    ("p2", "p3"): 1,
    ("p2", "p4"): 1,
}


def test_persons_on_different_sides_of_meetings_that_occurred_are_pairs(
    network_world: OxigraphReader,
) -> None:
    assert weights(network_of(network_world)) == EVERYTHING


def test_pairs_of_participants_are_those_of_the_derived_graph(network_world: OxigraphReader) -> None:
    derived = {
        tuple(sorted((str(found.subject), str(found.object))))
        for found in network_world.quads(predicate=OKG.metWith)
    }
    network = network_of(network_world, nodes="participant")
    assert {(edge.source.iri, edge.target.iri) for edge in network.edges} == derived


def test_visits_are_those_of_the_derived_graph(network_world: OxigraphReader) -> None:
    derived = {
        (str(found.subject), str(found.object)) for found in network_world.quads(predicate=OKG.visited)
    }
    network = network_of(network_world, kind="visit")
    assert {(edge.source.iri, edge.target.iri) for edge in network.edges} == derived


@pytest.mark.parametrize(
    ("nodes", "pairs"),
    [
        ("state", {("KAZ", "UZB"): 1}),
        ("institution", {("KAZ", "odihr"): 2, ("KAZ", "osce"): 1, ("x1", "KAZ"): 1}),
        ("actor", {("KAZ", "osce"): 2, ("KAZ", "UZB"): 1}),
        ("participant", {**EVERYTHING, ("x1", "p1"): 1}),
    ],
)
def test_a_participant_can_stand_for_what_it_represented(
    network_world: OxigraphReader, nodes: str, pairs: dict[tuple[str, str], int]
) -> None:
    assert weights(network_of(network_world, nodes=nodes)) == pairs


def test_a_visit_leads_from_what_the_visitor_represented_to_the_state(network_world: OxigraphReader) -> None:
    network = network_of(network_world, kind="visit", nodes="actor")
    assert weights(network) == {("osce", "KAZ"): 1}
    assert [key(encounter.source.iri) for encounter in network.edges[0].encounters] == ["v1a", "v1c"]


def test_planned_meetings_are_a_network_of_their_own(network_world: OxigraphReader) -> None:
    assert weights(network_of(network_world, status="planned")) == {("p1", "p4"): 1}


@pytest.mark.parametrize(
    ("first", "last", "dates", "meetings"),
    [
        ("2004", "2004", "overlap", {"m1"}),
        ("2004", "2004", "certain", {"m1"}),
        ("2004", "2004", "possible", {"m1", "m4", "m5"}),
        ("2005-02-01", "2005-02-01", "overlap", {"m2"}),
        ("2005-02-01", "2005-02-01", "certain", set()),
        ("2005-01", "2005-02", "certain", {"m2"}),
        ("2005-02-03", "", "overlap", {"m2"}),
        ("2005-02-04", "", "overlap", set()),
        ("", "2005-01-30", "overlap", {"m1"}),
        ("", "2005-01-31", "overlap", {"m1", "m2"}),
        ("", "2005-02-02", "certain", {"m1"}),
        ("2006-01-02", "", "possible", {"m4"}),
        ("", "", "overlap", {"m1", "m2", "m4", "m5"}),
    ],
)
def test_a_period_takes_in_what_lies_in_it_as_surely_as_asked(
    network_world: OxigraphReader, first: str, last: str, dates: str, meetings: set[str]
) -> None:
    network = network_of(network_world, nodes="participant", from_=first, to=last, dates=dates)
    assert {key(event.iri) for edge in network.edges for event in edge.events} == meetings


@pytest.mark.parametrize(
    ("name", "value", "meetings"),
    [
        ("person", "p3", {"m1"}),
        ("person", f"{ID}person/p3", {"m1"}),
        ("person", ["p3", "p4"], {"m1", "m4"}),
        ("state", "UZB", {"m4"}),
        ("state", "KAZ", {"m1", "m2", "m4"}),
        ("institution", "odihr", {"m1", "m2", "m5"}),
        ("institution", "osce", {"m1", "m2", "m5"}),
        ("institution", "organization/x1", {"m4"}),
        ("place", "g1526384", {"m1"}),
        ("place", "KAZ", {"m1"}),
        ("place", "GEO", {"m4"}),
        ("topic", "elections", {"m2"}),
        ("topic", "education", set()),
        ("source", "d2", {"m4", "m5"}),
        ("confidence", "0.7", {"m1", "m2", "m4"}),
        ("confidence", "0.8", {"m1", "m2"}),
        ("confidence", "1", set()),
    ],
)
def test_filters_leave_the_meetings_that_fit(
    network_world: OxigraphReader, name: str, value: str | list[str], meetings: set[str]
) -> None:
    network = network_of(network_world, nodes="participant", **{name: value})
    assert {key(event.iri) for edge in network.edges for event in edge.events} == meetings


def test_a_filter_on_a_person_leaves_only_pairs_with_this_person(network_world: OxigraphReader) -> None:
    assert weights(network_of(network_world, person="p3")) == {("p2", "p3"): 1}


def test_a_visit_fits_a_state_that_is_visited(network_world: OxigraphReader) -> None:
    assert weights(network_of(network_world, kind="visit", state="KAZ", person="p1")) == {("p1", "KAZ"): 1}
    assert not network_of(network_world, kind="visit", state="UZB").edges


def test_all_filters_must_fit(network_world: OxigraphReader) -> None:
    assert weights(network_of(network_world, from_="2004", to="2004", confidence="0.8")) == {("p1", "p2"): 1}
    empty = network_of(network_world, topic="elections", to="2004")
    assert (empty.nodes, empty.edges) == ((), ())


def test_a_key_that_a_merge_ended_leads_to_todays(network_world: OxigraphReader) -> None:
    assert network_of(network_world, person="p9") == network_of(network_world, person="p1")


@pytest.mark.parametrize("name", ["person", "state", "institution", "place", "topic", "source"])
def test_a_thing_that_the_graph_does_not_know_is_told(network_world: OxigraphReader, name: str) -> None:
    with pytest.raises(UsageError, match=f"The graph knows no {name} .*nobody"):
        network_of(network_world, **{name: "nobody"})


def test_for_an_unknown_topic_those_that_are_known_are_listed(network_world: OxigraphReader) -> None:
    with pytest.raises(UsageError, match="it knows education, elections"):
        network_of(network_world, topic="fishing")


def test_an_edge_tells_when_in_which_offices_and_how_surely(network_world: OxigraphReader) -> None:
    edge = network_of(network_world).edges[0]
    assert (edge.first, edge.last, edge.confidence) == ("2004-04-06", "2005-02-03", 0.95)
    encounter = edge.encounters[0]
    assert encounter.target is not None
    assert [held.label for held in encounter.source.capacities] == ["Director of ODIHR"]
    assert [held.label for held in encounter.target.capacities] == ["President of Kazakhstan"]
    assert encounter.confidence == 0.8


def test_a_confidence_that_one_side_lacks_is_none(network_world: OxigraphReader) -> None:
    edges = network_of(network_world, nodes="participant", source="d2").edges
    assert {key(edge.source.iri): edge.confidence for edge in edges} == {"p2": 0.7, "x1": None}


def test_an_edge_leads_to_every_passage_and_document(network_world: OxigraphReader) -> None:
    second = network_of(network_world).edges[0].events[1]
    assert [(key(quote.iri), quote.start) for quote in second.quotations] == [("0-20", 0), ("30-50", 30)]
    document = second.quotations[0].document
    assert (key(document.iri), document.label, document.issued) == ("d1", "On a visit", "2005-02-04")
    assert document.address == "https://example.org/node/1"


def test_a_node_tells_its_share_of_this_network(network_world: OxigraphReader) -> None:
    nodes = {key(node.thing.iri): node for node in network_of(network_world).nodes}
    assert (nodes["p2"].events, nodes["p2"].neighbours) == (3, 3)
    assert (nodes["p1"].events, nodes["p1"].neighbours) == (2, 1)


def test_labels_are_english_if_there_are_such_and_kinds_the_most_specific(
    network_world: OxigraphReader,
) -> None:
    things = {node.thing for node in network_of(network_world, nodes="institution").nodes}
    assert {(thing.label, thing.kind) for thing in things} == {
        ("Kazakhstan", "State"),
        ("ODIHR", "Institution"),
        ("OSCE", "IntergovernmentalOrganization"),
        ("Ministry of Justice", "GovernmentBody"),
    }


@pytest.mark.parametrize("nodes", ["person", "participant", "state", "institution", "actor"])
@pytest.mark.parametrize("kind", ["meeting", "visit"])
def test_the_query_behind_a_network_counts_the_same(
    network_world: OxigraphReader, nodes: str, kind: str
) -> None:
    query = encounters_query(read_request({"nodes": [nodes], "kind": [kind]}))
    counted: dict[tuple[str, str], set[str]] = {}
    for row in network_world.select(query):
        counted.setdefault((key(str(row["source"])), key(str(row["target"]))), set()).add(str(row["event"]))
    network = network_of(network_world, nodes=nodes, kind=kind)
    assert weights(network) == {pair: len(events) for pair, events in counted.items()}
