"""What the README shows is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from osce_kg.cli import COMMANDS, cli

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"^osce-kg {name}\b", README, re.MULTILINE)


def test_every_option_that_the_readme_shows_exists() -> None:
    for name, arguments in re.findall(r"^osce-kg ([a-z]+)(.*)$", README, re.MULTILINE):
        command = cli.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None, name
        known = {option for parameter in command.params for option in parameter.opts}
        shown = set(re.findall(r"--[a-z-]+", arguments.partition("#")[0]))
        assert shown <= known, f"osce-kg {name}: {shown - known}"


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = set(re.findall(r"\bmake ([a-z]+)\b", README))
    assert {"demo", "test", "evaluate"} <= shown <= targets


def test_every_path_that_the_readme_links_exists() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
