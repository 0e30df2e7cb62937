"""Content negotiation, rule by rule, with the headers that real clients send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_accept_header

from osce_kg.server.negotiation import GRAPH_OFFERS, HTML, SOLUTION_OFFERS, choose, require

PAGE_OFFERS = (*GRAPH_OFFERS, HTML)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
RDFLIB = (
    "application/rdf+xml,text/rdf+n3,application/xhtml+xml,text/html;q=0.1,*/*;q=0.05"  # asks for RDF first
)
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"


def chosen(header: str) -> str | None:
    offer = choose(parse_accept_header(header, MIMEAccept), PAGE_OFFERS)
    return offer.media_type if offer else None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/*", "text/turtle"),
        ("application/*", "application/n-triples"),
        ("text/plain", "text/plain"),
        ("text/plain, */*;q=0.1", "text/plain"),
        (BROWSER, "text/html"),
        (RDFLIB, "application/rdf+xml"),
        (JENA, "text/turtle"),
        ("text/html;q=0.1, text/turtle", "text/turtle"),
        ("text/turtle;q=0.1, text/html;q=0.2", "text/html"),
        ("text/turtle;q=0, */*", "application/n-triples"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
        ("text/turtle;version=1.2;q=0.5, application/trig;q=0.4", "text/turtle"),
        ("application/trig, application/n-quads;q=0.9", "application/trig"),
        ("application/n-quads, */*;q=0.1", "application/n-quads"),
        ("TEXT/HTML", "text/html"),
        ("application/ld+json;q=0.9, text/turtle;q=0.8", "application/ld+json"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("text/turtle;q=abc", "text/turtle"),
        ("x" * 10_000, None),
    ],
)
def test_the_form_that_a_client_gets(header: str, expected: str | None) -> None:
    assert chosen(header) == expected


def test_a_header_of_thousands_of_ranges_is_looked_at_in_part() -> None:
    many = ",".join(f"a/{number}" for number in range(10_000))
    assert chosen(f"{many[:200]},text/turtle;q=0.1") == "text/turtle"
    assert chosen(f"{many},*/*;q=0.1") is None


def test_what_cannot_be_given_is_answered_with_what_can() -> None:
    with pytest.raises(NotAcceptable, match="text/turtle, application/n-triples"):
        require(parse_accept_header("image/png", MIMEAccept), GRAPH_OFFERS)


def test_a_type_that_only_solutions_have_is_not_a_graph() -> None:
    accept = parse_accept_header("text/csv", MIMEAccept)
    assert choose(accept, GRAPH_OFFERS) is None
    assert choose(accept, SOLUTION_OFFERS) == ("csv", "text/csv")


@given(st.text(max_size=60))
def test_no_header_makes_negotiation_fail(header: str) -> None:
    assert chosen(header) in {None, *(offer.media_type for offer in PAGE_OFFERS)}
