"""Delegations: who leads them, who their members are, who came along."""

from __future__ import annotations

import pytest

from osce_kg.extraction.delegations import leader_start, member_list_start
from press_release import analysed, read


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Its members were Karl Holm and Jana Mala.", "members were Karl Holm and Jana Mala."),
        ("The delegation comprised Karl Holm and Jana Mala.", "comprised Karl Holm and Jana Mala."),
        ("The delegation was made up of Karl Holm and Jana Mala.", "up of Karl Holm and Jana Mala."),
        ("The team consisted of Karl Holm and Jana Mala.", "consisted of Karl Holm and Jana Mala."),
        ("Members of the press were present.", None),
        ("The report consisted of two parts.", None),
    ],
)
def test_the_list_of_a_delegations_members_is_found(text: str, rest: str | None) -> None:
    sentence = analysed(text)[0]
    start = member_list_start(sentence)
    assert (sentence.text_of(start, len(sentence)) if start is not None else None) == rest


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("The delegation is led by Karl Holm.", True),
        ("The team was headed by Karl Holm.", True),
        ("The inquiry was led by Karl Holm.", False),
        ("The delegation led the talks.", False),
    ],
)
def test_the_leader_of_a_delegation_is_named_after_led_by(text: str, leads: bool) -> None:
    assert (leader_start(analysed(text)[0]) is not None) is leads


def test_members_of_the_delegation_that_visited_were_on_the_visit() -> None:
    report = read(
        "A delegation of the OSCE Parliamentary Assembly visited Georgia.\n"
        "Its members were Karl Holm and Jana Mala."
    )
    (visit,) = report.events("visit")
    assert {"Holm", "Mala"} <= {report.label(p.agent) for p in visit.participants}


def test_the_delegation_is_those_who_came_on_the_visit_told_before() -> None:
    report = read(
        "Anna Berg visited Baku.\nMaria Lind accompanied her.\n\nThe delegation was received by Karl Holm."
    )
    assert report.meetings() == ["Berg + Lind | Holm"]


def test_a_delegation_of_others_is_itself() -> None:
    report = read(
        "Anna Berg visited Baku.\nMaria Lind accompanied her.\n\nA delegation of experts met Karl Holm."
    )
    assert report.meetings() == ["delegation of experts | Holm"]


def test_a_visitor_without_companions_is_no_delegation() -> None:
    report = read("Anna Berg visited Baku.\n\nThe delegation was received by Karl Holm.")
    assert report.meetings() == ["delegation | Holm"]


def test_companions_of_one_visit_were_not_on_another_of_another_time() -> None:
    report = read(
        "Anna Berg visited Baku on 5 April 2004.\n\n"
        "In February 2004 she had visited Baku together with Maria Lind."
    )
    assert sorted(report.visits()) == ["Berg + Lind -> Baku, AZE", "Berg -> Baku, AZE"]
