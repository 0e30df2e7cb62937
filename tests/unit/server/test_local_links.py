"""IRIs become addresses on this server, or stay away from pages."""

from __future__ import annotations

import pytest

from osce_kg.server.links import LocalLinks

LINKS = LocalLinks("https://w3id.org/osce-kg/")


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        ("https://w3id.org/osce-kg/id/person/p1", "/doc/person/p1"),
        ("https://w3id.org/osce-kg/vocab/event-status/occurred", "/vocab/event-status/occurred"),
        ("https://w3id.org/osce-kg/ontology#Meeting", "/ontology#Meeting"),
        ("https://w3id.org/osce-kg/dataset", "/dataset"),
        ("https://w3id.org/osce-kg/dataset#period", "/dataset#period"),
        ("https://w3id.org/osce-kg/graph/document/n1", "/graph/document/n1"),
        ("https://w3id.org/osce-kg/sparql", "/sparql"),
        ("https://example.org/x?a=b#c", "https://example.org/x?a=b#c"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("urn:x:y", None),
    ],
)
def test_where_an_iri_leads(iri: str, address: str | None) -> None:
    assert LINKS.address(iri) == address


def test_a_server_below_a_path_links_below_it() -> None:
    assert LINKS.address("https://w3id.org/osce-kg/id/state/KAZ", "/kg") == "/kg/doc/state/KAZ"


def test_no_key_can_leave_this_host() -> None:
    assert LINKS.address("https://w3id.org/osce-kg/id//evil.example") == "/doc//evil.example"
