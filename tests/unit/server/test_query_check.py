"""``/sparql/check``: what an editor is told of a query that nobody has run yet."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

QUERY = "application/sparql-query"


def problem(client: FlaskClient, query: str) -> Any:
    answer = client.post("/sparql/check", data=query.encode(), content_type=QUERY)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json is not None
    return answer.json["problem"]


def test_nothing_is_wrong_with_a_good_query(client: FlaskClient) -> None:
    assert problem(client, "SELECT * { ?s a okg:Meeting }") is None


def test_a_mistake_is_told_with_place_and_hint(client: FlaskClient) -> None:
    found = problem(client, "SELECT * {\n  nix:a ?p ?o }")
    assert (found["line"], found["column"]) == (2, 3)
    assert found["hint"] == "the prefix 'nix' is not declared."
    assert found["message"].startswith("The query does not parse at line 2, column 3.")


def test_the_check_says_what_the_run_says(client: FlaskClient) -> None:
    wrong = "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }"
    run = client.get("/sparql", query_string={"query": wrong})
    assert run.text == problem(client, wrong)["message"] + "\n"


@pytest.mark.parametrize("query", ["CLEAR ALL", "SELECT * { SERVICE <http://127.0.0.1/> {} }"])
def test_what_would_be_refused_has_no_place_but_a_reason(client: FlaskClient, query: str) -> None:
    found = problem(client, query)
    assert (found["line"], found["column"]) == (None, None)
    assert "not allowed" in found["hint"]


def test_a_form_is_taken_too(client: FlaskClient) -> None:
    answer = client.post("/sparql/check", data={"query": "ASK {}"})
    assert answer.json == {"problem": None}


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "application/x-www-form-urlencoded", 400),
        (b"\xff", QUERY, 400),
        (b"ASK {}", "text/plain", 415),
        (b"#" * 70_000, QUERY, 413),
        (b"x" * 3_000_000, QUERY, 413),
    ],
)
def test_what_cannot_be_checked_is_refused(
    client: FlaskClient, body: bytes, content_type: str, status: int
) -> None:
    answer = client.post("/sparql/check", data=body, content_type=content_type)
    assert answer.status_code == status
    assert answer.mimetype == "text/plain"
    assert len(answer.data) < 500


def test_it_is_not_read(client: FlaskClient) -> None:
    assert client.get("/sparql/check", query_string={"query": "ASK {}"}).status_code == 405
