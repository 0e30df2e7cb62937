"""``make evaluate`` measures everything and tells of whatever failed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine")
@pytest.mark.parametrize(("failing", "fails"), [("--gold", True), ("--resolution", True), ("none", False)])
def test_resolution_is_measured_and_the_exit_code_tells(tmp_path: Path, failing: str, fails: bool) -> None:
    command = tmp_path / "venv" / "bin" / "osce-kg"
    command.parent.mkdir(parents=True)
    told = tmp_path / "told"
    command.write_text(f'#!/bin/sh\necho "$*" >> "{told}"\ncase "$*" in *{failing}*) exit 1;; esac\n')
    command.chmod(0o755)
    made = subprocess.run(
        ["make", "-o", "install", f"VENV={tmp_path / 'venv'}", "evaluate"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (made.returncode != 0) == fails
    first, second = told.read_text().splitlines()
    assert "--gold" in first
    assert "--resolution" in second
