"""What the files of deploy/ and their page name is real: settings, commands, options, files."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner
from deployment_files import DEPLOY, REPOSITORY, read_unit, variables_of

from osce_kg.cli import cli
from osce_kg.config import Settings, load_settings

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

PAGE = REPOSITORY / "docs" / "deployment.md"
NO_TEXT = {".lock", ".pyc"}
FILES = [*sorted(path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix not in NO_TEXT), PAGE]
COMMAND = re.compile(r"osce-kg ((?:build|serve|validate|query)\b[^\n`|#>&]*)")


def commands() -> list[str]:
    """Every command line of ours in the files and on the page, without the name of the program."""
    found = [one.strip() for path in FILES for one in COMMAND.findall(path.read_text(encoding="utf-8"))]
    found.append(
        shlex.join(json.loads(re.findall(r"^CMD (\[.*\])$", (DEPLOY / "Dockerfile").read_text(), re.M)[-1]))
    )
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return sorted({*found, *(shlex.join(service["command"]) for service in services.values())})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"OSCE_KG_([A-Z_]+)", path.read_text(encoding="utf-8")))
    assert {name.lower() for name in named} <= {field.name for field in fields(Settings)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_takes_the_value_that_it_is_given(path: Path) -> None:
    given = variables_of(path.read_text(encoding="utf-8"))
    values = {
        name: re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", value).rstrip("`,.;") for name, value in given.items()
    }
    load_settings(environment={name: value for name, value in values.items() if value})


@pytest.mark.parametrize("command", commands())
def test_every_command_that_is_named_is_one_of_ours(command: str) -> None:
    result = CliRunner().invoke(cli, [*shlex.split(command), "--help"])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("command", commands())
def test_every_option_that_is_named_is_one_of_its_command(command: str) -> None:
    name, *arguments = shlex.split(command)
    offered = CliRunner().invoke(cli, [name, "--help"]).output
    assert [one for one in arguments if one.startswith("--") and one.partition("=")[0] not in offered] == []


def test_the_unit_and_the_page_mean_the_same_places() -> None:
    unit, page = read_unit(DEPLOY / "osce-kg.service"), PAGE.read_text(encoding="utf-8")
    service = unit["Service"]
    program, *arguments = shlex.split(service["ExecStart"])
    data = arguments[arguments.index("--data") + 1]
    assert unit["Unit"]["ConditionPathIsDirectory"] == data
    for place in (program, data, service["EnvironmentFile"].removeprefix("-")):
        assert place in page


def test_the_page_names_every_file_of_the_folder() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = [path.relative_to(REPOSITORY).as_posix() for path in FILES[:-1] if path.suffix]
    assert [name for name in names if name not in page] == []


def test_every_file_that_the_page_names_is_there() -> None:
    named = re.findall(r"\b((?:deploy|docs)/[\w.-]+\w)", PAGE.read_text(encoding="utf-8"))
    assert [name for name in named if not (REPOSITORY / name).exists()] == []
