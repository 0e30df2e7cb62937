"""Every change is acted on once, and nothing else is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from osce_kg.pipeline import watching
from osce_kg.pipeline.watching import snapshot, watch


class Looks:
    """An event that is waited for between two looks; each wait does the next thing, the last one ends it."""

    def __init__(self, *things: Callable[[], object]) -> None:
        self._things = list(things)

    def is_set(self) -> bool:
        return not self._things

    def wait(self, _: float) -> None:
        self._things.pop(0)()


def nothing() -> None: ...


def acted(folder: Path, *things: Callable[[], object], act: Callable[[], bool] = lambda: True) -> int:
    """Return how often something was done while these things happened between looks."""
    times = []

    def counted() -> bool:
        times.append(None)
        return act()

    looks = Looks(*things)
    watch([str(folder)], counted, 0, looks)  # type: ignore[arg-type]
    return len(times)


def test_it_acts_at_once_and_not_again_without_a_change(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    assert acted(tmp_path, nothing, nothing, nothing) == 1


@pytest.mark.parametrize("change", ["added", "longer", "rewritten", "replaced", "removed", "below"])
def test_every_kind_of_change_is_acted_on(tmp_path: Path, change: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")

    def happen() -> None:
        match change:
            case "added":
                (tmp_path / "b.txt").write_text("one")
            case "longer":
                file.write_text("longer")
            case "rewritten":
                file.write_text("two")
                os.utime(file, ns=(1, 1))
            case "replaced":
                stat = file.stat()
                (tmp_path / "new").write_text("two")
                os.utime(tmp_path / "new", ns=(stat.st_atime_ns, stat.st_mtime_ns))
                (tmp_path / "new").rename(file)
            case "removed":
                file.unlink()
            case "below":
                (tmp_path / "deep").mkdir()
                (tmp_path / "deep" / "b.txt").write_text("one")

    assert acted(tmp_path, happen, nothing, nothing) == 2


def test_who_writes_many_files_is_left_to_finish(tmp_path: Path) -> None:
    writes = [lambda number=number: (tmp_path / f"{number}.txt").touch() for number in range(5)]
    assert acted(tmp_path, *writes, nothing, nothing) == 2


def test_what_could_not_be_done_is_tried_again(tmp_path: Path) -> None:
    answers = iter([False, False, True])
    assert acted(tmp_path, nothing, nothing, nothing, nothing, act=lambda: next(answers)) == 3


def test_a_change_while_it_acts_is_acted_on_next(tmp_path: Path) -> None:
    names = iter("ab")

    def change() -> bool:
        name = next(names, None)
        if name:
            (tmp_path / name).touch()
        return True

    assert acted(tmp_path, *[nothing] * 6, act=change) == 3


def test_it_ends_when_it_is_told_to() -> None:
    stop = Event()
    stop.set()
    watch(["nothing"], lambda: pytest.fail("it acted"), 60, stop)


def test_files_that_vanish_and_folders_that_are_missing_do_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert snapshot([str(tmp_path / "missing")]) == frozenset()
    monkeypatch.setattr(watching, "_files", lambda _: iter([tmp_path / "gone"]))
    assert snapshot(["any"]) == frozenset()
