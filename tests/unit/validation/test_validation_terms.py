from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

from osce_kg.validation.terms import (
    IllTypedLiteral,
    LiteralParts,
    from_rdflib,
    literal_parts,
    plain_text,
    to_oxigraph,
    to_rdflib,
)
from osce_kg.validation.xsd import is_well_formed

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts)
def test_a_text_comes_back_from_its_term_whatever_is_in_it(text: str) -> None:
    term = from_rdflib(Literal(text))
    assert literal_parts(term) == LiteralParts(text, str(XSD.string), "")
    assert str(to_oxigraph(term)) == term == str(ox.Literal(text))
    assert to_rdflib(term) == Literal(text)


@pytest.mark.parametrize(
    ("node", "term"),
    [
        (URIRef("urn:ä"), "<urn:ä>"),
        (BNode("b1"), "_:b1"),
        (Literal("a", lang="en"), '"a"@en'),
        (Literal("05", datatype=XSD.integer, normalize=False), f'"05"^^<{XSD.integer}>'),
        (Literal("a", datatype=XSD.string), '"a"'),
    ],
)
def test_terms_of_rdflib_and_texts_stand_for_each_other(node: URIRef | BNode | Literal, term: str) -> None:
    assert from_rdflib(node) == term
    assert from_rdflib(to_rdflib(term)) == term
    assert str(to_oxigraph(term)) == term


def test_an_ill_typed_literal_is_one_whatever_rdflib_makes_of_it() -> None:
    assert isinstance(to_rdflib(f'"yes"^^<{XSD.boolean}>'), IllTypedLiteral)
    assert not isinstance(to_rdflib(f'"true"^^<{XSD.boolean}>'), IllTypedLiteral)


def test_a_blank_node_has_no_text() -> None:
    assert plain_text("<urn:a>") == "urn:a"
    with pytest.raises(ValueError, match="no text"):
        plain_text("_:b")


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        (
            "date",
            ["2004-02-29", "2004-05-18Z", "-0044-03-15", "12004-01-01"],
            ["2003-02-29", "May 2004", "2004-5-1"],
        ),
        (
            "dateTime",
            ["2004-05-18T24:00:00", "2004-05-18T10:00:00.5+14:00"],
            ["2004-05-18", "2004-05-18T25:00:00"],
        ),
        ("gYear", ["2004", "2004Z"], ["04", "02004"]),
        ("integer", ["5", "+05", "-0"], ["5.0", "", "٥", "5 "]),
        ("byte", ["127", "-128"], ["128", "c"]),
        ("nonNegativeInteger", ["0", "-0"], ["-1"]),
        ("decimal", ["1", "1.", ".5"], ["1e3", ".", "INF"]),
        ("double", ["1e3", "INF", "NaN"], ["e3", "inf"]),
        ("boolean", ["true", "1"], ["yes", "True"]),
        ("hexBinary", ["", "0aF9"], ["0", "0g"]),
        ("unknownToAnyone", ["anything"], []),
    ],
)
def test_lexical_forms_are_those_of_xml_schema(datatype: str, good: list[str], bad: list[str]) -> None:
    assert [text for text in good if not is_well_formed(text, str(XSD) + datatype)] == []
    assert [text for text in bad if is_well_formed(text, str(XSD) + datatype)] == []
