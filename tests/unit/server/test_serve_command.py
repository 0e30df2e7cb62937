"""``osce-kg serve`` and ``osce-kg query`` as a user runs them."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from osce_kg.cli.query import command as query_command
from osce_kg.cli.serve import command as serve_command
from osce_kg.errors import FormatError, MachineError, MissingInputError, QueryError, UsageError

SERVE = "from osce_kg.cli.serve import command; command()"
NAMES = "SELECT ?name { ?p a okg:Person ; rdfs:label ?name } ORDER BY ?name"


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_server_says_where_it_is_answers_and_ends_cleanly(
    meeting_build: Path, stop: signal.Signals
) -> None:
    command = [sys.executable, "-c", SERVE, "--data", str(meeting_build), "--port", "0", "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line
        with urllib.request.urlopen(f"{found[0]}sparql?query=ASK%7B%7D") as answer:
            assert answer.read() == b'{"head":{},"boolean":true}'
        process.send_signal(stop)
        assert process.wait(20) == 0
        assert "Traceback" not in process.stdout.read()


def test_an_address_that_is_taken_is_a_fault_of_the_machine(meeting_build: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(serve_command, ["--data", str(meeting_build), "--port", port])
    assert isinstance(result.exception, MachineError)
    assert port in str(result.exception)


def test_serving_what_is_not_there_names_it(tmp_path: Path) -> None:
    result = CliRunner().invoke(serve_command, ["--data", str(tmp_path)])
    assert isinstance(result.exception, MissingInputError)


def test_a_setting_that_makes_no_sense_is_refused(meeting_build: Path) -> None:
    result = CliRunner().invoke(serve_command, ["--data", str(meeting_build), "--workers", "0"])
    assert isinstance(result.exception, UsageError)


def ask(build: Path, query: str, *options: str) -> str:
    result = CliRunner().invoke(
        query_command, ["-", "--data", str(build), *options], input=query, catch_exceptions=False
    )
    return result.output


def test_a_query_prints_a_table(meeting_build: Path) -> None:
    lines = ask(meeting_build, NAMES).splitlines()
    assert lines[0] == "name"
    assert lines[2:] == ["Nikola <b>Berg</b>", "S. Aalto", "Sofia Aalto", "(3 solutions)"]


def test_a_query_can_come_from_a_file(meeting_build: Path, tmp_path: Path) -> None:
    file = tmp_path / "names.rq"
    file.write_text(NAMES)
    result = CliRunner().invoke(query_command, [str(file), "--data", str(meeting_build), "--format", "csv"])
    assert result.output.splitlines()[0] == "name"


def test_a_graph_is_printed_as_turtle_by_default(meeting_build: Path) -> None:
    assert "okg:metWith" in ask(meeting_build, "CONSTRUCT WHERE { ?a okg:metWith ?b }")


@pytest.mark.parametrize(
    ("query", "options", "error"),
    [
        ("SELECT", (), QueryError),
        ("CLEAR ALL", (), QueryError),
        (NAMES, ("--format", "turtle"), FormatError),
    ],
)
def test_a_wrong_query_is_a_usage_error(
    meeting_build: Path, query: str, options: tuple[str, ...], error: type[UsageError]
) -> None:
    with pytest.raises(error) as caught:
        ask(meeting_build, query, *options)
    assert caught.value.exit_code == 2


def test_querying_what_is_not_there_names_it(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="there is no store"):
        ask(tmp_path, NAMES)
