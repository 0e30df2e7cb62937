"""Lines are sorted in runs that fit into memory, and come out as from one sort."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from live_bytes import LiveBytes
from osce_kg.errors import MachineError
from osce_kg.publishing.sorting import LineSorter

LINES = [b"%d\n" % (number % 700) for number in range(1000)]


class LiveLine(LiveBytes):
    """A line that counts how many of its kind there are."""


@pytest.fixture
def shuffled() -> list[bytes]:
    lines = list(LINES)
    random.Random(3).shuffle(lines)
    return lines


@pytest.mark.parametrize("run", [2, 7, 999, 1000, 5000])
def test_lines_come_out_sorted_each_as_often_as_it_came_and_may_be_read_again(
    shuffled: list[bytes], tmp_path: Path, run: int
) -> None:
    sorter = LineSorter(tmp_path, "lines", run)
    sorter.add(shuffled[:400])
    sorter.add(iter(shuffled[400:]))
    assert list(sorter.merged()) == sorted(LINES)
    assert list(sorter.merged()) == sorted(LINES)


def test_what_fits_into_one_run_needs_no_disk(shuffled: list[bytes], tmp_path: Path) -> None:
    sorter = LineSorter(tmp_path / "scratch", "lines", 1001)
    sorter.add(shuffled)
    assert list(sorter.merged()) == sorted(LINES)
    assert not (tmp_path / "scratch").exists()


def test_no_more_lines_than_a_run_are_held(shuffled: list[bytes], tmp_path: Path) -> None:
    def lines() -> Iterator[LiveLine]:
        yield from map(LiveLine, shuffled)

    LineSorter(tmp_path, "lines", 50).add(lines())
    assert LiveLine.most <= 51


def test_a_folder_that_cannot_be_used_is_a_fault_of_the_machine(
    shuffled: list[bytes], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    with pytest.raises(MachineError, match="cannot be used for sorting"):
        LineSorter(tmp_path / "file", "lines", 10).add(shuffled)
