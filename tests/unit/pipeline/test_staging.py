from __future__ import annotations

import ctypes
import sys
import threading
from pathlib import Path

import pytest

from osce_kg.errors import MachineError, UsageError
from osce_kg.holding import HeldFolder
from osce_kg.pipeline import staging
from osce_kg.pipeline.staging import staged_directory

MARKER = "content"


def is_ours(folder: Path) -> bool:
    return names(folder) == [MARKER]


def make(place: Path, content: str) -> None:
    with staged_directory(place, is_ours=is_ours) as folder:
        (folder / MARKER).write_text(content)


def fail_to_make(place: Path) -> None:
    with staged_directory(place, is_ours=is_ours) as folder:
        (folder / MARKER).write_text("half")
        raise ZeroDivisionError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(params=[True, False], ids=["exchange", "two renames"])
def exchanges(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(staging, "_exchanged", lambda left, right: False)


@pytest.mark.usefixtures("exchanges")
def test_a_new_directory_replaces_the_old_one_whole(tmp_path: Path) -> None:
    place = tmp_path / "deep" / "build"
    make(place, "old")
    with staged_directory(place, is_ours=is_ours) as folder:
        (folder / MARKER).write_text("new")
        assert (place / MARKER).read_text() == "old"
    assert (place / MARKER).read_text() == "new"
    assert names(place.parent) == ["build"]


def test_a_block_that_fails_leaves_the_old_directory(tmp_path: Path) -> None:
    make(tmp_path / "build", "old")
    with pytest.raises(ZeroDivisionError):
        fail_to_make(tmp_path / "build")
    assert (tmp_path / "build" / MARKER).read_text() == "old"
    assert names(tmp_path) == ["build"]


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".build.partial" / "store").mkdir(parents=True)
    (tmp_path / ".build.lock").write_text("123\n")
    make(tmp_path / "build", "new")
    assert names(tmp_path) == ["build"]


def test_a_directory_that_a_killed_process_had_moved_aside_comes_back(tmp_path: Path) -> None:
    make(tmp_path / "build", "old")
    (tmp_path / "build").rename(tmp_path / ".build.replaced")
    with pytest.raises(ZeroDivisionError):
        fail_to_make(tmp_path / "build")
    assert (tmp_path / "build" / MARKER).read_text() == "old"


@pytest.mark.usefixtures("exchanges")
def test_a_directory_that_somebody_reads_is_left_to_the_next_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_PATIENCE", 0.0)
    make(tmp_path / "build", "old")
    held = HeldFolder(tmp_path / "build")
    make(tmp_path / "build", "new")
    if sys.platform == "linux":
        assert (held.path / MARKER).read_text() == "old"
    assert len(names(tmp_path)) == 2
    assert (tmp_path / "build" / MARKER).read_text() == "new"
    make(tmp_path / "build", "newer")
    assert names(tmp_path) == ["build"]
    del held


def test_an_old_directory_that_cannot_be_looked_at_is_no_fault_of_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path, patience: float = 0.0) -> bool:
        raise OSError("too many open files")

    make(tmp_path / "build", "old")
    monkeypatch.setattr(staging, "is_held", fail)
    make(tmp_path / "build", "new")
    assert (tmp_path / "build" / MARKER).read_text() == "new"


def test_an_interrupt_when_the_new_directory_has_its_place_removes_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "build", "old")
    held = HeldFolder(tmp_path / "build")
    sync = staging._sync

    def interrupt(path: Path) -> None:
        if path == tmp_path:
            raise KeyboardInterrupt
        sync(path)

    monkeypatch.setattr(staging, "_sync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path / "build", "new")
    assert (tmp_path / "build" / MARKER).read_text() == "new"
    if sys.platform == "linux":
        assert (held.path / MARKER).read_text() == "old"


def test_the_next_call_waits_a_little_for_who_still_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_PATIENCE", 30.0)
    make(tmp_path / "build", "old")
    holders = [HeldFolder(tmp_path / "build")]
    make(tmp_path / "build", "new")
    timer = threading.Timer(0.3, holders.clear)
    timer.start()
    make(tmp_path / "build", "newer")
    assert not holders
    timer.join()
    assert names(tmp_path) == ["build"]


def test_a_directory_of_something_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter-1.txt").write_text("years of work")
    with pytest.raises(UsageError, match="something else than a build"):
        make(tmp_path / "thesis", "new")
    assert names(tmp_path / "thesis") == ["chapter-1.txt"]


def test_what_somebody_puts_there_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    make(tmp_path / "build", "old")

    def make_while_somebody_writes() -> None:
        with staged_directory(tmp_path / "build", is_ours=is_ours):
            (tmp_path / "build" / "notes.txt").write_text("years of work")

    with pytest.raises(UsageError, match="something else than a build"):
        make_while_somebody_writes()
    assert names(tmp_path / "build") == [MARKER, "notes.txt"]


def test_a_file_in_the_way_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="not a directory"):
        make(tmp_path / "file", "new")


def test_an_empty_directory_is_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    make(tmp_path / "empty", "new")
    assert names(tmp_path / "empty") == [MARKER]


def test_a_place_that_is_held_is_refused(tmp_path: Path) -> None:
    with (
        staged_directory(tmp_path / "build", is_ours=is_ours),
        pytest.raises(MachineError, match=r"is being built by process \d+"),
        staged_directory(tmp_path / "build", is_ours=is_ours),
    ):
        pass


def test_a_place_that_cannot_be_written_is_the_fault_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineError, match="cannot be written"):
        make(tmp_path / "file" / "build", "new")


@pytest.mark.parametrize("many", [2, 1000], ids=["at once", "one by one"])
def test_what_is_new_is_brought_to_the_medium_and_what_an_earlier_one_had_is_not_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    make(tmp_path / "build", "old")
    synced: list[Path] = []
    whole: list[Path] = []
    monkeypatch.setattr(staging, "_MANY_FILES", many)
    monkeypatch.setattr(staging, "_sync", lambda path: synced.append(path))
    monkeypatch.setattr(staging, "_synced_at_once", lambda folder: not whole.append(folder))
    with staged_directory(tmp_path / "build", is_ours=is_ours) as folder:
        (folder / MARKER).hardlink_to(tmp_path / "build" / MARKER)
        (folder / "deep").mkdir()
        (folder / "deep" / "new").write_text("new")
    expected = [folder, folder / "deep" / "new", folder / "deep"]
    assert whole == ([folder] if many == 2 else [])
    assert synced == ([] if many == 2 else expected) + [tmp_path]


def test_where_all_cannot_be_brought_to_the_medium_at_once_files_are_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_MANY_FILES", 0)
    monkeypatch.setattr(staging.ctypes, "CDLL", lambda _: object())
    synced: list[Path] = []
    monkeypatch.setattr(staging, "_sync", synced.append)
    make(tmp_path / "build", "new")
    assert [path.name for path in synced[:-1]] == [MARKER, ".build.partial"]


def test_a_whole_file_system_is_brought_to_the_medium_where_the_system_can(tmp_path: Path) -> None:
    assert staging._synced_at_once(tmp_path) is hasattr(ctypes.CDLL(None), "syncfs")
