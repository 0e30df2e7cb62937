from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.evaluation.annotations import read_annotation
from osce_kg.evaluation.scoring import score_document
from osce_kg.evaluation.tallies import MEASURES, Tally

PASSY = {"id": "p1", "name": "Solomon Passy", "roles": [{"title": "Foreign Minister", "org": "Bulgaria"}]}
TOKAEV = {"id": "p2", "name": "Kassymzhomart Tokaev", "roles": []}
VISIT = {
    "id": "e1",
    "type": "visit",
    "status": "occurred",
    "begin": "2004-04-06",
    "end": "2004-04-07",
    "place": "Almaty",
    "country": "Kazakhstan",
    "participants": ["p1"],
}
MEETING = {
    "id": "e2",
    "type": "meeting",
    "status": "occurred",
    "begin": "2004-04-06",
    "place": "Almaty",
    "country": "Kazakhstan",
    "participants": ["p1", "p2"],
    "part_of": "e1",
}
GOLD: dict[str, Any] = {
    "persons": [PASSY, TOKAEV],
    "events": [VISIT, MEETING],
    "met_pairs": [["p1", "p2"]],
}


def tallies(gold: dict[str, Any], found: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    score = score_document(read_annotation(gold), read_annotation(found))
    return {name: (tally.hits, tally.spurious, tally.missed) for name, tally in score.tallies.items()}


def changed(**changes: Any) -> dict[str, Any]:
    return {**GOLD, **changes}


def test_the_gold_itself_scores_full_marks() -> None:
    score = score_document(read_annotation(GOLD), read_annotation(GOLD))
    assert {name: tally.f1 for name, tally in score.tallies.items()} == dict.fromkeys(MEASURES, 1.0)
    assert score.mistakes == ()


def test_an_empty_prediction_misses_everything_and_invents_nothing() -> None:
    counted = tallies(GOLD, {})
    assert counted["persons"] == (0, 0, 2)
    assert counted["met_pairs"] == (0, 0, 1)
    assert counted["dates"] == (0, 0, 3)
    assert sum(spurious for _, spurious, _ in counted.values()) == 0


def test_ids_of_the_prediction_are_its_own() -> None:
    found = changed(
        persons=[{"id": "x", "name": "Passy"}, {"id": "y", "name": "Minister Tokaev"}],
        events=[],
        met_pairs=[["y", "x"]],
    )
    counted = tallies(GOLD, found)
    assert counted["persons"] == (2, 0, 0)
    assert counted["met_pairs"] == (1, 0, 0)


@pytest.mark.parametrize(
    ("name", "is_found"),
    [
        ("Solomon PASSY", True),
        ("Mr. Passy", True),
        ("Passy Solomon", True),
        ("Simeon Panov", False),
        ("So", False),
    ],
)
def test_a_person_is_found_by_name_without_honorifics_or_by_surname(name: str, is_found: bool) -> None:
    counted = tallies(changed(persons=[PASSY]), changed(persons=[{**PASSY, "name": name}]))
    assert counted["persons"] == ((1, 0, 0) if is_found else (0, 1, 1))


@pytest.mark.parametrize(
    ("title", "organization", "role", "title_only"),
    [
        ("Minister of Foreign Affairs", "Bulgaria", 1, 1),
        ("Foreign Minister", "Kazakhstan", 0, 1),
        ("Deputy Foreign Minister", "Bulgaria", 0, 0),
        ("Foreign Minister", None, 0, 1),
    ],
)
def test_a_role_is_title_and_organization(
    title: str, organization: str | None, role: int, title_only: int
) -> None:
    found = {**PASSY, "roles": [{"title": title, "org": organization}]}
    counted = tallies(changed(persons=[PASSY]), changed(persons=[found]))
    assert counted["roles"] == (role, 1 - role, 1 - role)
    assert counted["roles_title"] == (title_only, 1 - title_only, 1 - title_only)


def test_an_organization_that_the_gold_infers_is_not_compared() -> None:
    inferred = {**PASSY, "roles": [{"title": "Foreign Minister", "org": "Bulgaria", "org_inferred": True}]}
    silent = {**PASSY, "roles": [{"title": "Foreign Minister", "org": None}]}
    assert tallies(changed(persons=[inferred]), changed(persons=[silent]))["roles"] == (1, 0, 0)


def test_an_optional_role_is_neither_hit_nor_miss() -> None:
    gold = {**PASSY, "roles": [{"title": "Ambassador", "org": None, "optional": True}]}
    assert tallies(changed(persons=[gold]), changed(persons=[gold]))["roles"] == (0, 0, 0)
    assert tallies(changed(persons=[gold]), changed(persons=[{**PASSY, "roles": []}]))["roles"] == (0, 0, 0)


def test_an_event_of_another_status_is_a_miss_and_a_spurious_find() -> None:
    planned = [VISIT, {**MEETING, "status": "planned"}]
    counted = tallies(GOLD, changed(events=planned))
    assert counted["meetings"] == (0, 1, 1)
    assert counted["meetings_covered"] == (0, 1, 1)


def test_a_visit_to_another_country_is_another_visit() -> None:
    elsewhere = [{**VISIT, "country": "Kyrgyzstan", "place": "Bishkek"}, MEETING]
    counted = tallies(GOLD, changed(events=elsewhere))
    assert counted["visits"] == (0, 1, 1)
    assert counted["visit_edges"] == (0, 1, 1)


def test_a_merged_meeting_covers_both_but_matches_one() -> None:
    third = {"id": "p3", "name": "Nurtay Abykaev", "roles": []}
    gold = changed(
        persons=[PASSY, TOKAEV, third],
        events=[MEETING, {**MEETING, "id": "e3", "participants": ["p1", "p3"]}],
    )
    merged = {**gold, "events": [{**MEETING, "participants": ["p1", "p2", "p3"]}]}
    counted = tallies(gold, merged)
    assert counted["meetings"] == (1, 0, 1)
    assert counted["meetings_covered"] == (2, 0, 0)


@pytest.mark.parametrize(
    ("gold", "found", "counted"),
    [
        ("2004-04", "2004-04-06", (1, 0, 0)),
        ("2004-04", "2004", (0, 1, 1)),
        ("2004-04-06", "2004-04-07", (0, 1, 1)),
        ("2004-04-06", None, (0, 0, 1)),
        (None, None, (0, 0, 0)),
        (None, "1999-01-01", (0, 1, 0)),
    ],
)
def test_a_date_is_right_within_the_precision_of_the_gold(
    gold: str | None, found: str | None, counted: tuple[int, int, int]
) -> None:
    wanted = changed(events=[{**MEETING, "begin": gold, "part_of": None}])
    assert tallies(wanted, changed(events=[{**MEETING, "begin": found}]))["dates"] == counted


def test_a_date_that_the_gold_leaves_open_may_lie_in_the_visit_around_the_event() -> None:
    gold = changed(events=[VISIT, {**MEETING, "begin": None}])
    assert tallies(gold, changed(events=[VISIT, {**MEETING, "begin": "2004-04-07"}]))["dates"] == (2, 0, 0)
    assert tallies(gold, changed(events=[VISIT, {**MEETING, "begin": "2004-04-09"}]))["dates"] == (2, 1, 0)


def test_a_weak_date_may_be_left_out_but_not_be_wrong() -> None:
    gold = changed(events=[{**MEETING, "date_weak": True}])
    assert tallies(gold, changed(events=[{**MEETING, "begin": None}]))["dates"] == (0, 0, 0)
    assert tallies(gold, changed(events=[{**MEETING, "begin": "2005-01-01"}]))["dates"] == (0, 1, 1)


def test_a_planned_pair_that_is_given_as_met_is_spurious() -> None:
    gold = changed(met_pairs=[], planned_pairs=[["p1", "p2"]])
    assert tallies(gold, GOLD)["met_pairs"] == (0, 1, 0)


def test_an_optional_pair_is_neither_hit_nor_miss() -> None:
    gold = changed(met_pairs=[], met_pairs_optional=[["p1", "p2"]])
    assert tallies(gold, GOLD)["met_pairs"] == (0, 0, 0)


counts = st.integers(0, 50)


@given(counts, counts, counts)
def test_f1_lies_between_precision_and_recall(hits: int, spurious: int, missed: int) -> None:
    tally = Tally(hits, spurious, missed)
    low, high = sorted((tally.precision, tally.recall))
    assert low - 1e-9 <= tally.f1 <= high + 1e-9


@given(counts, counts, counts)
def test_more_hits_never_lower_a_score(hits: int, spurious: int, missed: int) -> None:
    assert Tally(hits + 1, spurious, missed).f1 >= Tally(hits, spurious, missed).f1
