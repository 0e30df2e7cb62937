from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from osce_kg.errors import InputError, MachineError, MissingInputError
from osce_kg.evaluation.gate import (
    SplitFloors,
    below_floors,
    raised_floors,
    read_floors,
    shortfalls,
    write_floors,
)
from osce_kg.evaluation.measuring import SplitScore
from osce_kg.evaluation.tallies import MEASURES, Tally

SCORE = SplitScore("train", "g1", {}, dict.fromkeys(MEASURES, Tally(8, 2, 2)), {})
"""Every F1 is 0.8."""


def floors(value: float, gold: str = "g1") -> dict[str, SplitFloors]:
    return {"train": SplitFloors(gold, {"persons": value})}


def test_a_score_at_its_floor_passes_and_below_it_fails() -> None:
    assert shortfalls([SCORE], floors(0.8)) == []
    assert shortfalls([SCORE], floors(0.801)) == ["train: persons F1 0.800 is below its floor 0.801"]


def test_a_split_without_floors_passes() -> None:
    assert shortfalls([replace(SCORE, split="new")], floors(1.0)) == []


def test_gold_that_changed_fails_even_if_the_scores_hold() -> None:
    [sentence] = shortfalls([replace(SCORE, gold="g2")], floors(0.1))
    assert "the gold is not the one that was pinned" in sentence


def test_pinning_raises_floors_to_just_below_the_score_and_never_lowers_one() -> None:
    raised = raised_floors([SCORE], {"train": SplitFloors("g0", {"persons": 0.9, "roles": 0.1})})
    assert raised["train"].gold == "g1"
    assert raised["train"].floors["persons"] == 0.9
    assert raised["train"].floors["roles"] == 0.795
    assert set(raised["train"].floors) == set(MEASURES)


def test_pinning_leaves_splits_that_were_not_measured(tmp_path: Path) -> None:
    pinned = {"dev": SplitFloors("g9", {"visits": 0.5})}
    write_floors(raised_floors([SCORE], pinned), tmp_path / "floors.toml")
    read = read_floors(tmp_path / "floors.toml")
    assert read["dev"] == pinned["dev"]
    assert read["train"].floors == dict.fromkeys(MEASURES, 0.795)


def test_resolution_has_floors_of_its_own(tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class Score:
        split: str = "train"
        pinned_as: str = "resolution-train"
        gold: str = "g1"
        figures: Mapping[str, float] = field(default_factory=lambda: {"pairs": 0.8})

    raised = raised_floors([Score()], floors(0.5))
    assert raised["train"] == floors(0.5)["train"]
    write_floors(raised, tmp_path / "floors.toml")
    assert read_floors(tmp_path / "floors.toml")["resolution-train"].floors == {"pairs": 0.795}
    too_high = {"resolution-train": SplitFloors("g1", {"pairs": 0.9})}
    assert shortfalls([Score()], too_high) == ["resolution-train: pairs F1 0.800 is below its floor 0.900"]


def test_floors_are_written_the_same_way_each_time(tmp_path: Path) -> None:
    write_floors(floors(0.5), tmp_path / "a.toml")
    write_floors(read_floors(tmp_path / "a.toml"), tmp_path / "b.toml")
    assert (tmp_path / "a.toml").read_bytes() == (tmp_path / "b.toml").read_bytes()


@pytest.mark.parametrize(
    "content", ["[train\n", "[train]\npersons = 0.5\n", '[train]\ngold = "x"\nluck = 1\n']
)
def test_a_broken_file_of_floors_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(content)
    with pytest.raises(InputError, match="not a file of floors"):
        read_floors(path)


def test_a_missing_file_of_floors_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        read_floors(tmp_path / "floors.toml")


def test_changed_gold_alone_is_not_below_a_floor() -> None:
    changed = replace(SCORE, gold="g2")
    assert below_floors([changed], floors(0.8)) == []
    assert below_floors([changed], floors(0.9)) == ["train: persons F1 0.800 is below its floor 0.900"]


def test_floors_that_cannot_be_written_are_the_fault_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="the floors cannot be written"):
        write_floors(floors(0.5), tmp_path / "not there" / "floors.toml")
