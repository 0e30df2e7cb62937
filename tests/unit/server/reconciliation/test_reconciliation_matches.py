"""Nothing is a match on a name alone that others can have too: ``match`` is true only when it is safe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from osce_kg.server.reconciliation import candidates

Ask = Callable[..., list[dict[str, Any]]]

BULGARIA = {"pid": "state", "v": "Bulgaria"}
GREECE = {"pid": "state", "v": "Greece"}
MINISTER = {"pid": "post", "v": "Foreign Minister"}


def matched(found: list[dict[str, Any]]) -> list[str]:
    return [candidate["id"] for candidate in found if candidate["match"]]


def test_a_full_name_alone_is_never_a_match(ask: Ask) -> None:
    (first, *_) = ask("Sofia Aalto", type="Person")
    assert first["score"] == 100.0
    assert matched(ask("Sofia Aalto", type="Person")) == []


def test_a_name_of_one_person_with_a_state_or_a_post_that_agrees_is_a_match(ask: Ask) -> None:
    for known in (BULGARIA, MINISTER, {"pid": "metWith", "v": {"id": "person/x10"}}):
        assert matched(ask("AALTO, Sofia", type="Person", properties=[known])) == ["person/p1"]


def test_a_name_that_several_share_is_a_match_only_if_the_others_are_contradicted(ask: Ask) -> None:
    assert matched(ask("Anna Kovacs", type="Person")) == []
    assert matched(ask("Anna Kovacs", type="Person", properties=[GREECE])) == ["person/x10"]
    assert matched(ask("Anna Kovács", type="Person", properties=[BULGARIA])) == ["person/x11"]
    # Both have been Foreign Minister of some State, and each may have been it of another.
    assert matched(ask("Anna Kovacs", type="Person", properties=[MINISTER])) == []
    held = {"pid": "post", "v": "Foreign Minister of Greece"}
    assert matched(ask("Anna Kovacs", type="Person", properties=[held])) == []


def test_a_namesake_of_whom_nothing_is_known_stands_in_the_way(ask: Ask) -> None:
    found = ask("Ivan Petrov", type="Person", properties=[BULGARIA])
    assert found[0]["id"] == "person/x13"
    assert {"id": "rivals", "value": 1} in found[0]["features"]
    assert matched(found) == []


def test_more_namesakes_than_are_looked_at_stand_in_the_way(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "_CONSIDERED", 2)
    held = {"limit": 2, "type": "Person", "properties": [GREECE]}
    assert matched(ask("Anna Kovacs", **held)) == []
    monkeypatch.setattr(candidates, "_CONSIDERED", 3)
    assert matched(ask("Anna Kovacs", **held)) == ["person/x10"]


def test_a_similar_spelling_is_no_match(ask: Ask) -> None:
    found = ask("Sofia Ahlto", type="Person", properties=[BULGARIA])
    assert found[0]["id"] == "person/p1"
    assert matched(found) == []


def test_a_surname_alone_is_no_match(ask: Ask) -> None:
    assert matched(ask("Petrov", type="Person", properties=[GREECE])) == []


def test_a_value_that_contradicts_is_no_match(ask: Ask) -> None:
    assert matched(ask("Sofia Aalto", type="Person", properties=[GREECE, MINISTER])) == []
    assert matched(ask("person/p1", properties=[GREECE])) == []


@pytest.mark.parametrize(
    ("text", "type_id", "key"),
    [
        ("Bulgarien", "State", "state/BGR"),
        ("BGR", "State", "state/BGR"),
        ("ODIHR", "Organization", "structure/odihr"),
        ("PC.DEC/733", "Document", "document/x2"),
    ],
)
def test_a_designation_is_a_match(ask: Ask, text: str, type_id: str, key: str) -> None:
    assert matched(ask(text, type=type_id)) == [key]


def test_a_name_of_a_state_and_of_its_territory_is_a_match_of_neither(ask: Ask) -> None:
    assert matched(ask("Bulgaria")) == []


def test_a_body_or_place_that_many_states_can_have_needs_more_than_its_name(ask: Ask) -> None:
    assert matched(ask("Ministry of Justice", type="Organization")) == []
    assert matched(ask("Ministry of Justice", type="Organization", properties=[BULGARIA])) == [
        "organization/x1"
    ]
    assert matched(ask("Sofia", type="Place")) == []
    assert matched(ask("Sofia", type="Place", properties=[BULGARIA])) == ["place/g727011"]
