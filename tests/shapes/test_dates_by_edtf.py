"""The query that compares bounds with EDTF says what the code that writes the bounds says, form by form."""

from __future__ import annotations

import datetime as dt

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import URIRef
from rdflib.namespace import SH

from osce_kg.model.edtf import DateBounds, bounds
from osce_kg.namespaces import EDTF, OKG
from osce_kg.resources import resource_path
from osce_kg.validation.shapes import load_shapes

NAMES = ("startEarliest", "startLatest", "endEarliest", "endLatest")
DAY = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
EVENT = ox.NamedNode("https://w3id.org/osce-kg/id/event/x")

years = st.one_of(
    st.integers(1900, 2099).map(str), st.sampled_from(["200X", "19XX", "1900", "2000", "2004", "2100"])
)
months = st.integers(1, 12).map("{:02}".format)
days = st.integers(1, 28).map("{:02}".format)
dates = st.one_of(
    years,
    st.builds("{}-XX".format, years),
    st.builds("{}-{}".format, years, months),
    st.builds("{}-{}-XX".format, years, months),
    st.builds("{}-XX-XX".format, years),
    st.builds("{}-{}-{}".format, st.integers(1900, 2099), months, days),
)
qualified = st.builds("{}{}".format, dates, st.sampled_from(["", "", "?", "~", "%"]))
ends = st.one_of(qualified, st.sampled_from(["", ".."]))
expressions = st.one_of(qualified, st.builds("{}/{}".format, ends, ends), st.builds("[..{}]".format, dates))


@pytest.fixture(scope="module")
def query() -> str:
    shapes = load_shapes(resource_path("shapes")).graph
    text = shapes.value(URIRef("https://w3id.org/osce-kg/shapes#edtf-bounds"), SH.select)
    return f"PREFIX okg: <{OKG}>\n{text}"


def is_found(query: str, edtf: str, values: tuple[dt.date | None, ...]) -> bool:
    store = ox.Store()
    store.add(ox.Quad(EVENT, ox.NamedNode(OKG.edtf), ox.Literal(edtf, datatype=ox.NamedNode(str(EDTF)))))
    for name, value in zip(NAMES, values, strict=True):
        if value:
            store.add(ox.Quad(EVENT, ox.NamedNode(OKG[name]), ox.Literal(value.isoformat(), datatype=DAY)))
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return bool(list(found))


def bounds_or_none(edtf: str) -> DateBounds | None:
    try:
        return bounds(edtf)
    except ValueError:
        return None


@given(expressions)
@example("1900-02")
@example("2000-02-XX")
@example("../2004-05-26")
@example("/2004-05-26")
@example("[..2004-05-26]")
def test_the_bounds_that_we_write_are_those_that_the_rule_expects(query: str, edtf: str) -> None:
    expected = bounds_or_none(edtf)
    if expected:
        assert not is_found(query, edtf, expected)


@given(expressions, st.sampled_from(range(4)), st.integers(1, 400))
def test_a_bound_after_all_that_the_expression_names_is_found(
    query: str, edtf: str, which: int, days: int
) -> None:
    expected = bounds_or_none(edtf)
    if expected:
        wrong: list[dt.date | None] = list(expected)
        wrong[which] = max(value for value in expected if value) + dt.timedelta(days)
        assert is_found(query, edtf, tuple(wrong))


@given(dates, st.sampled_from(range(4)), st.integers(1, 400))
def test_a_bound_before_a_date_is_found(query: str, edtf: str, which: int, days: int) -> None:
    expected = bounds_or_none(edtf)
    if expected:
        wrong: list[dt.date | None] = list(expected)
        wrong[which] = min(value for value in expected if value) - dt.timedelta(days)
        assert is_found(query, edtf, tuple(wrong))


@given(dates, st.sampled_from(range(4)))
def test_a_bound_left_out_is_found(query: str, edtf: str, which: int) -> None:
    expected = bounds_or_none(edtf)
    if expected:
        wrong: list[dt.date | None] = list(expected)
        wrong[which] = None
        assert is_found(query, edtf, tuple(wrong))


def test_an_interval_may_enclose_days_that_are_not_known(query: str) -> None:
    first, within, last = dt.date(2004, 5, 13), dt.date(2004, 5, 15), dt.date(2004, 5, 18)
    assert not is_found(query, "2004-05-13/2004-05-18", (first, last, first, last))
    assert not is_found(query, "2004-05-13~/2004-05-18~", (first, within, within, last))
    assert not is_found(query, "[2004-05-13..2004-05-18]", (first, last, first, last))


def test_a_qualifier_inside_a_date_does_not_widen_it(query: str) -> None:
    day = dt.date(2004, 6, 11)
    assert not is_found(query, "2004-06~-11", (day, day, day, day))


@pytest.mark.parametrize("edtf", ["2004-21", "{2004,2005}", "Y-170000"])
def test_forms_that_are_not_compared_are_never_found(query: str, edtf: str) -> None:
    assert not is_found(query, edtf, (dt.date(2004, 1, 1), None, None, None))


def test_a_day_that_no_calendar_has_agrees_with_nothing(query: str) -> None:
    day = dt.date(2004, 2, 29)
    assert is_found(query, "2004-02-30", (day, day, day, day))
