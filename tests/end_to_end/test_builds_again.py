"""A build that goes on where another was gives what a build from nothing gives, byte by byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from osce_kg.model.record import BuildRecord
from osce_kg.pipeline import build_graph
from processes import CORPUS, run


@pytest.fixture(scope="module")
def fresh(build: tuple[Path, BuildRecord]) -> dict[str, bytes]:
    """What a build of the whole corpus from nothing consists of."""
    return contents(build[0])


@pytest.fixture
def again(build: tuple[Path, BuildRecord], tmp_path: Path) -> Path:
    """A copy of the build of the whole corpus."""
    return shutil.copytree(build[0], tmp_path / "build")


def contents(directory: Path) -> dict[str, bytes]:
    """Return the files that must be the same: all but the store, whose files no program makes twice alike."""
    files = (path for path in directory.rglob("*") if path.is_file())
    names = {path.relative_to(directory).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith("store/")}


def test_a_new_document_is_all_that_is_extracted_from(tmp_path: Path, fresh: dict[str, bytes]) -> None:
    corpus, out = shutil.copytree(CORPUS, tmp_path / "corpus"), tmp_path / "build"
    (corpus / "b.txt").rename(tmp_path / "b.txt")
    first = build_graph([str(corpus)], out)
    assert first.reused == 0
    (tmp_path / "b.txt").rename(corpus / "b.txt")
    record = build_graph([str(corpus)], out)
    documents = dict(record.stages[0].counts)["documents"]
    assert record.reused == documents - 1
    assert contents(out) == fresh


def test_what_is_damaged_is_extracted_again(again: Path, fresh: dict[str, bytes]) -> None:
    (rows,) = (again / "extractions").iterdir()
    damaged = bytearray(rows.read_bytes())
    damaged[len(damaged) // 3] ^= 1
    rows.write_bytes(damaged)
    record = build_graph([str(CORPUS)], again)
    assert record.reused < dict(record.stages[0].counts)["documents"]
    assert contents(again) == fresh


def test_processes_give_the_same_build(tmp_path: Path, fresh: dict[str, bytes]) -> None:
    done = run("build", str(CORPUS), "--out", str(tmp_path / "build"), "--workers", "2")
    assert done.returncode in {0, 3}, done.stderr
    assert contents(tmp_path / "build") == fresh


def test_where_to_extract_is_one_choice(tmp_path: Path) -> None:
    options = ["--workers", "2", "--scheduler", "tcp://127.0.0.1:1"]
    done = run("build", str(CORPUS), "--out", str(tmp_path / "build"), *options)
    assert done.returncode == 2
    assert "--workers has no use with --scheduler" in done.stderr
