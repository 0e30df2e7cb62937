"""The demo and the evaluation, as a newcomer runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from osce_kg.cli import run
from osce_kg.evaluation import gate
from osce_kg.evaluation.gold import fingerprint, read_gold
from osce_kg.pipeline import build_graph
from osce_kg.resources import resource_path


def test_the_demo_builds_checks_and_answers_and_uses_its_build_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "demo"
    assert run(["demo", "--once", "--data", str(data)]) == 0
    first = capsys.readouterr()
    assert first.err == ""
    assert re.search(r"^.*demo: \d+ documents, .* 0 losses, 0 warnings$", first.out, re.MULTILINE)
    assert re.search(r"^The graph conforms: .*focus nodes", first.out, re.MULTILINE)
    assert re.search(r"^Who met whom.*\(queries/examples/who-met-whom\.rq\)$", first.out, re.MULTILINE)
    assert re.search(r"^\S+ +who +whom ", first.out, re.MULTILINE)
    assert re.search(r"^\(the first of \d+ solutions\)$", first.out, re.MULTILINE)

    before = (data / "report.json").stat().st_ino
    assert run(["demo", "--once", "--data", str(data)]) == 0
    again = capsys.readouterr().out
    assert (data / "report.json").stat().st_ino == before
    assert again == first.out[first.out.index("The graph conforms") :]


def test_the_demo_builds_anew_over_a_build_of_other_documents(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "demo"
    build_graph([str(corpus)], data)
    assert run(["demo", "--once", "--data", str(data)]) == 0
    assert "Building the graph" in capsys.readouterr().out


def test_the_evaluation_prints_a_table_and_tells_a_score_below_its_floor(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    train = read_gold([resource_path("data", "gold")])["train"]
    too_high = gate.SplitFloors(fingerprint(train), {"dates": 1.1})
    monkeypatch.setattr(gate, "read_floors", lambda: {"train": too_high})
    assert run(["evaluate", "--split", "train", "--by-construct"]) == 1
    told = capsys.readouterr()
    assert re.search(r"^train: \d+ documents$", told.out, re.MULTILINE)
    assert re.search(r"^  dates( +\d\.\d{3}){4}( +\d+){3}$", told.out, re.MULTILINE)
    assert "F1 by construct" in told.out
    assert re.fullmatch(r"train: dates F1 \d\.\d{3} is below its floor 1\.100\n", told.err)


def test_mistakes_of_the_test_split_are_not_shown_unless_it_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["evaluate", "--mistakes", "--by-construct"])
    shown = capsys.readouterr().out
    test_part = shown[shown.index("test: ") : shown.index("train: ")]
    assert "mistakes" not in test_part
    assert "F1 by construct" not in test_part
    assert "mistakes" in shown[shown.index("train: ") :]


def test_an_unknown_split_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "--split", "nix"]) == 2
    assert "there are: test, train" in capsys.readouterr().err
