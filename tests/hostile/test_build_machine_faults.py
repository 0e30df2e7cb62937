"""Rows E1, E2, E3, E6, E8, E9 and E10 of the catalogue of hostile inputs and faults, as far as builds go."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from killed_builds import count_steps, start_build, start_release, whole_build
from small_disk import small_disk

from osce_kg.model.record import BuildRecord
from osce_kg.pipeline import build_graph
from osce_kg.pipeline.staging import work_folder
from osce_kg.publishing import OpenedRelease
from processes import CORPUS, command, environment, run

KILLS = 50 if os.environ.get("CI") == "1" else 6
OTHER = CORPUS / "a.txt"


@pytest.fixture(scope="session")
def whole(build: tuple[Path, BuildRecord]) -> Path:
    """The build of the whole corpus; tests must not write into it."""
    return build[0]


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of one document; tests must not write into it."""
    directory = tmp_path_factory.mktemp("other") / "build"
    build_graph([str(OTHER)], directory)
    return directory


@pytest.fixture
def place(other: Path, tmp_path: Path) -> Path:
    """A directory with a build of one document."""
    return shutil.copytree(other, tmp_path / "place")


def replaced(place: Path) -> Path:
    """Clear a place."""
    shutil.rmtree(place)
    return place


def snapshot(directory: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file()}


def succeeds(process: ForkServerProcess) -> bool:
    process.join()
    return process.exitcode == 0


@contextmanager
def suspended_build(place: Path) -> Iterator[int]:
    """A build that has begun and gets no further; its number."""
    process = start_build(OTHER, place)
    lock = place.with_name(f".{place.name}.lock")
    try:
        while not (lock.exists() and lock.read_text()):
            assert process.is_alive()
            time.sleep(0.001)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGSTOP)
        yield process.pid
    finally:
        process.kill()
        process.join()


def assert_nothing_is_left_beside(place: Path) -> None:
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_e1_a_build_killed_at_any_moment_leaves_the_old_graph_or_the_new_one(
    place: Path, other: Path, whole: Path
) -> None:
    old, new = whole_build(other), whole_build(whole)
    began = time.monotonic()
    count_steps(CORPUS, place)
    duration = time.monotonic() - began
    steps = count_steps(CORPUS, place)  # what was extracted before takes none: no build takes fewer
    dice = random.Random(20040406)
    for kill in range(KILLS):
        if whole_build(place) == new:
            shutil.copytree(other, replaced(place))
        by_time = kill % 2
        process = start_build(CORPUS, place, kill_at=0 if by_time else dice.randint(1, steps))
        process.join(dice.uniform(0, duration) if by_time else None)
        process.kill()
        process.join()
        assert by_time or process.exitcode == -signal.SIGKILL
        assert whole_build(place) in (old, new)
    assert succeeds(start_build(CORPUS, place))
    assert whole_build(place) == new
    assert_nothing_is_left_beside(place)


def test_e1_a_first_build_that_is_killed_leaves_nothing_or_a_whole_build(tmp_path: Path, whole: Path) -> None:
    place = tmp_path / "place"
    steps = count_steps(CORPUS, place)
    for step in (1, steps - 1, steps):
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(work_folder(place), ignore_errors=True)
        start_build(CORPUS, place, kill_at=step).join()
        assert not place.exists() or whole_build(place) == whole_build(whole)
    assert succeeds(start_build(CORPUS, place))
    assert_nothing_is_left_beside(place)


def test_e2_a_build_killed_while_the_dump_is_written_leaves_the_old_dump(place: Path, other: Path) -> None:
    steps = count_steps(CORPUS, place, within="/dump/")
    shutil.copytree(other, replaced(place))
    before = snapshot(place)
    for step in (steps // 2, steps):
        process = start_build(CORPUS, place, kill_at=step, within="/dump/")
        process.join()
        assert process.exitcode == -signal.SIGKILL
        assert snapshot(place) == before


def test_e2_a_release_killed_while_it_is_written_leaves_the_old_one_or_a_manifest_that_tells(
    place: Path, whole: Path
) -> None:
    """Where a dump is published in place: each file is old or new, whole, and the manifest comes last."""
    before = snapshot(place / "dump")
    process = start_release(whole / "store", place / "dump", kill_at=13)  # all are written, none has its name
    process.join()
    assert process.exitcode == -signal.SIGKILL
    after = snapshot(place / "dump")
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("free", [1000, 10_000], ids=["in the store", "in the dump"])
def test_e3_a_disk_that_gets_full_leaves_the_old_build_and_says_so(
    tmp_path: Path, other: Path, free: int
) -> None:
    size = sum(-(-path.stat().st_size // 4096) * 4 for path in other.rglob("*"))
    with small_disk(tmp_path / "disk", size + free) as disk:
        place = shutil.copytree(other, disk / "place")
        before = snapshot(place)
        done = run("build", str(CORPUS), "--out", str(place))
        assert done.returncode == 4
        assert "cannot be written: " in done.stderr
        assert "No space left on device" in done.stderr
        assert "Traceback" not in done.stderr
        assert snapshot(place) == before
        assert whole_build(place) == whole_build(other)


def test_e4_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 100) as disk:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        done = run("build", str(CORPUS), "--out", str(disk / "place"))
    assert done.returncode == 4
    assert f"error: {disk / 'place'} cannot be written: Read-only file system\n" in done.stderr


def test_e6_a_second_build_is_refused_with_the_number_of_the_first(place: Path, other: Path) -> None:
    with suspended_build(place) as first:
        done = run("build", str(CORPUS), "--out", str(place))
    assert done.returncode == 4
    assert done.stderr.endswith(f"error: {place} is being built by process {first}\n")
    assert whole_build(place) == whole_build(other)


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "TZ": "right/Europe/Vienna"},
    ],
    ids=["seed 0", "seed 1 and a bare environment", "seed 2 and leap seconds"],
)
def test_e8_e10_a_build_gives_the_same_bytes_in_any_environment(
    whole: Path, tmp_path: Path, variables: dict[str, str]
) -> None:
    moved = tmp_path / "bäck up" / CORPUS.name
    shutil.copytree(CORPUS, moved)
    without_home = {name: value for name, value in environment(**variables).items() if name != "HOME"}
    done = subprocess.run(
        command("build", str(moved), "--out", str(tmp_path / "außen vor")),
        env=without_home,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "außen vor: 3 documents" in done.stderr
    for name in ("dump/SHA256SUMS", "report.json"):
        assert (tmp_path / "außen vor" / name).read_bytes() == (whole / name).read_bytes()


def test_e8_the_time_of_issue_is_the_one_that_is_set(whole: Path, tmp_path: Path) -> None:
    done = run("build", str(CORPUS), "--out", str(tmp_path / "dated"), SOURCE_DATE_EPOCH="1081209600")
    assert done.returncode == 0
    files, dated = (OpenedRelease.open(place / "dump").files for place in (whole, tmp_path / "dated"))
    others = {name for name in files if files[name].sha256 != dated[name].sha256}
    assert others == {"void.ttl", "SHA256SUMS"}
    assert 'dcterms:issued "2004-04-06T00:00:00+00:00"' in (
        tmp_path / "dated" / "dump" / "void.ttl"
    ).read_text("utf-8")


def test_e9_a_reader_that_has_seen_enough_is_no_error(whole: Path) -> None:
    everything = command("query", "-", "--data", str(whole), "--format", "ntriples")
    with subprocess.Popen(
        everything,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("CONSTRUCT WHERE { ?s ?p ?o }")
        process.stdin.close()
        assert process.stdout.readline().startswith("<")
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 141  # as a shell tells of a program that SIGPIPE has ended
