"""Installing what client scripts need: Debian's packages, PyPI and npm into folders of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from client_needs import Needs, Tools

_PATIENCE = 300
"""Seconds that one package manager gets."""


def install(needs: Iterable[Needs], tools: Tools) -> list[str]:
    """Install what is missing of all needs, each kind of package in one go.

    Returns:
        For each kind that could not be installed, a sentence that says why and what to do by hand.
    """
    missing = [tools.missing(one) for one in needs]
    debian = sorted({package for one in missing for package in one.debian.values()})
    pypi = sorted({package for one in missing for package in one.pypi})
    npm = sorted({package for one in missing for package in one.npm})
    complaints = [
        _from_debian(debian) if debian else None,
        _from_pypi(pypi, tools) if pypi else None,
        _from_npm(npm, tools) if npm else None,
    ]
    return [complaint for complaint in complaints if complaint]


def _from_debian(packages: list[str]) -> str | None:
    by_hand = f"apt install {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        return f"This is no Debian: what is in its packages {', '.join(packages)} must be installed by hand."
    if os.geteuid() != 0:
        return f"Only root installs Debian's packages: sudo {by_hand}"
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    return _run(["apt-get", "-qq", *wait, "update"]) or _run(
        ["apt-get", "-qq", *wait, "install", "--yes", "--no-install-recommends", *packages],
        DEBIAN_FRONTEND="noninteractive",
    )


def _from_pypi(packages: list[str], tools: Tools) -> str | None:
    if not tools.venv_python.exists():
        complaint = _run([sys.executable, "-m", "venv", str(tools.venv_python.parents[1])])
        if complaint:
            return complaint
    return _run([str(tools.venv_python), "-m", "pip", "install", "--quiet", *packages])


def _from_npm(packages: list[str], tools: Tools) -> str | None:
    if shutil.which("npm") is None:
        return f"There is no npm (on Debian: apt install npm), which has {', '.join(packages)}."
    tools.npm.mkdir(parents=True, exist_ok=True)
    # Without retries: where the registry cannot be reached, waiting for each package would take very long.
    options = ["--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=0"]
    return _run(["npm", "install", *options, "--prefix", str(tools.npm), *packages], cwd=tools.npm)


def _run(command: list[str], cwd: Path | None = None, **variables: str) -> str | None:
    """Run a command; return None, or a sentence that says how it failed."""
    print(f"$ {' '.join(command)}", flush=True)
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **variables},
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{' '.join(command)} took more than {_PATIENCE} seconds."
    if done.returncode == 0:
        return None
    last = (done.stdout.strip().splitlines() or ["no word"])[-1]
    return f"{' '.join(command)} failed with {done.returncode}: {last}"
