"""Events between two sides, with the codes that the codebooks have for them."""

from __future__ import annotations

import csv
import io

import pytest

from osce_kg.errors import UsageError
from osce_kg.model.network import Attendance, Capacity, NamedThing
from osce_kg.network import export_network, read_request
from osce_kg.network.actor_codes import actor_code, country_codes
from osce_kg.network.dyads import COLUMNS
from osce_kg.store import OxigraphReader

ID = "https://w3id.org/osce-kg/id/"


def dyads(reader: OxigraphReader, **parameters: str) -> list[dict[str, str]]:
    request = read_request({name: [value] for name, value in parameters.items()})
    text = "".join(export_network(reader, request, "dyads"))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def codes(reader: OxigraphReader, **parameters: str) -> set[tuple[str, str, str, str]]:
    return {
        (row["source_code"], row["target_code"], row["cameo"], row["plover_mode"])
        for row in dyads(reader, **parameters)
    }


def test_every_encounter_has_a_line_for_each_side_as_the_source(network_world: OxigraphReader) -> None:
    rows = dyads(network_world)
    assert len({row["id"] for row in rows}) == len(rows) == 10
    ends = [(row["event"], row["source"], row["target"]) for row in rows]
    assert sorted(ends) == sorted((event, target, source) for event, source, target in ends)
    assert [*rows[0]] == [*COLUMNS]


def test_who_was_on_the_visit_during_which_they_met_is_the_visitor(network_world: OxigraphReader) -> None:
    assert codes(network_world, place="g1526384") == {
        ("IGO", "KAZGOV", "042", "visit"),
        ("KAZGOV", "IGO", "043", "visit"),
    }


def test_a_visit_is_made_and_hosted(network_world: OxigraphReader) -> None:
    assert codes(network_world, kind="visit", person="p1") == {
        ("IGO", "KAZ", "042", "visit"),
        ("KAZ", "IGO", "043", "visit"),
    }


def test_a_role_of_visitor_is_enough(network_world: OxigraphReader) -> None:
    rows = [row for row in dyads(network_world, source="d2") if row["source_name"] == "students"]
    assert [(row["source_code"], row["cameo"], row["target_code"]) for row in rows] == [("EDU", "043", "IGO")]


def test_two_states_meet_at_a_third_location(network_world: OxigraphReader) -> None:
    assert codes(network_world, place="GEO") == {
        ("KAZGOV", "UZBLEG", "044", "third-party"),
        ("UZBLEG", "KAZGOV", "044", "third-party"),
    }


def test_a_meeting_by_video_is_a_consultation_by_a_remote_medium(network_world: OxigraphReader) -> None:
    assert codes(network_world, topic="elections") == {
        ("IGO", "KAZGOV", "040", "phone"),
        ("KAZGOV", "IGO", "040", "phone"),
    }


def test_a_planned_meeting_is_an_intent(network_world: OxigraphReader) -> None:
    rows = dyads(network_world, status="planned")
    assert {(row["cameo"], row["plover_event"], row["plover_mode"]) for row in rows} == {("036", "AGREE", "")}
    assert {row["source_code"] for row in rows} == {"IGO", "UZBGOV"}


def test_a_meeting_that_was_called_off_has_no_code(network_world: OxigraphReader) -> None:
    with pytest.raises(UsageError, match="status occurred or planned"):
        dyads(network_world, status="cancelled")


def test_a_day_is_told_only_if_it_is_known_to_the_day(network_world: OxigraphReader) -> None:
    rows = {row["event"].rpartition("/")[2]: row for row in dyads(network_world)}
    assert rows["m1"]["date"] == "2004-04-06"
    assert (rows["m2"]["date"], rows["m2"]["date_earliest"], rows["m2"]["date_latest"]) == (
        "",
        "2005-01-31",
        "2005-02-03",
    )
    assert (rows["m4"]["date"], rows["m4"]["date_edtf"]) == ("", "")
    assert rows["m2"]["document_date"] == "2005-02-04"


def test_a_line_leads_back_to_passage_and_document(network_world: OxigraphReader) -> None:
    row = dyads(network_world, topic="elections")[0]
    assert row["quote"] == "Anna met Boris, with Clara."
    assert row["passage"] == f"{ID}passage/d1/0-20"
    assert (row["document_title"], row["document_url"]) == ("On a visit", "https://example.org/node/1")
    assert (row["quad_code"], row["status"], row["confidence"]) == ("1", "occurred", "0.95")


@pytest.mark.parametrize(
    ("iri", "code"),
    [
        ("state/KAZ", "KAZ"),
        ("state/XKX", "KOS"),
        ("structure/odihr", "IGO"),
        ("structure/osce", "IGO"),
        ("structure/un", "UNO"),
        ("organization/x1", "UZB"),
        ("organization/x2", "NGO"),
        ("place/KAZ", ""),
        ("organization/unknown", ""),
    ],
)
def test_countries_and_organizations_have_the_codes_of_the_codebook(
    network_world: OxigraphReader, iri: str, code: str
) -> None:
    assert country_codes(network_world, [ID + iri])(ID + iri) == code


def attendance(title: str, body: NamedThing | None, tenure: str = "holder") -> Attendance:
    held = (Capacity(title, title, tenure),) if title else ()
    return Attendance("x", NamedThing("p", "P", "Person"), None, held, (body,) if body else (), None)


@pytest.mark.parametrize(
    ("title", "body", "tenure", "code"),
    [
        ("President", NamedThing("s", "Kazakhstan", "State"), "holder", "KAZGOV"),
        ("", NamedThing("s", "Kazakhstan", "State"), "holder", "KAZGOV"),
        ("Foreign Minister", NamedThing("s", "Kazakhstan", "State"), "former", "KAZELI"),
        ("Speaker of the Parliament", NamedThing("s", "Kazakhstan", "State"), "holder", "KAZLEG"),
        ("Chairperson", NamedThing("b", "Supreme Court", "GovernmentBody"), "holder", "KAZJUD"),
        ("Chairperson", NamedThing("b", "Ministry of Justice", "GovernmentBody"), "holder", "KAZGOV"),
        ("Justice Minister", NamedThing("s", "Kazakhstan", "State"), "holder", "KAZGOV"),
        ("Head of Police", NamedThing("s", "Kazakhstan", "State"), "holder", "KAZCOP"),
        ("Secretary General", NamedThing("s", "Kazakhstan", "State"), "holder", "KAZGOV"),
        ("Member of Parliament", NamedThing("o", "OSCE", "IntergovernmentalOrganization"), "holder", "IGO"),
        ("Professor", None, "holder", "EDU"),
        ("", None, "holder", ""),
    ],
)
def test_sectors_follow_from_titles_and_bodies(
    title: str, body: NamedThing | None, tenure: str, code: str
) -> None:
    country = {"s": "KAZ", "b": "KAZ", "o": "IGO"}
    assert actor_code(attendance(title, body, tenure), lambda iri: country.get(iri, "")).whole == code


def test_who_was_there_for_a_state_and_an_organization_is_coded_for_the_state() -> None:
    osce, state = NamedThing("o", "OSCE", "Organization"), NamedThing("s", "Finland", "State")
    both = Attendance("x", NamedThing("p", "P", "Person"), None, (), (osce, state), None)
    assert actor_code(both, lambda iri: {"s": "FIN", "o": "IGO"}[iri]).whole == "FINGOV"
