"""Which parameters make which request, and which are refused with what is allowed."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.errors import UsageError
from osce_kg.model.network import NetworkRequest
from osce_kg.namespaces import ID, VOCAB
from osce_kg.network import PARAMETERS, as_parameters, encounters_query, read_request
from osce_kg.store import OxigraphStore


def test_without_parameters_it_is_who_met_whom() -> None:
    assert read_request({}) == NetworkRequest()
    assert as_parameters(NetworkRequest()) == ""


def test_blank_values_count_as_not_given() -> None:
    assert read_request({name: ["", "  "] for name in PARAMETERS}) == NetworkRequest()


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2004", "2004", (date(2004, 1, 1), date(2004, 12, 31))),
        ("2004-02", "2004-02", (date(2004, 2, 1), date(2004, 2, 29))),
        ("2004-02-03", "2004-02-03", (date(2004, 2, 3), date(2004, 2, 3))),
    ],
)
def test_a_year_or_a_month_is_all_of_it(first: str, last: str, period: tuple[date, date]) -> None:
    request = read_request({"from": [first], "to": [last]})
    assert (request.first_day, request.last_day) == period


def test_keys_paths_and_iris_name_things() -> None:
    request = read_request(
        {
            "person": ["p1", "https://example.org/anna", "person/p1"],
            "institution": ["odihr", "organization/x1"],
            "topic": ["elections"],
        }
    )
    assert request.persons == ("https://example.org/anna", f"{ID}person/p1")
    assert request.institutions == (f"{ID}organization/x1", f"{ID}structure/odihr")
    assert request.topics == (f"{VOCAB}field-of-work/elections",)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"perosn": ["p1"]}, "no parameter 'perosn'; there are nodes, kind,"),
        ({"nodes": ["people"]}, "not one of person, participant, state, institution, actor"),
        ({"nodes": ["person", "state"]}, "given 2 times"),
        ({"kind": ["call"]}, "not one of meeting, visit"),
        ({"status": ["held"]}, "not one of occurred, planned, postponed, cancelled, hypothetical"),
        ({"dates": ["maybe"]}, "not one of certain, overlap, possible"),
        ({"from": ["2004-02-30"]}, "no day of the calendar as YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"from": ["04/05/2004"]}, "no day of the calendar"),
        ({"to": ["0000"]}, "no day of the calendar"),
        ({"from": ["2005"], "to": ["2004"]}, "ends before it begins: 2005-01-01 to 2004-12-31"),
        ({"confidence": ["2"]}, "from 0 to 1"),
        ({"confidence": ["nan"]}, "from 0 to 1"),
        ({"confidence": ["0.5) || (1=1"]}, "from 0 to 1"),
        ({"strongest": ["0"]}, "no whole number from 1 to 100000"),
        ({"strongest": ["100001"]}, "no whole number from 1 to 100000"),
        ({"strongest": ["3.5"]}, "no whole number"),
        ({"strongest": ["٣"]}, "no whole number"),
        ({"person": ["Anna Alder"]}, "neither a key nor an IRI"),
        ({"person": ["javascript:alert(1)"]}, "neither a key nor an IRI"),
        ({"person": ["https://e.org/> } ; DROP ALL #"]}, "neither a key nor an IRI"),
        ({"person": [f"p{number}" for number in range(101)]}, "100 is the most"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(fields: dict[str, list[str]], told: str) -> None:
    with pytest.raises(UsageError, match=told.replace("(", r"\(")):
        read_request(fields)


@given(st.dictionaries(st.sampled_from(sorted(PARAMETERS)), st.lists(st.text(max_size=30), max_size=2)))
def test_any_values_make_a_query_or_are_refused(fields: dict[str, list[str]]) -> None:
    """D16: what a user writes is a term of the query, never a part of it."""
    try:
        request = read_request(fields)
    except UsageError:
        return
    assert list(OxigraphStore().select(encounters_query(request))) == []


@pytest.mark.parametrize(
    "parameters",
    [
        "nodes=state&kind=visit&from=2004-01-01&to=2004-12-31&dates=certain",
        "status=planned&person=p1&person=p2&state=KAZ&confidence=0.9",
        "institution=odihr&place=g1&topic=elections&source=n1",
        "person=https://example.org/anna",
        "confidence=0.5&strongest=20",
    ],
)
def test_a_request_can_be_written_as_parameters_and_read_again(parameters: str) -> None:
    request = read_request(parse_qs(parameters))
    assert as_parameters(request) == parameters
    assert request != NetworkRequest()
