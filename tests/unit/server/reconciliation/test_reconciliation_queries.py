"""A batch of queries gives candidates for each, by any spelling, ranked by all that agrees."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from reconciliation_forms import RESULTS, check

Ask = Callable[..., list[dict[str, Any]]]

BATCH = {"q0": {"query": "Sofia Aalto"}, "q1": {"query": "Bulgarien", "type": "State", "limit": 1}}


def keys(candidates: list[dict[str, Any]]) -> list[str]:
    return [candidate["id"] for candidate in candidates]


def scores(candidates: list[dict[str, Any]]) -> dict[str, float]:
    return {candidate["id"]: candidate["score"] for candidate in candidates}


def test_a_batch_by_post_and_by_get_gives_the_same_answer_in_the_form_of_the_protocol(
    service: FlaskClient,
) -> None:
    posted = service.post("/reconcile", data={"queries": json.dumps(BATCH)})
    got = service.get("/reconcile", query_string={"queries": json.dumps(BATCH)})
    assert posted.status_code == got.status_code == 200
    assert posted.mimetype == "application/json"
    assert posted.headers["Access-Control-Allow-Origin"] == "*"
    assert posted.data == got.data
    answer = posted.get_json()
    check(answer, RESULTS)
    assert {name: keys(result["result"])[:1] for name, result in answer.items()} == {
        "q0": ["person/p1"],
        "q1": ["state/BGR"],
    }


def test_an_answer_does_not_depend_on_the_other_queries_of_its_batch(service: FlaskClient, ask: Ask) -> None:
    answer = service.post("/reconcile", data={"queries": json.dumps(BATCH)}).get_json()
    assert answer["q0"]["result"] == ask("Sofia Aalto")


@pytest.mark.parametrize(
    "text", ["AALTO, Sofia", "Amb. Sofia Aalto", "София Аалто", "Sofia Ahlto", "S. Alto"]
)
def test_a_person_is_found_by_any_spelling(ask: Ask, text: str) -> None:
    first = ask(text, type="Person")[0]
    assert (first["id"], first["name"]) == ("person/p1", "Sofia Aalto")
    assert first["score"] > 80
    assert first["type"] == [{"id": "Person", "name": "person"}]
    assert first["description"] == "Foreign Minister of Bulgaria"


def test_candidates_come_by_decreasing_score_up_to_the_limit(ask: Ask) -> None:
    found = ask("Sofia", limit=2)
    assert len(found) == 2
    assert found[0]["score"] >= found[1]["score"]


@pytest.mark.parametrize("text", ["person/p1", "https://w3id.org/osce-kg/id/person/p1", "person/x99"])
def test_an_identifier_gives_its_thing_also_after_a_merge(ask: Ask, text: str) -> None:
    (only,) = ask(text)
    assert (only["id"], only["score"], only["match"]) == ("person/p1", 100.0, True)


def test_an_identifier_of_a_thing_of_another_type_is_only_a_text(ask: Ask) -> None:
    assert ask("person/p1", type="State") == []


def test_a_number_of_wikidata_identifies(ask: Ask) -> None:
    assert keys(ask("Q219")) == ["state/BGR"]
    assert ask("Q999999") == []


def test_only_things_of_the_types_asked_for_are_candidates(ask: Ask) -> None:
    assert set(keys(ask("Bulgaria", type="State"))) == {"state/BGR"}
    assert set(keys(ask("Bulgaria", type=["State", "Place"]))) == {"state/BGR", "place/BGR"}
    assert keys(ask("Bulgaria", type=["State", "Place"], type_strict="all")) == []
    assert keys(ask("ODIHR", type="Organization"))[0] == "structure/odihr"
    assert keys(ask("ODIHR", type="https://w3id.org/osce-kg/ontology#Institution"))[0] == "structure/odihr"


@pytest.mark.parametrize(
    ("pid", "value"),
    [
        ("state", "Bulgaria"),
        ("state", "Болгария"),
        ("state", "BGR"),
        ("state", "state/BGR"),
        ("State", {"id": "state/BGR", "name": "whatever"}),
        ("state", ["Nowhere", {"id": "state/BGR"}]),
        ("post", "Foreign Minister of Bulgaria"),
    ],
)
def test_what_agrees_goes_before_what_does_not(ask: Ask, pid: str, value: object) -> None:
    found = scores(ask("Anna Kovacs", type="Person", properties=[{"pid": pid, "v": value}]))
    assert found["person/x11"] > found["person/x10"] > 60


def test_the_title_of_a_post_has_a_normal_form(ask: Ask) -> None:
    (first, *_) = ask(
        "Sofia Aalto", type="Person", properties=[{"pid": "post", "v": "Minister of Foreign Affairs"}]
    )
    assert {"id": "agrees_post", "value": 1.0} in first["features"]


@pytest.mark.parametrize(
    ("value", "agrees"),
    [
        ("2004", True),
        (2004, True),
        ("2004-04-06", True),
        ("2001/2003", True),
        ("2005-06-01T00:00:00Z", True),
        ("2006", False),
        ("2006/..", False),
        ("1999-01", False),
        ("soon", False),
        (True, False),
        (20.5, False),
    ],
)
def test_a_period_agrees_if_it_can_overlap(ask: Ask, value: object, agrees: bool) -> None:
    (first, *_) = ask("Sofia Aalto", type="Person", properties=[{"pid": "period", "v": value}])
    assert {"id": "agrees_period", "value": float(agrees)} in first["features"]


def test_an_unknown_value_counts_neither_for_nor_against(ask: Ask) -> None:
    def score(state: str) -> dict[str, float]:
        return scores(ask("Ivan Petrov", type="Person", properties=[{"pid": "state", "v": state}]))

    assert score("Bulgaria")["person/x13"] > score("Bulgaria")["person/x14"]
    assert score("Greece")["person/x13"] < score("Greece")["person/x14"]


def test_numbers_are_compared_as_numbers(ask: Ask) -> None:
    (first, *_) = ask("Sofia", type="Place", properties=[{"pid": "latitude", "v": 42.69751}])
    assert {"id": "agrees_latitude", "value": 1.0} in first["features"]


def test_without_a_text_what_has_the_values_is_found(ask: Ask) -> None:
    greece = {"pid": "state", "v": "Greece"}
    assert set(keys(ask(type="Person", properties=[greece]))) == {"person/x10", "person/x12"}
    assert keys(ask(properties=[{"pid": "metWith", "v": {"id": "person/x10"}}])) == ["person/p1"]
    assert keys(ask(properties=[{"pid": "participant", "v": "Sofia Aalto"}])) == ["event/x1"]
    assert ask(properties=[{"pid": "state", "v": "Atlantis"}]) == []
    assert ask(properties=[{"pid": "confidence", "v": 0.92}]) == []


def test_a_text_that_is_no_name_gives_no_candidates(ask: Ask) -> None:
    for text in (" ", "???", "\x00", "x" * 100_000):
        assert ask(text) == []
