"""A folder that is held stays what it was, under whatever name, and others can tell that it is held."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from osce_kg.holding import HeldFolder, is_held

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has paths by descriptor")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text("old")
    return tmp_path / "folder"


@needs_proc
def test_a_held_folder_is_reached_under_its_new_name(folder: Path) -> None:
    held = HeldFolder(folder)
    folder.rename(folder.with_name("aside"))
    folder.mkdir()
    (folder / "file").write_text("new")
    assert (held.path / "file").read_text() == "old"


def test_a_folder_is_held_as_long_as_the_object_is_there(folder: Path) -> None:
    one, two = HeldFolder(folder), HeldFolder(folder)
    assert is_held(folder)
    del one
    assert is_held(folder)
    del two
    assert not is_held(folder)


def test_a_fork_holds_it_too(folder: Path) -> None:
    held = HeldFolder(folder)
    waiting, ends = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(ends)
        os.read(waiting, 1)
        os._exit(0)
    os.close(waiting)
    del held
    assert is_held(folder)
    os.close(ends)
    os.waitpid(process, 0)
    assert not is_held(folder)


def test_whoever_waits_hears_when_it_is_let_go_of(folder: Path) -> None:
    holders = [HeldFolder(folder)]
    timer = threading.Timer(0.3, holders.clear)
    timer.start()
    assert not is_held(folder, patience=30.0)
    timer.join()
    assert not holders


def test_a_folder_that_is_not_there_cannot_be_held(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        HeldFolder(tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError):
        is_held(tmp_path / "nowhere")
