"""The network of the sample build says what the published queries say of the same graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from networks import network_of
from osce_kg.namespaces import OKG
from osce_kg.resources import resource_path
from osce_kg.store import OxigraphReader


@pytest.fixture(scope="module")
def reader(sample_build: Path) -> OxigraphReader:
    return OxigraphReader.open(sample_build / "store")


def example(name: str) -> str:
    return (resource_path("queries", "examples") / f"{name}.rq").read_text(encoding="utf-8")


def test_edges_weights_and_dates_are_those_of_the_example_query(reader: OxigraphReader) -> None:
    asked = {
        (str(row["source"]), str(row["target"])): (
            str(row["sourceLabel"]),
            str(row["targetLabel"]),
            int(row["weight"]),
            str(row["first"]) if "first" in row else None,
            str(row["last"]) if "last" in row else None,
        )
        for row in reader.select(example("network-edges"))
    }
    assert asked
    assert asked == {
        (edge.source.iri, edge.target.iri): (
            edge.source.label,
            edge.target.label,
            len(edge.events),
            edge.first,
            edge.last,
        )
        for edge in network_of(reader).edges
    }


def test_every_pair_with_its_sentence_is_in_the_network(reader: OxigraphReader) -> None:
    told = {
        (frozenset((edge.source.label, edge.target.label)), event.edtf, quotation.text)
        for edge in network_of(reader).edges
        for event in edge.events
        for quotation in event.quotations
    }
    asked = [
        (
            frozenset((str(row["who"]), str(row["whom"]))),
            str(row["when"]) if "when" in row else None,
            str(row["sentence"]),
        )
        for row in reader.select(example("who-met-whom"))
    ]
    assert asked
    assert set(asked) <= told


def test_sure_pairs_and_how_sure_are_those_of_the_example_query(reader: OxigraphReader) -> None:
    asked = {
        frozenset((str(row["who"]), str(row["whom"]))): float(row["confidence"])
        for row in reader.select(example("sure-encounters"))
    }
    assert asked
    assert asked == {
        frozenset((edge.source.label, edge.target.label)): edge.confidence
        for edge in network_of(reader, confidence="0.9").edges
    }


@pytest.mark.parametrize(
    ("kind", "nodes", "predicate"),
    [("meeting", "participant", OKG.metWith), ("visit", "participant", OKG.visited)],
)
def test_pairs_are_those_that_the_rules_derive(
    reader: OxigraphReader, kind: str, nodes: str, predicate: object
) -> None:
    derived = {(str(found.subject), str(found.object)) for found in reader.quads(predicate=predicate)}  # type: ignore[arg-type]
    edges = network_of(reader, kind=kind, nodes=nodes).edges
    pairs = {(edge.source.iri, edge.target.iri) for edge in edges}
    assert pairs
    assert (pairs if kind == "visit" else pairs | {(other, one) for one, other in pairs}) == derived


@pytest.mark.parametrize("nodes", ["person", "participant", "state", "institution", "actor"])
@pytest.mark.parametrize("kind", ["meeting", "visit"])
def test_every_edge_has_a_passage_and_every_node_a_name(
    reader: OxigraphReader, nodes: str, kind: str
) -> None:
    network = network_of(reader, nodes=nodes, kind=kind)
    assert network.edges
    for edge in network.edges:
        assert all(event.quotations for event in edge.events)
    assert all(node.thing.label != node.thing.iri and node.thing.kind != "Thing" for node in network.nodes)
