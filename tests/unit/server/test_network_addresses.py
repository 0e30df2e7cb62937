"""Networks over HTTP: the same parameters as on the command line, and answers that can be kept."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from osce_kg.network import FORMATS, PARAMETERS, export_network, read_request
from osce_kg.server.application import create_app
from osce_kg.store import OxigraphReader

ADDRESSES = ["/network.gexf", "/network.graphml", "/network.csv", "/network.rq", "/dyads.csv"]


@pytest.fixture(scope="module")
def network_app(network_build: Path) -> Flask:
    return create_app(network_build)


@pytest.fixture
def networks(network_app: Flask) -> FlaskClient:
    return network_app.test_client()


@pytest.mark.parametrize(
    ("path", "form", "table", "parameters"),
    [
        ("/network.gexf", "gexf", None, {}),
        ("/network.graphml?nodes=actor", "graphml", None, {"nodes": ["actor"]}),
        ("/network.csv?from=2004&to=2004", "csv", "edges", {"from": ["2004"], "to": ["2004"]}),
        ("/network.csv?what=nodes&person=p3&person=p4", "csv", "nodes", {"person": ["p3", "p4"]}),
        ("/network.csv?what=events&state=UZB", "csv", "events", {"state": ["UZB"]}),
        ("/dyads.csv?status=planned", "dyads", None, {"status": ["planned"]}),
        ("/network.rq?kind=visit", "sparql", None, {"kind": ["visit"]}),
    ],
)
def test_an_address_gives_what_the_export_gives(
    networks: FlaskClient,
    network_world: OxigraphReader,
    path: str,
    form: str,
    table: str | None,
    parameters: dict[str, list[str]],
) -> None:
    answer = networks.get(path)
    assert answer.status_code == 200
    expected = "".join(export_network(network_world, read_request(parameters), form, table))
    assert answer.data == expected.encode()
    assert answer.content_length == len(answer.data)
    assert answer.mimetype == FORMATS[form].media_type


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/network.gexf", "osce-kg-network.gexf"),
        ("/network.graphml", "osce-kg-network.graphml"),
        ("/network.csv", "osce-kg-edges.csv"),
        ("/network.csv?what=events", "osce-kg-events.csv"),
        ("/dyads.csv", "osce-kg-dyads.csv"),
        ("/network.rq", "osce-kg-query.rq"),
    ],
)
def test_a_browser_saves_it_as_a_file(networks: FlaskClient, path: str, name: str) -> None:
    assert networks.get(path).headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_answer_is_known_by_its_etag(networks: FlaskClient, path: str) -> None:
    tag = networks.get(path).headers["ETag"]
    again = networks.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = networks.get(f"{path}?from=1990", headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert other.headers["ETag"] != tag


def test_two_ways_to_ask_for_one_network_have_one_etag(networks: FlaskClient) -> None:
    tags = {
        networks.get(f"/network.csv?{query}").headers["ETag"]
        for query in (
            "person=p1&person=p2",
            "person=p2&person=p1&what=edges&nodes=person",
            "person=p2&person=person/p1",
        )
    }
    assert len(tags) == 1


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/network.gexf?nodes=people", "person, participant, state, institution, actor"),
        ("/network.gexf?people=p1", "nodes, kind, status"),
        ("/network.gexf?what=edges", "network"),
        ("/network.csv?what=rows", "edges, nodes, events"),
        ("/network.csv?what=edges&what=nodes", "once"),
        ("/network.csv?from=May", "YYYY-MM-DD"),
        ("/network.csv?person=nobody", "knows no person"),
        ("/network.csv?topic=fishing", "education, elections"),
        ("/network.csv?person=%22%7D%20;%20DROP%20ALL%20%23", "neither a key nor an IRI"),
        ("/network.csv?person=%ff%00", "neither a key nor an IRI"),
        ("/network.csv?what=%0d%0aSet-Cookie:%20a", "edges, nodes, events"),
        ("/dyads.csv?status=cancelled", "occurred or planned"),
    ],
)
def test_what_cannot_be_is_a_bad_request_that_tells_what_can(
    networks: FlaskClient, path: str, told: str
) -> None:
    answer = networks.get(path)
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert told in answer.text
    assert len(answer.text) < 2000


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_empty_network_is_an_answer(networks: FlaskClient, path: str) -> None:
    answer = networks.get(f"{path}?from=1990&to=1990")
    assert answer.status_code == 200
    if answer.mimetype == "application/xml":
        assert ElementTree.fromstring(answer.text) is not None
    if answer.mimetype == "text/csv":
        assert list(csv.reader(io.StringIO(answer.text)))[1:] == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_only_reading_is_allowed(networks: FlaskClient, path: str) -> None:
    assert networks.post(path).status_code == 405
    head = networks.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.content_length == networks.get(path).content_length


def test_networks_of_other_formats_are_not_found(networks: FlaskClient) -> None:
    assert networks.get("/network.exe").status_code == 404


def test_the_query_behind_a_network_can_be_asked_at_the_endpoint(networks: FlaskClient) -> None:
    query = networks.get("/network.rq?nodes=actor").text
    rows = networks.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"}).text
    pairs = {tuple(row[1:3]) for row in list(csv.reader(io.StringIO(rows)))[1:]}
    edges = list(csv.DictReader(io.StringIO(networks.get("/network.csv?nodes=actor").text)))
    assert pairs == {(edge["source"], edge["target"]) for edge in edges}


def test_the_start_page_links_to_networks(networks: FlaskClient) -> None:
    page = networks.get("/", headers={"Accept": "text/html"}).text
    for path in ("/network.gexf", "/network.graphml", "/network.csv", "/dyads.csv"):
        assert f'href="{path}"' in page


def test_every_parameter_is_taken(networks: FlaskClient) -> None:
    assert networks.get("/network.csv", query_string=dict.fromkeys(PARAMETERS, "")).status_code == 200
