"""The gate keeps out what would break a dump, and lets everything else through unchanged."""

from __future__ import annotations

import datetime as dt
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

from osce_kg.model.document import Loss
from osce_kg.model.statement import Statement
from osce_kg.store.gate import (
    RejectedTermError,
    checked_iri,
    checked_line,
    checked_lines,
    checked_literal,
    checked_quad,
)

GRAPH = URIRef("https://example.org/graph")


@pytest.mark.parametrize(
    "iri",
    [
        "http://example.org/a b",
        "http://example.org/<x>",
        'http://example.org/"x"',
        "http://example.org/a\nb",
        "http://example.org/\x01",
        "http://example.org/\u202e",
        "http://example.org/\ud800",
        "http://example.org/{x}",
        "http://example.org/\\u0041",
        "http://example.org/%zz",
        "http://[x/",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "relative/path",
        "",
    ],
)
def test_iris_that_a_reader_could_not_trust_are_rejected(iri: str) -> None:
    with pytest.raises(RejectedTermError) as caught:
        checked_iri(iri)
    assert str(caught.value).isascii()
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/a?b=c#d",
        "http://example.org/%C3%BC",
        "https://example.org/Türkiye",
        "urn:isbn:0451450523",
        "mailto:a@example.org",
        "tel:+43-1",
    ],
)
def test_iris_of_allowed_schemes_pass(iri: str) -> None:
    assert checked_iri(iri) == ox.NamedNode(iri)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2004-02-31", XSD.date),
        ("2003-02-29", XSD.date),
        ("May 2004", XSD.date),
        ("2004-13-01", XSD.date),
        ("2004-05-18T25:00:00", XSD.dateTime),
        ("1E999999999", XSD.decimal),
        ("9" * 5000, XSD.integer),
        ("four", XSD.integer),
        ("yes", XSD.boolean),
        ("93F", XSD.hexBinary),
    ],
)
def test_literals_without_a_value_in_their_datatype_are_rejected(text: str, datatype: URIRef) -> None:
    with pytest.raises(RejectedTermError, match="is not a value of"):
        checked_literal(Literal(text, datatype=datatype, normalize=False))


@pytest.mark.parametrize("text", ["nul \x00", "bell \x07", "half \ud800", "not a character \uffff"])
def test_texts_that_xml_cannot_carry_are_rejected(text: str) -> None:
    with pytest.raises(RejectedTermError, match=r"contains U\+"):
        checked_literal(Literal(text))


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: dt.date) -> None:
    assert checked_literal(Literal(day.isoformat(), datatype=XSD.date)).value == day.isoformat()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_passes_survives_every_format(text: str) -> None:
    subject, predicate = URIRef("https://example.org/s"), URIRef("https://example.org/p")
    try:
        quad = checked_quad(Statement(subject, predicate, Literal(text, lang="en"), GRAPH))
    except RejectedTermError:
        return
    for rdf_format in (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG, ox.RdfFormat.JSON_LD):
        assert list(ox.parse(ox.serialize([quad], format=rdf_format), format=rdf_format)) == [quad]
    for rdf_format in (ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML):
        data = ox.serialize([quad.triple], format=rdf_format)
        assert [parsed.triple for parsed in ox.parse(data, format=rdf_format)] == [quad.triple]


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_VALUES = st.one_of(
    st.builds(Literal, _TEXTS),
    st.builds(Literal, _TEXTS, lang=st.sampled_from(["en", "zh-Hant"])),
    st.builds(Literal, _TEXTS, datatype=st.sampled_from([XSD.date, XSD.integer, XSD.string])),
    st.builds(Literal, st.integers().map(str), datatype=st.just(XSD.integer)),
    _TEXTS.map(lambda text: URIRef("https://example.org/" + text)),
)


@given(_VALUES)
def test_a_line_is_read_as_the_quad_or_kept_out_as_it_is(value: URIRef | Literal) -> None:
    statement = Statement(URIRef("https://example.org/s"), XSD.date, value, GRAPH)
    try:
        quad = checked_quad(statement)
    except RejectedTermError as error:
        with pytest.raises(RejectedTermError, match=re.escape(str(error))):
            checked_line(statement)
        return
    assert list(ox.parse(checked_line(statement), format=ox.RdfFormat.N_QUADS)) == [quad]


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_statement_has_a_literal_only_as_its_object(place: int) -> None:
    terms: list[URIRef | Literal] = [GRAPH, GRAPH, GRAPH, GRAPH]
    terms[place] = Literal("https://example.org/s")
    statement = Statement(*terms)  # type: ignore[arg-type]
    for check in (checked_quad, checked_line):
        with pytest.raises(RejectedTermError, match="must be IRIs"):
            check(statement)


@pytest.mark.parametrize("language", ["a", "x", "en-a", "en-u", "abcdefgh-a1"])
def test_a_language_tag_that_no_reader_takes_is_rejected(language: str) -> None:
    with pytest.raises(RejectedTermError, match="is not a language tag"):
        checked_literal(Literal("word", lang=language))
    with pytest.raises(RejectedTermError, match="is not a language tag"):
        checked_line(Statement(GRAPH, XSD.date, Literal("word", lang=language), GRAPH))


def test_what_is_kept_out_is_a_loss_and_the_others_are_lines() -> None:
    losses: list[Loss] = []
    bad, good = Literal("yes", datatype=XSD.boolean, normalize=False), Literal("a")
    statements = [Statement(GRAPH, XSD.date, value, GRAPH) for value in (bad, good)]
    assert len(list(checked_lines(statements, losses))) == 1
    assert ["is not a value of" in loss.reason for loss in losses] == [True]


def test_the_lexical_form_of_a_literal_is_not_touched() -> None:
    written = Literal("+042.50", datatype=XSD.decimal, normalize=False)
    assert checked_literal(written).value == "+042.50"
