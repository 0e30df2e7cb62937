"""``osce-kg diff``: exit codes as those of diff(1), and patches that ordinary tools apply."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from osce_kg.cli import run


@pytest.fixture
def changed(meeting_build: Path, tmp_path: Path) -> Path:
    """The quads of the meeting without three of them, and with one that is new."""
    lines = (meeting_build / "dump" / "osce-kg.nq").read_text().splitlines(keepends=True)
    path = tmp_path / "changed.nq"
    path.write_text("".join(sorted([*lines[4:], lines[0].replace("n1001", "n9999")])))
    return path


def test_equal_builds_differ_in_nothing(meeting_build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", str(meeting_build), str(meeting_build)]) == 0
    assert capsys.readouterr().out == ""


def test_a_difference_is_printed_and_is_exit_code_1(
    meeting_build: Path, changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", str(meeting_build), str(changed)]) == 1
    out = capsys.readouterr().out
    assert sum(line.startswith("- ") for line in out.splitlines()) == 4
    assert sum(line.startswith("+ ") for line in out.splitlines()) == 1


@pytest.mark.parametrize("name", ["text", "patch", "json"])
def test_every_format_ends_with_the_same_exit_code(
    meeting_build: Path, changed: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(["diff", str(meeting_build), str(changed), "--format", name]) == 1
    assert run(["diff", str(changed), str(changed), "--format", name]) == 0
    assert "Traceback" not in capsys.readouterr().err


def test_json_is_one_document(meeting_build: Path, changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["diff", str(meeting_build), str(changed), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["summary"]["added"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["nowhere.nq", "nowhere.nq"], 3, "there is no such file"),
        (["a.ttl", "b.ttl"], 2, "only N-Triples and N-Quads"),
        (["a.nt", "b.nq"], 2, "Triples cannot be compared with quads"),
        (["a.nq"], 2, "Missing argument"),
    ],
)
def test_what_goes_wrong_is_more_than_exit_code_1(
    arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", *arguments]) == code
    assert told in capsys.readouterr().err


def test_the_written_patch_makes_the_one_from_the_other_with_ordinary_tools(
    meeting_build: Path, changed: Path, tmp_path: Path
) -> None:
    assert run(["diff", str(meeting_build), str(changed), "--out", str(tmp_path / "patch")]) == 1
    assert {path.name for path in (tmp_path / "patch").iterdir()} == {"removed.nq", "added.nq"}
    # As docs/releases.md has it.
    patched = subprocess.run(
        ["bash", "-c", 'comm -23 "$1" patch/removed.nq | sort -m - patch/added.nq', "-", "before.nq"],
        cwd=_beside(tmp_path, meeting_build),
        env=os.environ | {"LC_ALL": "C"},
        capture_output=True,
        check=True,
    )
    assert patched.stdout == changed.read_bytes()


def _beside(folder: Path, build: Path) -> Path:
    (folder / "before.nq").write_bytes((build / "dump" / "osce-kg.nq").read_bytes())
    return folder


def test_a_failed_comparison_leaves_no_patch(
    meeting_build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.nq"
    broken.write_text("nonsense\n")
    assert run(["diff", str(meeting_build), str(broken), "--out", str(tmp_path / "patch")]) == 3
    assert not (tmp_path / "patch").exists()
    assert "broken.nq:1" in capsys.readouterr().err


def test_triples_make_patches_of_triples(meeting_build: Path, tmp_path: Path) -> None:
    triples = str(meeting_build / "dump" / "osce-kg.nt")
    assert run(["diff", triples, triples, "--out", str(tmp_path / "patch")]) == 0
    assert {path.name for path in (tmp_path / "patch").iterdir()} == {"removed.nt", "added.nt"}
