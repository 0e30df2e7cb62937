"""The composite action of GitHub, its steps run as a runner runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
PREFIX = """@prefix okg: <https://w3id.org/osce-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
GOOD = PREFIX + '<urn:s> a okg:State ; rdfs:label "Kazakhstan"@en .\n'
BAD = PREFIX + "<urn:s> a okg:State .\n"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    read: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
    return read


class Runner:
    """Runs the step that validates, with the files and variables that a runner gives to it."""

    def __init__(self, action: dict[str, Any], home: Path) -> None:
        self._action = action
        self.workspace = home / "work space"
        self.temporary = home / "temp"
        programs = home / "bin"
        for folder in (self.workspace, self.temporary, programs):
            folder.mkdir()
        program = programs / "osce-kg"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m osce_kg "$@"\n')
        program.chmod(0o755)
        self._path = f"{programs}:{os.environ['PATH']}"
        self.summary = home / "summary.md"
        self.output = home / "output"

    def run(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the step with inputs (``_`` for ``-``); defaults are those of the action."""
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        values = {
            name: given.get(name, field.get("default", "")) for name, field in self._action["inputs"].items()
        }
        (step,) = (step for step in self._action["runs"]["steps"] if step.get("id") == "validate")
        variables = {
            name: EXPRESSION.sub(lambda match: values[match[1].removeprefix("inputs.")], text)
            for name, text in step["env"].items()
        }
        script = self.temporary / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        self.summary.write_text("")
        self.output.write_text("")
        environment = {
            "PATH": self._path,
            "PYTHONPATH": ":".join(sys.path),
            "GITHUB_ACTION_PATH": str(REPOSITORY),
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.temporary),
            **variables,
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def runner(action: dict[str, Any], tmp_path: Path) -> Runner:
    return Runner(action, tmp_path)


def test_no_input_is_pasted_into_a_script(action: dict[str, Any]) -> None:
    for step in action["runs"]["steps"]:
        assert not EXPRESSION.search(step["run"])
        assert step["shell"] == "bash"


def test_the_action_is_one_that_github_reads(action: dict[str, Any]) -> None:
    assert action["runs"]["using"] == "composite"
    assert all(field["description"] for field in action["inputs"].values())
    used = {
        name
        for step in action["runs"]["steps"]
        for text in step["env"].values()
        for name in EXPRESSION.findall(text)
    }
    used |= {"inputs.install"}
    assert used == {f"inputs.{name}" for name in action["inputs"]}


def test_the_documentation_names_every_input(action: dict[str, Any]) -> None:
    page = (REPOSITORY / "docs/validation.md").read_text(encoding="utf-8")
    assert [name for name in action["inputs"] if f"`{name}`" not in page] == []


def test_data_that_conforms_passes_and_the_summary_says_so(runner: Runner) -> None:
    (runner.workspace / "a.ttl").write_text(GOOD)
    done = runner.run(files="a.ttl")
    assert done.returncode == 0, done.stderr
    assert runner.output.read_text() == "exit-code=0\n"
    assert "## Validation passes" in runner.summary.read_text()


def test_findings_are_annotated_and_reported_in_every_file_asked_for(runner: Runner) -> None:
    (runner.workspace / "data").mkdir()
    (runner.workspace / "data/b c.ttl").write_text(BAD)
    done = runner.run(files="  data  \n\n", sarif="r.sarif", junit="r.xml", html="r.html")
    assert done.returncode == 1
    assert "::error file=data/b c.ttl,line=3,col=1,title=" in done.stdout
    assert runner.output.read_text() == "exit-code=1\n"
    assert "## Validation fails" in runner.summary.read_text()
    assert {path.name for path in runner.workspace.iterdir()} == {"data", "r.sarif", "r.xml", "r.html"}


def test_bad_input_fails_with_its_own_code_and_an_annotation(runner: Runner) -> None:
    done = runner.run(files="none.ttl")
    assert done.returncode == 3
    assert done.stdout.startswith("::error title=osce-kg could not validate::none.ttl")
    assert runner.output.read_text() == "exit-code=3\n"
    assert "could not run" in runner.summary.read_text()


def test_options_reach_the_program(runner: Runner) -> None:
    (runner.workspace / "a.ttl").write_text("<urn:s> <urn:p> <urn:o> .")
    assert runner.run(files="a.ttl").returncode == 0
    assert runner.run(files="a.ttl", strict="true").returncode == 1
    assert runner.run(files="a.ttl", fail_on="fatal").returncode == 2
    assert runner.run(files="a.ttl", baseline="none.json").returncode == 3
    assert runner.run(files="a.ttl", shapes="none").returncode == 3
    assert runner.run(files="a.ttl", changed_since="main").returncode == 2
    assert runner.run(files="a.ttl", profile="none").returncode == 3
    assert runner.run(files="a.ttl", checks="none").returncode == 3
    assert runner.run(files="a.ttl", engine="none").returncode == 2


def test_a_profile_and_checks_of_the_user_decide(runner: Runner) -> None:
    (runner.workspace / "a.ttl").write_text(BAD)
    assert runner.run(files="a.ttl", profile="release").returncode == 1
    assert runner.run(files="a.ttl", profile="incoming").returncode == 0
    (runner.workspace / "checks").mkdir()
    (runner.workspace / "checks/any.rq").write_text("SELECT ?this { ?this ?p ?o }")
    (runner.workspace / "checks/checks.toml").write_text('[any]\nseverity = "violation"\nmessage = "m"\n')
    assert runner.run(files="a.ttl", profile="incoming", checks="checks").returncode == 1


@pytest.mark.parametrize(
    "name",
    [
        "files",
        "shapes",
        "profile",
        "checks",
        "engine",
        "fail-on",
        "strict",
        "baseline",
        "changed-since",
        "sarif",
    ],
)
def test_no_input_becomes_code(runner: Runner, name: str) -> None:
    (runner.workspace / "a.ttl").write_text(GOOD)
    hostile = "\"; touch owned1 #$(touch owned2)`touch owned3`'\n; touch owned4 ${IFS}"
    runner.run(**{"files": "a.ttl", name.replace("-", "_"): hostile})
    assert not list(runner.workspace.glob("owned*"))


def test_no_file_becomes_an_option(runner: Runner) -> None:
    assert runner.run(files="--help").returncode == 3
