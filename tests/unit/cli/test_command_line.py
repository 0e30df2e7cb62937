from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from osce_kg import __version__, cli
from osce_kg.errors import InputError, MachineError, MissingInputError, OsceKgError, QueryError, UsageError

SOURCES = Path(__file__).parents[3] / "src"


def run_failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """Run a command that fails with an error."""

    @click.command("build")
    def command() -> None:
        raise error

    monkeypatch.setattr(cli.LazyGroup, "get_command", lambda *_: command)
    return cli.run(["build"])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("no"), 2),
        (QueryError("no"), 2),
        (InputError("no"), 3),
        (MissingInputError("no"), 3),
        (MachineError("no"), 4),
        (OsceKgError("no"), 4),
    ],
)
def test_an_error_of_ours_is_one_line_and_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: OsceKgError, code: int
) -> None:
    assert run_failing(monkeypatch, error) == code
    assert capsys.readouterr().err == "error: no\n"


def test_an_unexpected_error_is_one_line_without_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("OSCE_KG_DEBUG", raising=False)
    assert run_failing(monkeypatch, ZeroDivisionError("division by zero")) == 4
    told = capsys.readouterr().err
    assert told == "internal error (ZeroDivisionError: division by zero); OSCE_KG_DEBUG=1 shows where\n"


def test_an_unexpected_error_is_raised_for_who_looks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSCE_KG_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run_failing(monkeypatch, ZeroDivisionError())


def test_an_interrupt_gives_130(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_failing(monkeypatch, KeyboardInterrupt()) == 130


@pytest.mark.parametrize("arguments", [["nix"], ["build"], ["build", "--out"], ["extract"]])
def test_wrong_usage_gives_2(arguments: list[str]) -> None:
    assert cli.run(arguments) == 2


@pytest.mark.parametrize("seconds", ["inf", "nan", "-inf", "1e300", "0"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--out", "nowhere", "--timeout"],
        ["query", "-", "--data", "nowhere", "--deadline"],
        ["serve", "--data", "nowhere", "--deadline"],
    ],
)
def test_a_number_of_seconds_has_an_end(arguments: list[str], seconds: str) -> None:
    assert cli.run([*arguments, seconds]) == 2


@pytest.mark.parametrize(
    "arguments", [["query", "missing.rq", "--data", "."], ["validate", "x.ttl", "--shapes", "missing"]]
)
def test_an_input_that_is_missing_is_told_by_name(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == 3
    assert re.fullmatch(r"error: missing(\.rq)?: .*no such file.*\n", capsys.readouterr().err)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"osce-kg {__version__}\n"


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_of_the_list_is_there_and_explains_itself(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([name, "--help"]) == 0
    assert f"Usage: osce-kg {name}" in capsys.readouterr().out


def test_there_is_no_command_that_the_list_does_not_name() -> None:
    modules = Path(cli.__file__).parent.glob("*.py")
    starts = ('@click.command("', '@click.group("')
    commands = {path.stem for path in modules if any(start in path.read_text("utf-8") for start in starts)}
    assert commands == set(cli.COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"], ["nix"]])
def test_help_imports_no_heavy_library(arguments: list[str]) -> None:
    program = f"""
import json, sys
from osce_kg import cli
code = cli.run({arguments!r})
print(json.dumps(sorted(name for name in sys.modules if "." not in name)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(json.loads(done.stdout.splitlines()[-1]))
    heavy = {"flask", "numpy", "owlrl", "pyoxigraph", "pyshacl", "rdflib", "requests", "selectolax", "spacy"}
    assert imported & heavy == set()


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "osce_kg", "--help"],
            env={**os.environ, "PYTHONPATH": str(SOURCES)},
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.stderr == ""
    assert done.returncode == 141
