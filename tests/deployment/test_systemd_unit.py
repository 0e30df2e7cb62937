"""The systemd unit: systemd reads it, it is confined, and it lets the server do what the server does."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from deployment_files import REPOSITORY, read_unit, variables_of

UNIT = REPOSITORY / "deploy" / "osce-kg.service"
SOURCES = REPOSITORY / "src"
WORST_EXPOSURE = 1.5
"""Of 10, as systemd counts, newer ones more strictly; what is left is that a server needs sockets."""

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine"
)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with a program that is on every machine, since ours is not in its place on most."""
    program = shutil.which("true")
    assert program is not None
    text = re.sub(r"^ExecStart=\S+", f"ExecStart={program}", UNIT.read_text(), flags=re.MULTILINE)
    copy = tmp_path / UNIT.name
    copy.write_text(text)
    return copy


@needs_systemd
def test_systemd_finds_no_fault_in_the_unit(unit: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needs_systemd
def test_systemd_calls_the_service_hardly_exposed(unit: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", told)
    if found is None:
        pytest.skip("this systemd is too old to judge a unit that is not installed")
    assert float(found[1]) <= WORST_EXPOSURE, told


def test_the_service_has_no_right_and_no_file_to_write() -> None:
    service = read_unit(UNIT)["Service"]
    assert service["DynamicUser"] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    assert service["ProtectSystem"] == "strict"
    assert not {"ReadWritePaths", "StateDirectory", "User"} & service.keys()


def test_the_service_listens_on_this_machine_only_and_calls_nobody() -> None:
    service = read_unit(UNIT)["Service"]
    assert variables_of(service["Environment"])["OSCE_KG_HOST"] == "127.0.0.1"
    assert (service["IPAddressDeny"], service["IPAddressAllow"]) == ("any", "localhost")


@needs_systemd
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on this machine")
@pytest.mark.slow
def test_the_unit_allows_every_system_call_that_the_server_makes(meeting_build: Path, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    serve = [sys.executable, "-m", "osce_kg", "serve", "--data", str(meeting_build), "--port", "0"]
    trace = ["strace", "-f", "-qq", "-c", "-U", "name", "-o", str(calls)]
    with subprocess.Popen(
        [*trace, *serve], env={"PYTHONPATH": str(SOURCES)}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://\S+/", line)
        assert found, line
        for path in ("healthz", "sparql?query=ASK%7B%7D", "", "dump/osce-kg.ttl", "shapes", "ontology"):
            with urllib.request.urlopen(found[0] + path) as answer:
                answer.read()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        subprocess.run(["kill", f"-{signal.SIGTERM.value}", children[0]], check=True)
    made = set(calls.read_text().split()) - {"syscall", "total"}
    assert "sendmsg" in made or "sendto" in made
    assert made & _known_calls() - _allowed_calls() == set()


def _allowed_calls() -> set[str]:
    text = UNIT.read_text()
    filters = re.findall(r"^SystemCallFilter=(~?)(.+)$", text, flags=re.MULTILINE)
    allowed = _group("@default")
    for is_refusal, names in filters:
        listed = {call for name in names.split() for call in _group(name)}
        allowed = allowed - listed if is_refusal else allowed | listed
    return allowed


def _known_calls() -> set[str]:
    return _group("@known")


def _group(name: str) -> set[str]:
    """Return the system calls that systemd knows by the name of a group, or the call of that name."""
    if not name.startswith("@"):
        return {name}
    done = subprocess.run(
        ["systemd-analyze", "syscall-filter", name], capture_output=True, text=True, check=True
    )
    members = [line.strip() for line in done.stdout.splitlines()[1:]]
    return {call for member in members if member and member[0] != "#" for call in _group(member)}
