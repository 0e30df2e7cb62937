"""The competency questions whose expected answers are lists: the answers are exactly these."""

from __future__ import annotations

from typing import Any

import pytest

from answers import Ask

LISTED = (
    *("CQ01", "CQ02", "CQ03", "CQ04", "CQ05", "CQ08", "CQ09", "CQ11", "CQ12", "CQ13"),
    *("CQ17", "CQ18", "CQ20", "CQ26"),
)
"""Questions with a list of answers, in the first columns of the rows; CQ16 mixes two roles."""


def expected(question: dict[str, Any]) -> set[tuple[str, ...]]:
    """Return the expected answers as tuples; a single label is a tuple of one."""
    return {(answer,) if isinstance(answer, str) else tuple(answer) for answer in question["expected"]}


@pytest.mark.parametrize("identifier", LISTED)
def test_the_answer_is_exactly_the_expected_one(
    identifier: str, ask: Ask, questions: dict[str, dict[str, Any]]
) -> None:
    answers = expected(questions[identifier])
    (width,) = {len(answer) for answer in answers}
    assert {tuple(row.values())[:width] for row in ask(identifier)} == answers


def test_every_question_with_a_list_of_answers_is_compared(questions: dict[str, dict[str, Any]]) -> None:
    listed = {key for key, question in questions.items() if isinstance(question["expected"], list)}
    assert listed == {*LISTED, "CQ16"}


def test_the_organizers_of_the_round_table_are_told_from_its_supporter(
    ask: Ask, questions: dict[str, dict[str, Any]]
) -> None:
    agents = {(row["agent"], row["role"]) for row in ask("CQ16")}
    organizers = {(name, "organizer") for name in questions["CQ16"]["expected"]}
    assert agents == organizers | {("OSCE Programme Office in Astana", "supporter")}


def test_the_title_of_the_envoy_is_a_courtesy(ask: Ask, questions: dict[str, dict[str, Any]]) -> None:
    assert {row["status"] for row in ask("CQ21")} == {questions["CQ21"]["expected"]}


def test_the_envoy_acted_for_the_chairperson_of_that_time(ask: Ask) -> None:
    assert [(row["envoy"], row["chairperson"]) for row in ask("CQ20")] == [
        ("Martti Ahtisaari", "Solomon Passy")
    ]
