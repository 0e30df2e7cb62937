"""The query files: what they say about themselves, and that the examples have answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from answers import solutions
from osce_kg.namespaces import PREFIXES
from osce_kg.querying.catalogue import ExampleQuery, read_catalogue
from osce_kg.resources import resource_path

EXAMPLES = read_catalogue(resource_path("queries", "examples"))
COMPETENCY = read_catalogue(resource_path("queries", "competency"))
RULES = read_catalogue(resource_path("queries", "rules"))
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "questions.md"


def key(query: ExampleQuery) -> str:
    return query.key


def identifier(query: ExampleQuery) -> str:
    match = re.match(r"# id: (CQ\d\d)\n", query.text)
    assert match is not None
    return match[1]


@pytest.mark.parametrize("query", EXAMPLES, ids=key)
def test_an_example_has_an_answer_in_the_sample(query: ExampleQuery, sample_build: Path) -> None:
    assert solutions(sample_build, query.text)


@pytest.mark.parametrize("query", EXAMPLES + COMPETENCY, ids=key)
def test_a_query_says_what_it_is_about_and_needs_no_prefixes_from_elsewhere(query: ExampleQuery) -> None:
    assert query.question
    assert query.description.endswith(".")
    assert query.keywords
    prologue, body = query.text.split("\nSELECT", 1)
    declared = dict(re.findall(r"PREFIX (\w+): <([^>]+)>", prologue))
    code = re.sub(r'<[^<>\s]*>|"[^"]*"|#[^\n]*', "", body)
    used = set(re.findall(r"(?<![\w?:])(\w+):\w", code)) | set(re.findall(r"\^\^(\w+):", body))
    assert used == set(declared)
    assert all(PREFIXES.get(name, iri) == iri for name, iri in declared.items())


def test_each_competency_question_is_asked_in_its_own_words(questions: dict[str, dict[str, Any]]) -> None:
    assert {identifier(query): query.question for query in COMPETENCY} == {
        key: entry["question"] for key, entry in questions.items()
    }


def test_competency_queries_are_named_by_their_ids() -> None:
    assert [query.key.partition("-")[0].upper() for query in COMPETENCY] == [
        identifier(query) for query in COMPETENCY
    ]


@pytest.mark.parametrize("query", EXAMPLES + COMPETENCY + RULES, ids=key)
def test_the_documentation_lists_every_query_with_its_question(query: ExampleQuery) -> None:
    assert re.search(
        rf"\[{re.escape(query.key)}\]\(\.\./queries/(examples|competency|rules)/{re.escape(query.key)}\.rq\)"
        rf".*{re.escape(query.question)}",
        DOCUMENTATION.read_text(encoding="utf-8"),
    )
