"""Which facts of an extraction are right."""

from __future__ import annotations

from typing import Any

from osce_kg.evaluation.annotations import read_annotation
from osce_kg.evaluation.gold_form import gold_form
from osce_kg.evaluation.judging import JudgedFact, judge_facts
from osce_kg.evaluation.matching import Matching
from press_release import gazetteer, read

TEXT = (
    "Foreign Minister Karl Holm of Norway visited Georgia from 4 to 5 April.\n"
    "In Tbilisi Mr. Holm met Anna Berg."
)
HOLM = {"id": "a", "name": "Karl Holm", "roles": [{"title": "Foreign Minister", "org": "Norway"}]}
BERG = {"id": "b", "name": "Anna Berg"}
VISIT = {
    "id": "v",
    "type": "visit",
    "begin": "2004-04-04",
    "end": "2004-04-05",
    "country": "Georgia",
    "participants": ["a"],
}
MEETING = {"id": "m", "type": "meeting", "place": "Tbilisi", "country": "Georgia", "participants": ["a", "b"]}
GOLD: dict[str, Any] = {"persons": [HOLM, BERG], "events": [VISIT, MEETING], "met_pairs": [["a", "b"]]}


def judged(text: str = TEXT, **changes: Any) -> list[JudgedFact]:
    report = read(text)
    found = read_annotation(gold_form(report.document, report.extraction, gazetteer().reference))
    return judge_facts("n1", report.extraction, Matching(read_annotation({**GOLD, **changes}), found))


def verdicts(facts: list[JudgedFact], kind: str) -> list[bool]:
    return [fact.is_right for fact in facts if fact.kind == kind]


def test_what_the_gold_says_is_right() -> None:
    facts = judged()
    assert all(fact.is_right and fact.has_right_event for fact in facts)
    counted = {kind: len(verdicts(facts, kind)) for kind in {fact.kind for fact in facts}}
    assert counted == {
        "person": 2,
        "post": 1,
        "visit": 1,
        "visit participant": 1,
        "meeting": 1,
        "meeting participant": 2,
        "date": 2,
        "place": 3,
        "met pair": 1,
        "visit edge": 1,
    }


def test_a_person_that_the_gold_does_not_have_is_wrong_with_all_its_posts() -> None:
    facts = judged(persons=[BERG])
    assert sorted(verdicts(facts, "person")) == [False, True]
    assert verdicts(facts, "post") == [False]
    assert verdicts(facts, "met pair") == [False]


def test_an_optional_post_is_not_judged() -> None:
    optional = [{**HOLM, "roles": [{**HOLM["roles"][0], "optional": True}]}, BERG]  # type: ignore[index]
    assert verdicts(judged(persons=optional), "post") == []


def test_an_optional_event_is_not_judged_nor_what_belongs_to_it() -> None:
    facts = judged(events=[{**VISIT, "optional": True}, MEETING])
    assert not {"visit", "visit participant", "visit edge"} & {fact.kind for fact in facts}
    assert verdicts(facts, "place") == [True, True]


def test_an_event_of_another_status_is_wrong_and_so_are_its_participants() -> None:
    facts = judged(events=[VISIT, {**MEETING, "status": "planned"}])
    assert verdicts(facts, "meeting") == [False]
    guests = [fact for fact in facts if fact.kind == "meeting participant"]
    assert [(fact.is_right, fact.has_right_event) for fact in guests] == [(False, False)] * 2


def test_an_event_that_the_gold_does_not_have_is_wrong_with_all_that_it_says() -> None:
    facts = judged(events=[MEETING])
    for kind in ("visit", "visit participant", "visit edge"):
        assert verdicts(facts, kind) == [False]
    assert verdicts(facts, "date") == [False, False]


def test_a_day_is_judged_beside_the_days_of_the_gold() -> None:
    facts = judged(events=[{**VISIT, "begin": "2004-04-03"}, MEETING])
    assert sorted(verdicts(facts, "date")) == [False, True]
    assert verdicts(facts, "visit") == [True]


def test_two_people_who_met_twice_are_one_pair_with_two_chains() -> None:
    text = f"{TEXT}\nAnna Berg met Karl Holm in Oslo on 20 March."
    again = {**MEETING, "id": "n", "place": "Oslo", "country": "Norway", "begin": "2004-03-20"}
    [pair] = [fact for fact in judged(text, events=[VISIT, MEETING, again]) if fact.kind == "met pair"]
    assert pair.is_right
    assert len(pair.chains) == 2
    assert all(len(chain) == 2 for chain in pair.chains)


def test_what_may_or_may_not_be_a_pair_is_not_judged() -> None:
    assert verdicts(judged(met_pairs=[], met_pairs_optional=[["a", "b"]]), "met pair") == []


def test_who_only_organizes_is_not_judged_as_a_participant() -> None:
    facts = judged("The OSCE Centre in Almaty held a seminar on water for students.", events=[])
    assert len(verdicts(facts, "gathering")) == 1
    assert verdicts(facts, "gathering participant") == []
