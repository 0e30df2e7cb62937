"""The Dockerfile and the compose file: confined, complete, and of our own pins only."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from deployment_files import DEPLOY, REPOSITORY

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
LAST_STAGE = DOCKERFILE.rpartition("\nFROM ")[2]


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return read


def pins(path: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+==\S+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_what_is_installed_is_pinned_as_it_is_tested_and_is_no_more_than_needed() -> None:
    installed = pins(DEPLOY / "requirements.lock")
    assert installed <= pins(REPOSITORY / "requirements.lock")
    names = {pin.partition("==")[0] for pin in installed}
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {re.split(r"[^A-Za-z0-9._-]", one)[0] for one in project["project"]["dependencies"]}
    assert needed <= names
    assert not names & {"pytest", "mypy", "ruff", "hypothesis"}


def test_every_package_of_the_image_has_a_hash() -> None:
    for command in re.findall(r"pip install (?:.*\\\n)*.*", DOCKERFILE):
        assert "--require-hashes" in command or "--no-deps --no-build-isolation" in command


def test_what_the_package_is_made_of_is_copied_and_let_through() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    parts = {
        "src",
        *wheel["force-include"],
        project["project"]["readme"],
        *project["project"]["license-files"],
    }
    let_through = re.findall(
        r"^!(\S+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), flags=re.MULTILINE
    )
    copied = {
        word for line in re.findall(r"^COPY ([^-].*) \S+$", DOCKERFILE, re.MULTILINE) for word in line.split()
    }
    assert copied >= parts
    assert set(let_through) == copied


def test_the_image_runs_as_nobody_in_particular_and_tells_how_it_is() -> None:
    (user,) = re.findall(r"^USER (\d+):\d+$", LAST_STAGE, flags=re.MULTILINE)
    assert int(user) >= 1000
    (check,) = re.findall(r"^HEALTHCHECK [^\n]*\\\n\s+CMD (\[.*\])$", LAST_STAGE, flags=re.MULTILINE)
    program, option, script = ast.literal_eval(check)
    assert (program, option) == ("python", "-c")
    assert "/healthz" in script
    ast.parse(script)


@pytest.mark.parametrize("name", compose()["services"])
def test_a_service_can_write_nowhere_but_in_its_volume_and_has_no_right(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["pids_limit"]
    assert service["mem_limit"]
    assert all("noexec" in place for place in service["tmpfs"])


def test_the_service_is_published_on_this_machine_only_and_reads_its_data() -> None:
    serve = compose()["services"]["serve"]
    assert all(port.startswith("127.0.0.1:") for port in serve["ports"])
    # The folder above the build: mounted itself, a build would stay after another has replaced it.
    assert serve["volumes"] == ["data:/data:ro"]


def test_the_builder_has_no_network() -> None:
    assert compose()["services"]["build"]["network_mode"] == "none"


@pytest.mark.skipif(shutil.which("hadolint") is None, reason="hadolint is not on this machine")
def test_hadolint_finds_no_fault_in_the_dockerfile() -> None:
    done = subprocess.run(
        ["hadolint", str(DEPLOY / "Dockerfile")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def has_compose() -> bool:
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not has_compose(), reason="docker compose is not on this machine")
def test_docker_compose_reads_the_file() -> None:
    command = ["docker", "compose", "-f", str(DEPLOY / "compose.yaml"), "--profile", "tools", "config", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
