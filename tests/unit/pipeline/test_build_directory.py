from __future__ import annotations

import json
from pathlib import Path

import pytest

from osce_kg.pipeline.directory import is_build

REPORT = {"version": "1", "graphVersion": "a", "stages": []}


@pytest.fixture
def build(tmp_path: Path) -> Path:
    directory = tmp_path / "build"
    for name in ("store", "dump", "documents"):
        (directory / name).mkdir(parents=True)
    (directory / "report.json").write_text(json.dumps(REPORT))
    return directory


def test_a_whole_build_is_known(build: Path) -> None:
    assert is_build(build)


def test_a_directory_that_merely_holds_a_report_is_no_build(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(json.dumps(REPORT))
    assert not is_build(tmp_path)


def test_a_build_that_something_was_added_to_is_no_build(build: Path) -> None:
    (build / "notes.txt").write_text("years of work")
    assert not is_build(build)


def test_a_build_with_candidates_to_review_is_known_and_so_is_an_older_one_without(build: Path) -> None:
    (build / "candidates.json").write_text("{}")
    assert is_build(build)


@pytest.mark.parametrize("name", ["store", "dump", "documents"])
def test_a_build_that_lacks_a_folder_is_no_build(build: Path, name: str) -> None:
    (build / name).rmdir()
    assert not is_build(build)
    (build / name).write_text("a file instead")
    assert not is_build(build)


@pytest.mark.parametrize("report", [b"{}", b"[]", b"not JSON", b"\xff", b'{"version": "1", "stages": []}'])
def test_a_report_of_another_program_makes_no_build(build: Path, report: bytes) -> None:
    (build / "report.json").write_bytes(report)
    assert not is_build(build)


def test_what_is_not_there_is_no_build(tmp_path: Path) -> None:
    assert not is_build(tmp_path / "nothing")
