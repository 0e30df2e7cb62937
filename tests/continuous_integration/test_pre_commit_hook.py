"""The hook for pre-commit, run by its contract: entry, arguments of the user, names of files."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
PREFIX = """@prefix okg: <https://w3id.org/osce-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@pytest.fixture(scope="module")
def hook() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    (read,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert isinstance(read, dict)
    return read


def run(hook: dict[str, Any], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program, *fixed = shlex.split(hook["entry"])
    assert program == "osce-kg"
    return subprocess.run(
        [sys.executable, "-m", "osce_kg", *fixed, *arguments],
        cwd=folder,
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["a.ttl", "b/a.nt.gz", "a.trig", "a.nq", "a.rdf", "a.owl", "a.jsonld"])
def test_the_hook_is_given_files_of_rdf(hook: dict[str, Any], name: str) -> None:
    assert re.search(hook["files"], name)


@pytest.mark.parametrize("name", ["package.json", "pom.xml", "a.ttl.md", "attl"])
def test_the_hook_is_given_nothing_else(hook: dict[str, Any], name: str) -> None:
    assert not re.search(hook["files"], name)


def test_all_files_come_to_one_process_because_they_are_one_graph(hook: dict[str, Any]) -> None:
    assert hook["require_serial"] is True
    assert hook["language"] == "python"


def test_the_hook_fails_on_findings_and_on_files_that_do_not_parse(
    hook: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "good.ttl").write_text(PREFIX + '<urn:s> a okg:State ; rdfs:label "Kazakhstan"@en .\n')
    (tmp_path / "bad file.ttl").write_text(PREFIX + "<urn:t> a okg:State .\n")
    (tmp_path / "cut.ttl").write_text(PREFIX + "<urn:t> a okg:State")
    assert run(hook, tmp_path, "good.ttl").returncode == 0
    done = run(hook, tmp_path, "--fail-on", "violation", "good.ttl", "bad file.ttl")
    assert done.returncode == 1
    assert "at     bad file.ttl:3:1" in done.stdout
    assert run(hook, tmp_path, "good.ttl", "cut.ttl").returncode == 3


def test_the_hook_takes_the_profile_of_data_from_elsewhere(hook: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "theirs.ttl").write_text(PREFIX + "<urn:t> a okg:State .\n")
    assert run(hook, tmp_path, "theirs.ttl").returncode == 1
    assert run(hook, tmp_path, "--profile", "incoming", "theirs.ttl").returncode == 0
    assert run(hook, tmp_path, "--profile", "none", "theirs.ttl").returncode == 3


def test_the_documentation_shows_the_hook(hook: dict[str, Any]) -> None:
    assert f"id: {hook['id']}" in (REPOSITORY / "docs/validation.md").read_text(encoding="utf-8")
