"""``osce-kg watch``: what is added to a folder is in the build without anybody asking."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from processes import CORPUS, command, environment, run

DEADLINE = 120


def report(out: Path) -> dict[str, Any]:
    """Return the report of a build; an empty one as long as there is none."""
    try:
        found: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"documents": 0}
    return found


def wait_for(documents: int, out: Path, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + DEADLINE
    while report(out)["documents"] != documents:
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_document_that_is_added_is_built_and_the_others_are_not_extracted_again(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "build"
    corpus.mkdir()
    shutil.copy(CORPUS / "a.txt", corpus)
    process = subprocess.Popen(
        command("watch", str(corpus), "--out", str(out), "--interval", "0.1"),
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(1, out, process)
        # It appears whole: a look at half of it would be a change of its own.
        Path(shutil.copy(CORPUS / "b.txt", tmp_path)).rename(corpus / "b.txt")
        wait_for(2, out, process)
        process.terminate()
        _, told = process.communicate(timeout=DEADLINE)
    finally:
        process.kill()
    assert process.returncode == 0
    assert [line.rpartition(", ")[2] for line in told.splitlines()] == [
        "0 extracted before",
        "1 extracted before",
    ]


def test_what_cannot_be_watched_is_refused(tmp_path: Path) -> None:
    address = run("watch", "https://example.org/", "--out", str(tmp_path / "build"))
    assert (address.returncode, "fetch it into a folder" in address.stderr) == (2, True)
    within = run("watch", str(tmp_path), "--out", str(tmp_path / "build"))
    assert (within.returncode, "must be outside" in within.stderr) == (2, True)
