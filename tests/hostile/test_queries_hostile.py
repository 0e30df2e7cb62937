"""Rows C1 to C5, C10 to C12 and C17 of the catalogue of hostile inputs, against ``osce-kg serve``.

They are about what a query costs. After each, another query is answered, and at once.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from running_server import HttpAnswer, RunningServer, running_server
from served_build import TRUE, eventually, seconds_taken

DEADLINE = 4.0
CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"
MANY_ROWS = "SELECT * { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"
DOUBLED = (
    "SELECT (STRLEN(?x28) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(28))
    + " }"
)
NUMBERS = itertools.count()
NAMES = "SELECT ?name { ?p a okg:Person ; rdfs:label ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def server(meeting_build: Path) -> Iterator[RunningServer]:
    limits = {"OSCE_KG_MEMORY_LIMIT": "256", "OSCE_KG_RESULT_LIMIT": "1", "OSCE_KG_DEADLINE": str(DEADLINE)}
    with running_server(meeting_build, "--workers", "2", **limits) as running:
        yield running


@pytest.fixture(autouse=True)
def _others_are_served_at_once(server: RunningServer) -> Iterator[None]:
    yield
    assert is_answered_at_once(server, "ASK {}", TRUE)


def is_answered_at_once(server: RunningServer, query: str, answer: bytes = b"") -> bool:
    """Tell whether a query is answered within a second, once in three times: the machine may be busy.

    It is never asked in the same words, so that it takes a worker.

    Args:
        answer: must be in what comes back.
    """

    def ask() -> None:
        asked = server.query(f"{query} # {next(NUMBERS)}")
        assert asked.status == 200
        assert answer in asked.body

    return any(seconds_taken(ask) < 1 for _ in range(3))


def is_stopped_at_the_deadline(answer: HttpAnswer) -> bool:
    return (
        answer.status == 503 and b"longer than 4 seconds" in answer.body and "retry-after" in answer.headers
    )


def test_c1_a_cross_product_is_stopped_at_the_deadline_and_others_do_not_wait(server: RunningServer) -> None:
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(server.query, CROSS_PRODUCT)
        assert eventually(
            lambda: re.search(rb"(?m)^osce_kg_workers_(quick|slow) 1", server.get("/metrics").body)
        )
        assert is_answered_at_once(server, NAMES)
        assert not slow.done()
        assert is_stopped_at_the_deadline(slow.result())


@pytest.mark.parametrize("path", ["(okg:metWith*)*", "(okg:metWith|!okg:sought)*", "(^okg:metWith/!okg:x)*"])
def test_c2_paths_with_both_ends_free_are_answered_or_stopped(server: RunningServer, path: str) -> None:
    answer = server.query(f"SELECT (COUNT(*) AS ?n) {{ ?a {path} ?b . ?c {path} ?d . ?e {path} ?f }}")
    assert answer.status == 200 or is_stopped_at_the_deadline(answer)


@pytest.mark.parametrize(
    "expression",
    ["REGEX(?x, '^(a+)+$')", "REPLACE(?x, '(a*)*$', 'b') = ''", "REGEX(?x, '(x+x+)+y')"],
)
def test_c3_patterns_that_would_backtrack_without_end_are_answered(
    server: RunningServer, expression: str
) -> None:
    text = "a" * 4000 + "!"
    answer = server.query(f"SELECT ?r {{ BIND('{text}' AS ?x) BIND({expression} AS ?r) }}")
    assert answer.status == 200
    assert json.loads(answer.body)["results"]["bindings"][0]["r"]["value"] == "false"


def test_c4_a_text_that_doubles_without_end_is_stopped_by_the_memory_limit(server: RunningServer) -> None:
    answer = server.query(DOUBLED)
    assert (answer.status, answer.headers["retry-after"]) == (503, "4")
    assert b"256 MiB of memory" in answer.body


@pytest.mark.parametrize("brackets", ["{}", "()"])
def test_c5_brackets_20000_deep_are_refused(server: RunningServer, brackets: str) -> None:
    opening, closing = (bracket * 20_000 for bracket in brackets)
    query = (
        f"SELECT * {opening}{closing}" if brackets == "{}" else f"SELECT * {{ FILTER({opening}1{closing}) }}"
    )
    answer = server.query(query)
    assert (answer.status, answer.body) == (400, b"The query is nested too deeply.\n")


def test_c10_many_values_are_answered(server: RunningServer) -> None:
    values = " ".join(str(number) for number in range(100_000))
    answer = server.query(f"SELECT (SUM(?n) AS ?sum) {{ VALUES ?n {{ {values} }} }}")
    assert json.loads(answer.body)["results"]["bindings"][0]["sum"]["value"] == "4999950000"


def test_c10_many_unions_are_answered_or_refused_in_plain_words(server: RunningServer) -> None:
    unions = " UNION ".join(f"{{ ?s ?p {number} }}" for number in range(10_000))
    answer = server.query(f"SELECT * {{ {unions} }}")
    assert answer.status in (200, 400) or is_stopped_at_the_deadline(answer)


def test_c10_a_query_of_a_megabyte_is_answered_and_a_longer_address_refused(server: RunningServer) -> None:
    assert server.query("ASK {} #" + "x" * (1 << 20)).status == 200
    answer = server.get(f"/sparql?{urlencode({'query': 'ASK {} #' + 'x' * (1 << 20)})}")
    assert answer.status in (414, 431)


def test_c11_more_than_the_limit_is_never_a_shorter_answer(server: RunningServer) -> None:
    answer = server.query(MANY_ROWS)
    assert answer.breaks_off
    with pytest.raises(ValueError, match=r"Unterminated|Expecting|delimiter"):
        json.loads(answer.body)


def test_c11_an_answer_of_just_less_than_the_limit_is_whole(server: RunningServer) -> None:
    values = " ".join(str(number) for number in range(60_000))
    answer = server.query(f"SELECT ?n {{ VALUES ?n {{ {values} }} }}", Accept="text/csv")
    assert not answer.breaks_off
    assert len(list(csv.reader(io.StringIO(answer.body.decode())))) == 60_001


@pytest.mark.parametrize(
    "media_type", ["text/csv", "text/tab-separated-values", "application/sparql-results+xml"]
)
def test_c12_a_client_can_tell_that_the_deadline_cut_an_answer(
    server: RunningServer, meeting_build: Path, media_type: str
) -> None:
    limits = {"OSCE_KG_RESULT_LIMIT": "100000", "OSCE_KG_DEADLINE": "1"}
    with running_server(meeting_build, "--workers", "1", **limits) as generous:
        answer = generous.query(MANY_ROWS, Accept=media_type)
    assert answer.status == 200
    assert answer.breaks_off


def test_c12_a_client_of_http_1_0_gets_an_error_for_it_could_not_tell(server: RunningServer) -> None:
    target = urlencode({"query": MANY_ROWS})
    with socket.create_connection(server.address, 20) as connection:
        connection.sendall(f"GET /sparql?{target} HTTP/1.0\r\n\r\n".encode())
        answer = connection.makefile("rb").read()
    assert b" 503 " in answer.split(b"\r\n", 1)[0]


def test_c17_a_fresh_server_answers_many_at_once_as_it_answers_one(meeting_build: Path) -> None:
    queries = [
        *(f"SELECT ({number} AS ?n) {{}}" for number in range(8)),
        NAMES,
        "CONSTRUCT WHERE { ?a okg:metWith ?b }",
        "SELECT",
        "ASK { ?a okg:metWith ?b }",
    ]
    with running_server(meeting_build, "--workers", "4") as fresh, ThreadPoolExecutor(8) as pool:

        def ask(query: str) -> tuple[int, bytes]:
            answer = fresh.query(query, Accept="text/csv, application/n-triples")
            return answer.status, b"\n".join(sorted(answer.body.splitlines()))

        first = list(pool.map(ask, queries[:8]))
        alone = {query: ask(query) for query in queries}
        asked = queries * 60
        assert first == [alone[query] for query in queries[:8]]
        assert list(pool.map(ask, asked)) == [alone[query] for query in asked]
