"""The demo and the evaluation, as a newcomer runs them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from osce_kg import resources
from osce_kg.cli import run
from osce_kg.errors import MachineError
from osce_kg.evaluation import calibration, gate
from osce_kg.evaluation.gold import fingerprint, read_gold
from osce_kg.extraction import confidence
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


def test_the_evaluation_of_resolution_shows_wrong_pairs_of_the_training_split_only(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["evaluate", "--resolution", "--mistakes", "--by-construct", "--reliability"]) == 0
    shown = capsys.readouterr().out
    test_part, train_part = shown.split("resolution, train: ")
    assert re.search(r"^resolution, test: \d+ mentions of \d+ persons; extraction found", test_part)
    for words in ("wrong pairs", "construct (mentions)"):
        assert words not in test_part
        assert words in train_part
    assert re.search(r"^  end to end( +\d\.\d{3}){6}$", train_part, re.MULTILINE)
    for part in (test_part, train_part):
        assert re.search(r"^  all from 0\.90 +\d+ +\d\.\d{3}$", part, re.MULTILINE)


def test_an_unknown_split_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "--split", "nix"]) == 2
    assert run(["evaluate", "--resolution", "--split", "nix"]) == 2
    assert run(["evaluate", "--resolution", "--calibrate"]) == 2
    assert "there are: test, train" in capsys.readouterr().err


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Tables of confidence that were written: here, not into the package."""
    written: list[Path] = []
    write = confidence.write_table

    def write_here(table: confidence.ConfidenceTable, path: Path, *, comments: Iterable[str]) -> None:
        assert path == confidence.CONFIDENCE_FILE
        written.append(tmp_path / f"{len(written)}.toml")
        write(table, written[-1], comments=comments)

    monkeypatch.setattr(confidence, "write_table", write_here)
    return written


def test_calibrating_writes_the_table_and_shows_how_it_holds(
    tables: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert [run(["evaluate", "--calibrate"]) for _ in range(2)] == [0, 0]
    first, second = tables
    assert first.read_bytes() == second.read_bytes()
    assert {"person", "post", "meeting", "visit"} <= confidence.read_table(first).gaps.keys()
    shown = capsys.readouterr().out
    assert "test: cross-validated reliability" in shown
    assert re.search(r"^  meeting +0\.90 and up( +\d+)( +\d\.\d+){3}  \d\.\d{3}-\d", shown, re.MULTILINE)


def test_calibrating_needs_documents_that_were_seen_and_others(
    tables: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "--calibrate", "--split", "test"]) == 2
    assert 'the split "test" and at least one other' in capsys.readouterr().err
    assert tables == []


def test_calibrating_on_the_gold_of_others_alone_is_refused(
    tables: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "--calibrate", "--gold", str(tmp_path)]) == 2
    assert "writes the table of the package" in capsys.readouterr().err
    assert tables == []


def test_no_table_is_written_when_its_cross_validation_fails(
    small_gold: Path, tables: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MachineError("no memory")

    record = json.loads((small_gold / "a.json").read_text())
    (small_gold / "b.json").write_text(json.dumps({**record, "id": "b", "split": "test"}))
    (small_gold / "b.txt").write_text((small_gold / "a.txt").read_text())
    monkeypatch.setattr(resources, "resource_path", lambda *_: small_gold)
    monkeypatch.setattr(calibration, "cross_validated", fail)
    assert run(["evaluate", "--calibrate"]) == 4
    assert tables == []


def test_nothing_is_pinned_when_a_score_is_below_its_floor(
    small_gold: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[dict[str, gate.SplitFloors]] = []
    monkeypatch.setattr(gate, "write_floors", written.append)
    train = fingerprint(read_gold([small_gold])["train"])
    for floor, code, times in ((1.1, 1, 0), (0.1, 0, 1)):
        pinned = {"train": gate.SplitFloors(train, {"persons": floor})}
        monkeypatch.setattr(gate, "read_floors", lambda pinned=pinned: pinned)
        assert run(["evaluate", "--pin", "--gold", str(small_gold)]) == code
        assert len(written) == times
        assert ("nothing is pinned" in capsys.readouterr().err) == (times == 0)


@pytest.fixture
def small_gold(tmp_path: Path) -> Path:
    """One document that the rules read without a mistake."""
    gold = {"persons": [{"id": "p1", "name": "Anna Berg"}]}
    (tmp_path / "a.json").write_text(json.dumps({"id": "a", "split": "train", "gold": gold}))
    text = "SKOPJE, 4 May 2010 - Ambassador Anna Berg welcomed the report.\n"
    (tmp_path / "a.txt").write_text(text)
    return tmp_path


def test_gold_with_a_circle_of_events_is_bad_input(
    small_gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = {"events": [{"id": "e1", "type": "visit", "part_of": "e1"}]}
    (small_gold / "a.json").write_text(json.dumps({"id": "a", "split": "train", "gold": gold}))
    assert run(["evaluate", "--gold", str(small_gold)]) == 3
    assert (
        "a.json: not a gold annotation (gold.events[0].part_of leads in a circle)" in capsys.readouterr().err
    )


def test_a_document_of_the_gold_of_resolution_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    split = tmp_path / "new"
    (split / "documents").mkdir(parents=True)
    (split / "documents" / "a.txt").write_text("Ambassador Anna Berg welcomed the report.\n")
    (split / "documents" / "noise.txt").write_bytes(b"\x00\xff\x07" * 100)
    (split / "persons.csv").write_text("person,name,reference,invented,note\nberg,Anna Berg,,true,\n")
    (split / "mentions.csv").write_text(
        "document,form,occurrence,person,constructs\na,Anna Berg,1,berg,plain\n"
    )
    assert run(["evaluate", "--resolution", "--gold", str(tmp_path)]) == 3
    told = capsys.readouterr()
    assert "noise.txt: " in told.err
    assert "resolution, new: 1 mentions" in told.out


def test_reliability_is_told_by_kind_of_fact(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "--split", "train", "--reliability"]) == 0
    shown = capsys.readouterr().out
    assert "train: reliability of confidence" in shown
    assert re.search(r"^  all asserted facts +0\.90 and up", shown, re.MULTILINE)
