"""Names of a graph on disk are read once, in a process of its own, for all workers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from osce_kg.config import Settings
from osce_kg.errors import InputError
from osce_kg.hosting.names import read_names_apart
from osce_kg.searching import read_directory
from osce_kg.server.site import open_site, prepare_release
from osce_kg.store import OxigraphReader


def threads() -> set[str]:
    return {task.name for task in Path("/proc/self/task").iterdir()}


def test_the_names_are_those_of_the_store(namesakes_build: Path) -> None:
    read = read_names_apart(namesakes_build)
    expected = read_directory(OxigraphReader.open(namesakes_build / "store"))
    assert len(read) == len(expected) > 10
    for text in ("Sofia Aalto", "Ivan Petrov", "Болгария", "ODIHR", "S. Alto"):
        assert read.find(text) == expected.find(text) != []


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="this system does not list threads")
def test_reading_them_starts_no_thread_here(namesakes_build: Path) -> None:
    before = threads()
    read_names_apart(namesakes_build)
    assert threads() <= before  # those of an earlier test may end meanwhile


def test_a_store_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="names cannot be read"):
        read_names_apart(tmp_path)


def test_a_site_uses_the_names_that_it_is_given(namesakes_build: Path) -> None:
    names = read_names_apart(namesakes_build)
    prepared = replace(prepare_release(namesakes_build), names=names)
    assert open_site(namesakes_build, Settings(), prepared=prepared).names is names
    assert len(open_site(namesakes_build, Settings()).names) == len(names)
