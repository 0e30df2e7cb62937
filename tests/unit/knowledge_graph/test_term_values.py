"""RDF terms as values of Python."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from rdflib import XSD
from rdflib.term import Literal, URIRef

from osce_kg.knowledge_graph import EdtfDate
from osce_kg.knowledge_graph.values import python_value, rdf_term
from osce_kg.namespaces import EDTF


def typed(text: str, datatype: URIRef) -> Literal:
    return Literal(text, datatype=datatype, normalize=False)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (None, None),
        (Literal("Anna", lang="en"), "Anna"),
        (typed("2004-04-06", XSD.date), dt.date(2004, 4, 6)),
        (typed("2004-04-06T10:00:00Z", XSD.dateTime), dt.datetime(2004, 4, 6, 10, tzinfo=dt.UTC)),
        (typed("007", XSD.integer), 7),
        (typed("0.9", XSD.decimal), 0.9),
        (typed("true", XSD.boolean), True),
        (typed("2004-05-18Z", XSD.date), "2004-05-18Z"),
        (typed("12004-05-18", XSD.date), "12004-05-18"),
        (typed("9" * 5000, XSD.integer), "9" * 5000),
        (typed("maybe", XSD.boolean), "maybe"),
        (typed("x", URIRef("https://e.org/own")), "x"),
    ],
)
def test_a_term_becomes_what_it_means_and_else_its_text(term: Literal | None, expected: object) -> None:
    value = python_value(term)
    assert (value, type(value)) == (expected, type(expected))


def test_an_iri_stays_one() -> None:
    assert isinstance(python_value(URIRef("https://e.org/x")), URIRef)


def test_what_is_known_of_a_date_is_kept_with_its_bounds() -> None:
    value = python_value(typed("[..2025-06-12]", EDTF))
    assert isinstance(value, EdtfDate)
    assert value == "[..2025-06-12]"
    assert value.bounds.start_latest == dt.date(2025, 6, 12)
    assert value.bounds.start_earliest is None


@pytest.mark.parametrize(
    "value", ["Anna", 3, 0.5, True, dt.date(2004, 4, 6), EdtfDate("2004-04/.."), Decimal("0.5")]
)
def test_values_come_back_from_their_terms(value: object) -> None:
    assert python_value(rdf_term(value)) == value
