"""Hostile queries in the editor: the check of a query is no way around what keeps queries within limits.

Rows C1 (a query without end), C5 (deep nesting) and C7 (calls of other hosts) of the catalogue of hostile
inputs.
After each the server still answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reaching_queries import SERVICE_QUERIES

from served_build import HttpAnswer, ServedBuild, served

NUMBERS = " ".join(map(str, range(2000)))


@pytest.fixture(scope="module")
def server(meeting_build: Path) -> Iterator[ServedBuild]:
    with served(meeting_build) as running:
        yield running


@pytest.fixture(autouse=True)
def still_answers(server: ServedBuild) -> Iterator[None]:
    yield
    assert server.answers()


def check(server: ServedBuild, query: str) -> HttpAnswer:
    return server.get(
        "/sparql/check",
        method="POST",
        body=query.encode(),
        Content_Type="application/sparql-query",
    )


def problem(server: ServedBuild, query: str) -> Any:
    answer = check(server, query)
    assert answer.status == 200
    return json.loads(answer.body)["problem"]


@pytest.mark.parametrize("opening", ["{", "(", "[ ?p "])
def test_c5_a_query_of_40_kb_of_opening_brackets_is_told_to_be_nested_too_deeply(
    server: ServedBuild, opening: str
) -> None:
    fork_server = server.fork_server()
    answer = check(server, f"SELECT * {{ ?s ?p {opening * (40_000 // len(opening))}")
    if answer.status == 200:
        assert json.loads(answer.body)["problem"]["line"] == 1
    else:
        assert (answer.status, answer.body) == (400, b"The query is nested too deeply.\n")
    assert server.fork_server() == fork_server


def test_c1_a_query_that_would_never_end_is_checked_at_once(server: ServedBuild) -> None:
    crossed = " ".join(f"VALUES ?v{place} {{ {NUMBERS} }}" for place in range(5))
    assert problem(server, f"ASK {{ {crossed} FILTER(?v0 < 0) }}") is None


@pytest.mark.parametrize("query", SERVICE_QUERIES)
def test_c7_a_query_that_would_call_another_host_is_not_said_to_be_right(
    server: ServedBuild, query: str
) -> None:
    assert problem(server, query.replace("URL", "http://127.0.0.1/")) is not None
