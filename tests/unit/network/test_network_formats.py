"""GEXF, GraphML and CSV: what readers get from them is what was written, whatever the labels."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given

from networks import hostile_texts, key, network_of, tiny_network
from osce_kg.model.network import Network
from osce_kg.network import FORMATS, chosen_table, export_network, read_request
from osce_kg.network.attributes import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from osce_kg.network.csv_text import original_cell, safe_cell
from osce_kg.network.gexf import write_gexf
from osce_kg.network.graphml import write_graphml
from osce_kg.network.spells import spells_of_edge, spells_of_nodes
from osce_kg.network.tables import EVENT_COLUMNS, write_edges, write_events, write_nodes
from osce_kg.network.xml_text import writable
from osce_kg.store import OxigraphReader

GEXF = "{http://gexf.net/1.3}"
FILTERED: list[dict[str, str]] = [
    {},
    {"nodes": "participant"},
    {"nodes": "actor"},
    {"kind": "visit"},
    {"from": "1990", "to": "1990"},
]


def read_csv(text: str) -> list[dict[str, str]]:
    assert text.endswith("\r\n")
    return [
        {name: original_cell(cell) for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)
    ]


def networkx() -> Any:
    return pytest.importorskip("networkx", reason="NetworkX, which reads the formats, is not here")


@pytest.mark.parametrize("parameters", FILTERED)
def test_networkx_reads_gexf_without_loss(
    network_world: OxigraphReader, tmp_path: Path, parameters: dict[str, str]
) -> None:
    network = network_of(
        network_world, **{name.replace("from", "from_"): v for name, v in parameters.items()}
    )
    file = tmp_path / "network.gexf"
    file.write_text("".join(write_gexf(network, "a description")), encoding="utf-8")
    read = networkx().read_gexf(file, version="1.3")
    assert read.is_directed() == (parameters.get("kind") == "visit")
    assert {iri: data["label"] for iri, data in read.nodes(data=True)} == {
        node.thing.iri: node.thing.label for node in network.nodes
    }
    for node in network.nodes:
        data = read.nodes[node.thing.iri]
        assert {one.name: one.value(node) for one in NODE_ATTRIBUTES}.items() <= data.items()
        assert tuple(data.get("spells", ())) == spells_of_nodes(network)[node.thing.iri]
    assert read.number_of_edges() == len(network.edges)
    for edge in network.edges:
        data = read.edges[edge.source.iri, edge.target.iri]
        said = {one.name: one.value(edge) for one in EDGE_ATTRIBUTES}
        assert {name: value for name, value in said.items() if value is not None}.items() <= data.items()
        assert tuple(data.get("spells", ())) == spells_of_edge(edge)


@pytest.mark.parametrize("parameters", FILTERED)
def test_networkx_reads_graphml_without_loss(
    network_world: OxigraphReader, tmp_path: Path, parameters: dict[str, str]
) -> None:
    network = network_of(
        network_world, **{name.replace("from", "from_"): v for name, v in parameters.items()}
    )
    file = tmp_path / "network.graphml"
    file.write_text("".join(write_graphml(network, "a description")), encoding="utf-8")
    read = networkx().read_graphml(file)
    assert read.is_directed() == (parameters.get("kind") == "visit")
    assert read.graph["description"] == "a description"
    assert read.number_of_nodes() == len(network.nodes)
    for node in network.nodes:
        said = {"label": node.thing.label, **{one.name: one.value(node) for one in NODE_ATTRIBUTES}}
        assert read.nodes[node.thing.iri] == said
    assert read.number_of_edges() == len(network.edges)
    for edge in network.edges:
        said = {one.name: one.value(edge) for one in EDGE_ATTRIBUTES}
        data = read.edges[edge.source.iri, edge.target.iri]
        assert {name: value for name, value in said.items() if value is not None}.items() <= data.items()


def test_tables_hold_what_the_network_holds(network_world: OxigraphReader) -> None:
    network = network_of(network_world, nodes="participant")
    edges = read_csv("".join(write_edges(network)))
    assert [(row["source"], row["target"], int(row["weight"])) for row in edges] == [
        (edge.source.iri, edge.target.iri, len(edge.events)) for edge in network.edges
    ]
    nodes = read_csv("".join(write_nodes(network)))
    assert [(row["id"], row["label"], int(row["events"])) for row in nodes] == [
        (node.thing.iri, node.thing.label, node.events) for node in network.nodes
    ]
    events = read_csv("".join(write_events(network)))
    assert {(row["source"], row["target"], row["event"], row["passage"], row["quote"]) for row in events} == {
        (edge.source.iri, edge.target.iri, event.iri, quotation.iri, quotation.text)
        for edge in network.edges
        for event in edge.events
        for quotation in event.quotations
    }
    assert [*events[0]] == [*EVENT_COLUMNS]


def test_the_table_of_events_tells_offices_dates_and_documents(network_world: OxigraphReader) -> None:
    row = read_csv("".join(write_events(network_of(network_world, person="p1"))))[0]
    assert (row["source_capacities"], row["target_capacities"]) == (
        "Director of ODIHR",
        "President of Kazakhstan",
    )
    assert (row["date"], row["start_earliest"], row["place_label"]) == ("2004-04-06", "2004-04-06", "Almaty")
    assert (row["document_label"], row["document_address"]) == ("On a visit", "https://example.org/node/1")
    assert (row["start_offset"], row["end_offset"], row["confidence"]) == ("0", "20", "0.8")


def test_a_visit_has_a_state_and_nobody_on_its_other_side(network_world: OxigraphReader) -> None:
    row = read_csv("".join(write_events(network_of(network_world, kind="visit", person="p1"))))[0]
    assert (key(row["source"]), key(row["target"]), row["target_agent"]) == ("p1", "KAZ", "")


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_network_is_whole(network_world: OxigraphReader, form: str) -> None:
    nothing = read_request({"from": ["1990"], "to": ["1990"]})
    for table in FORMATS[form].tables:
        text = "".join(export_network(network_world, nothing, form, table))
        if FORMATS[form].media_type == "application/xml":
            assert len(list(ElementTree.fromstring(text).iter(f"{GEXF}node"))) == 0
        if FORMATS[form].media_type == "text/csv":
            assert read_csv(text) == []
            assert text.count("\r\n") == 1


def test_the_usual_table_is_the_first() -> None:
    assert [chosen_table(form) for form in FORMATS] == ["network", "network", "edges", "dyads", "query"]


@given(hostile_texts)
def test_any_text_comes_back_from_gexf(text: str) -> None:
    document = "".join(write_gexf(tiny_network(text), text)).encode()
    root = ElementTree.fromstring(document)
    assert [node.get("label") for node in root.iter(f"{GEXF}node")] == [writable(text)] * 2
    assert root.findtext(f".//{GEXF}description") == writable(text)
    values = {one.get("for"): one.get("value") for one in root.iter(f"{GEXF}attvalue")}
    assert values.get("places") == (writable(text) or None)


@given(hostile_texts)
def test_any_text_comes_back_from_graphml(text: str) -> None:
    document = "".join(write_graphml(tiny_network(text), text)).encode()
    data = {one.get("key"): one.text for one in ElementTree.fromstring(document).iter() if one.get("key")}
    assert (data["label"] or "") == writable(text)
    assert data.get("edge_places") == (writable(text) or None)


@given(hostile_texts)
def test_any_text_comes_back_from_tables(text: str) -> None:
    table = "".join(write_events(tiny_network(text))).encode().decode()
    (row,) = read_csv(table)
    for name in ("source_label", "target_label", "event_label", "quote", "document_label", "place_label"):
        assert row[name] == writable(text)


@given(hostile_texts)
def test_no_cell_is_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert original_cell(cell) == writable(text)


def test_what_xml_cannot_hold_is_shown_as_replaced() -> None:
    assert writable("a\x00b\ud800c\ufffe\x1f🕊\x85\t\n") == "a\ufffdb\ufffdc\ufffd\ufffd🕊\x85\t\n"


def test_days_of_an_edge_do_not_overlap_and_adjoining_ones_are_one(network_world: OxigraphReader) -> None:
    edge = network_of(network_world).edges[0]
    assert spells_of_edge(edge) == (("2004-04-06", "2004-04-06"), ("2005-01-31", "2005-02-03"))


def test_an_edge_with_an_undated_event_is_always_there_and_so_are_its_nodes(
    network_world: OxigraphReader,
) -> None:
    network = network_of(network_world)
    undated = next(edge for edge in network.edges if key(edge.target.iri) == "p4")
    assert spells_of_edge(undated) == ()
    spells = {key(iri): found for iri, found in spells_of_nodes(network).items()}
    assert (spells["p2"], spells["p4"]) == ((), ())
    assert spells["p3"] == (("2004-04-06", "2004-04-06"),)


def covered(inner: tuple[tuple[str, str], ...], outer: tuple[tuple[str, str], ...]) -> bool:
    return not outer or all(any(a <= start and end <= b for a, b in outer) for start, end in inner)


def test_an_edge_is_there_only_while_its_nodes_are(network_world: OxigraphReader) -> None:
    network: Network = network_of(network_world, nodes="participant")
    nodes = spells_of_nodes(network)
    for edge in network.edges:
        for node in (edge.source, edge.target):
            assert covered(spells_of_edge(edge), nodes[node.iri])
            assert spells_of_edge(edge) or not nodes[node.iri]


def test_gexf_holds_nothing_of_the_day_on_which_it_is_made(network_world: OxigraphReader) -> None:
    text = "".join(write_gexf(network_of(network_world), ""))
    assert str(date.today().year) not in re.sub(r"<description>.*</description>", "", text)
