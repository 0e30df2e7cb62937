"""A site over a store of others shows what one over the build itself shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from osce_kg.config import Settings
from osce_kg.publishing.description import SPDX
from osce_kg.publishing.remote import PUBLICATION_GRAPH
from osce_kg.server.application import create_app, create_site_app
from osce_kg.server.site import open_backend_site
from osce_kg.server.summarizing import published_version
from osce_kg.store.endpoint import SparqlEndpoint
from osce_kg.store.endpoint_reader import EndpointReader
from sparql_endpoint import EndpointServer, Reply, sparql_endpoint

PERSON = "/doc/person/p000001"


@dataclass(frozen=True)
class Backend:
    server: EndpointServer
    client: FlaskClient
    settings: Settings


@pytest.fixture(scope="module")
def backend(meeting_build: Path) -> Iterator[Backend]:
    with sparql_endpoint(meeting_build) as server:
        settings = Settings(backend=server.url)
        yield Backend(server, create_site_app(open_backend_site(settings)).test_client(), settings)


@pytest.fixture(scope="module")
def build_client(meeting_build: Path) -> FlaskClient:
    return create_app(meeting_build).test_client()


def _without_version(page: str) -> str:
    """Leave out what only a release says: its version, and how many of its statements are distinct."""
    return "\n".join(
        line for line in page.splitlines() if "version" not in line and " statements" not in line
    )


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/n-triples"])
@pytest.mark.parametrize(
    "address", [PERSON, "/doc/event/x1001a", "/doc/document/n1001", "/graph/derived", "/ontology", "/"]
)
def test_pages_and_data_are_those_of_the_build(
    backend: Backend, build_client: FlaskClient, address: str, accept: str
) -> None:
    here = build_client.get(address, headers={"Accept": accept})
    there = backend.client.get(address, headers={"Accept": accept})
    assert (there.status_code, there.mimetype) == (here.status_code, here.mimetype) == (200, here.mimetype)
    assert _without_version(there.text) == _without_version(here.text)


def test_things_are_found_by_name(backend: Backend, build_client: FlaskClient) -> None:
    address = "/reconcile/suggest/entity?prefix=pas"
    assert backend.client.get(address).json == build_client.get(address).json


def test_what_only_a_build_has_is_not_there(backend: Backend) -> None:
    assert backend.client.get("/dump/osce-kg.nt").status_code == 404
    assert backend.client.get("/dump/", headers={"Accept": "text/plain"}).status_code in (200, 404)
    assert backend.client.get("/dump/", headers={"Accept": "text/html"}).status_code == 200
    assert backend.client.get("/dataset", headers={"Accept": "text/turtle"}).status_code == 404


def test_files_and_texts_of_the_build_that_was_published_are_served_with_it(
    backend: Backend, meeting_build: Path
) -> None:
    client = create_site_app(open_backend_site(backend.settings, meeting_build)).test_client()
    assert client.get("/dump/osce-kg.nt").status_code == 200
    assert client.get("/dataset", headers={"Accept": "text/turtle"}).status_code == 200


def test_a_store_that_fails_is_no_fault_of_the_client_and_names_no_address(backend: Backend) -> None:
    backend.server.replies.append(Reply(500, b"at /var/lib/secret.db"))
    answer = backend.client.get("/sparql?query=ASK%7B%3Fsome%20%3Fother%20%3Fthing%7D")
    assert answer.status_code == 503
    assert "secret" not in answer.text
    assert "127.0.0.1" not in answer.text


def test_another_publication_is_another_version(backend: Backend) -> None:
    reader = EndpointReader(SparqlEndpoint(backend.server.url, 5))
    before = published_version(reader)
    assert published_version(reader) == before
    record = f'<http://e/g> <{SPDX}checksum> <http://e/c> . <http://e/c> <{SPDX}checksumValue> "0A"'
    backend.server.store.update(f"INSERT DATA {{ GRAPH <{PUBLICATION_GRAPH}> {{ {record} }} }}")
    assert published_version(reader) != before
