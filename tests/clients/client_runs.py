"""Client scripts: which there are, and how one of them fares against a server.

A client script is a file of this folder that begins with ``#!``. It is given the URL of a server, checks what
its client gets from it, and says by its exit code how it went: 0 green, 77 skipped (its last line says why),
anything else red. Python scripts are run by an interpreter that has what their header asks of PyPI; the
variable ``CLIENTS_HOME`` names the folder of what was installed for them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from client_needs import Needs, Tools, read_needs

SKIPPED = 77
"""Exit code of a script that cannot run here, as Automake has it."""

_PATIENCE = 280
"""Seconds that one client gets; one that hangs is red."""


class Outcome(StrEnum):
    """How a client fared."""

    GREEN = "green"
    RED = "red"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Client:
    """A client: its name, its script and what the script needs."""

    name: str
    script: Path
    needs: Needs


@dataclass(frozen=True, slots=True)
class Run:
    """One client's run.

    Attributes:
        remark: how many checks held, what failed, or why it was skipped; one line.
        output: everything that the script printed.
        seconds: how long it took.
    """

    client: Client
    outcome: Outcome
    remark: str
    output: str = ""
    seconds: float = 0.0


def find_clients(folder: Path) -> list[Client]:
    """Return the clients of a folder, by name."""
    scripts = (path for path in folder.iterdir() if path.is_file() and path.read_bytes().startswith(b"#!"))
    return sorted(
        (Client(path.stem.removeprefix("with_"), path, read_needs(path)) for path in scripts),
        key=lambda client: client.name,
    )


def run_client(client: Client, url: str, tools: Tools) -> Run:
    """Run a client against the server at ``url``, unless something that it needs is missing."""
    missing = tools.missing(client.needs)
    if missing != Needs():
        return Run(client, Outcome.SKIPPED, f"not here: {_list_of(missing)}")
    started = time.monotonic()
    code, output = _run_script(_command(client, tools), url, tools)
    lines = output.strip().splitlines() or ["no word"]
    seconds = time.monotonic() - started
    if code == 0:
        held = sum(line.startswith("ok ") for line in lines)
        return Run(client, Outcome.GREEN, f"{held} checks" if held else lines[-1], output, seconds)
    if code == SKIPPED:
        return Run(client, Outcome.SKIPPED, lines[-1], output, seconds)
    failed = [line for line in lines if line.startswith("FAILED ")]
    return Run(client, Outcome.RED, "; ".join(failed) or lines[-1], output, seconds)


def table_of(runs: Iterable[Run]) -> str:
    """Return one line for each run, in columns."""
    rows = [(run.client.name, run.outcome, f"{run.seconds:.1f} s", run.remark) for run in runs]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return "\n".join(
        f"{name:{widths[0]}}  {outcome:{widths[1]}}  {seconds:>{widths[2]}}  {remark}"
        for name, outcome, seconds, remark in rows
    )


def _list_of(missing: Needs) -> str:
    kinds = {
        "apt install": sorted(set(missing.debian.values())),
        "pip install": missing.pypi,
        "npm install": missing.npm,
    }
    return "; ".join(f"{command} {' '.join(packages)}" for command, packages in kinds.items() if packages)


def _command(client: Client, tools: Tools) -> list[str]:
    if client.script.suffix == ".py":
        return [str(tools.python(client.needs.pypi)), str(client.script)]
    return [str(client.script)]


def _run_script(command: list[str], url: str, tools: Tools) -> tuple[int, str]:
    """Return the exit code and the output; what outlives its time is killed with all that it started."""
    environment = {**os.environ, "CLIENTS_HOME": str(tools.home), "NO_PROXY": "*", "no_proxy": "*"}
    with subprocess.Popen(
        [*command, url],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            return -signal.SIGKILL, f"{output}\nFAILED it took more than {_PATIENCE} seconds"
    return process.returncode, output
