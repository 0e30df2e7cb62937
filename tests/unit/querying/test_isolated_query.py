"""A query runs in a process that can be lost; whoever asked gets a complete answer or an error."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from osce_kg.errors import FormatError, LimitError, MissingInputError, OsceKgError, QueryError
from osce_kg.querying.execution import QueryRequest
from osce_kg.querying.isolated import QueryLimits, query_in_isolation

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"
NESTED = "SELECT * " + "{" * 20_000 + "}" * 20_000
HUGE = (
    "SELECT (STRLEN(?x28) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(28))
    + " }"
)
LIMITS = QueryLimits(deadline=20, memory=256 << 20, result=100_000)


def answer(build: Path, query: str, limits: QueryLimits = LIMITS) -> bytes:
    result = query_in_isolation(build / "store", QueryRequest(query, solutions_format="csv"), limits)
    with result.body as body:
        content = body.read()
    assert len(content) == result.size
    return content


def test_a_query_is_answered_from_the_union_of_all_graphs(meeting_build: Path) -> None:
    rows = answer(meeting_build, "SELECT ?label { ?s a okg:Post ; rdfs:label ?label }")
    assert rows == b"label\r\nChairperson-in-Office\r\n"


@pytest.mark.parametrize(
    ("attack", "error", "message"),
    [
        (NESTED, QueryError, "nested too deeply"),
        (HUGE, LimitError, "256 MiB of memory"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", LimitError, "longer than 100,000 bytes"),
        ("SELECT * { SERVICE <http://127.0.0.1/> {} }", QueryError, "SERVICE"),
        ("SELECT", QueryError, "does not parse"),
    ],
)
def test_a_hostile_query_gets_an_error(
    meeting_build: Path, attack: str, error: type[OsceKgError], message: str
) -> None:
    with pytest.raises(error, match=message):
        answer(meeting_build, attack)


def test_a_query_past_its_deadline_is_stopped(meeting_build: Path) -> None:
    with pytest.raises(LimitError, match="took longer"):
        answer(meeting_build, ENDLESS, QueryLimits(deadline=1))


def test_the_line_and_column_of_an_error_come_through(meeting_build: Path) -> None:
    with pytest.raises(QueryError) as caught:
        answer(meeting_build, "SELECT * {} ORDER ?s")
    assert (caught.value.line, caught.value.column) == (1, 19)


def test_the_forms_of_an_answer_are_told_apart(meeting_build: Path) -> None:
    with pytest.raises(FormatError):
        query_in_isolation(
            meeting_build / "store", QueryRequest("CONSTRUCT WHERE { ?s ?p ?o }", graph_format="csv")
        )


def test_a_store_that_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="there is no store"):
        query_in_isolation(tmp_path, QueryRequest("ASK {}"))


def test_the_kernel_refuses_sockets_to_a_confined_process() -> None:
    # In a child, because there is no way back.
    child = os.fork()
    if child == 0:
        from osce_kg.confinement import forbid_network

        confined = forbid_network()
        try:
            socket.socket().close()
            code = 1 if confined else 2
        except PermissionError:
            code = 0
        os._exit(code)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == 2:
        pytest.skip("this system has no seccomp filter")
    assert code == 0
