from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from rdflib.namespace import RDF, RDFS
from rdflib.term import Literal, URIRef

from osce_kg.model.record import StageRecord
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG
from osce_kg.pipeline import checking
from osce_kg.pipeline.checking import EarlierBuild, check_build, check_change
from osce_kg.pipeline.directory import CHECKED, DOCUMENTS
from osce_kg.pipeline.graphs import GraphChange
from osce_kg.publishing import publish_release
from osce_kg.second_process import SecondProcess
from osce_kg.store import OxigraphStore

STATE, GRAPH = URIRef("https://example.org/x"), URIRef("https://example.org/graph")
TYPE = Statement(STATE, RDF.type, OKG.State, GRAPH)
ENGLISH = Statement(STATE, RDFS.label, Literal("Kazakhstan", lang="en"), GRAPH)
RUSSIAN = Statement(STATE, RDFS.label, Literal("Казахстан", lang="ru"), GRAPH)
HEALED = GraphChange(
    graphs={},
    removed=(f'<{STATE}> <{RDFS.label}> "Казахстан"@ru <{GRAPH}> .'.encode(),),
    added=(f'<{STATE}> <{RDFS.label}> "Kazakhstan"@en <{GRAPH}> .'.encode(),),
)
OTHERS = [
    statement._replace(subject=URIRef(f"https://example.org/{number}"))
    for number in range(9)
    for statement in (TYPE, ENGLISH)
]
SOUND = {"focusNodes": 10, "violations": 0, "warnings": 0, "infos": 0}


def build(directory: Path, *statements: Statement) -> Path:
    """Make a build with nine sound States besides."""
    directory.mkdir(exist_ok=True)
    with OxigraphStore(directory / "store") as store:
        assert store.add([*OTHERS, *statements]) == ()
        publish_release(store.reader(), directory / "dump")
    return directory


def check(directory: Path, earlier: EarlierBuild) -> StageRecord:
    """Check as a build that follows another one is checked."""
    return check_change(directory, earlier, SecondProcess(is_wanted=False)) or check_build(directory)


def test_a_sound_build_is_counted_without_a_warning(tmp_path: Path) -> None:
    record = check_build(build(tmp_path, TYPE, ENGLISH))
    assert (record.stage, record.engine, record.losses) == ("validation", "fast", ())
    assert dict(record.counts) == SOUND


def test_violations_are_counted_and_warned_of(tmp_path: Path) -> None:
    record = check_build(build(tmp_path, TYPE, RUSSIAN))
    assert dict(record.counts)["violations"] == 1
    assert [(loss.severity, loss.reason) for loss in record.losses] == [
        ("warning", "1 violation of the shapes; osce-kg validate shows them")
    ]


def test_where_the_earlier_build_was_counted_only_what_changed_is_looked_at(tmp_path: Path) -> None:
    before, after = build(tmp_path / "1", TYPE, RUSSIAN), build(tmp_path / "2", TYPE, ENGLISH)
    check_build(before)
    (after / "dump" / "osce-kg.nt").unlink()  # to read it would be to look at everything
    record = check_change(after, EarlierBuild(before, HEALED, {}), SecondProcess(is_wanted=False))
    assert record is not None
    assert dict(record.counts) == SOUND
    assert (after / CHECKED).read_text(encoding="utf-8") == kept_of(tmp_path / "3", TYPE, ENGLISH)


def kept_of(directory: Path, *statements: Statement) -> str:
    check_build(build(directory, *statements))
    return (directory / CHECKED).read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["as it was", "damaged", None])
def test_counts_are_not_built_upon_where_a_text_that_went_is_not_as_it_was(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = build(tmp_path / "1", TYPE, RUSSIAN), build(tmp_path / "2", TYPE, ENGLISH)
    check_build(before)
    (before / DOCUMENTS).mkdir()
    if text is not None:
        (before / DOCUMENTS / "n1.txt").write_text(text, encoding="utf-8")
    of_all = checking.Tally(9)
    monkeypatch.setattr(checking, "tally_of", lambda *_: of_all)
    was = {"n1": sha256(b"as it was").hexdigest(), "n2": ""}
    focus_nodes = dict(check(after, EarlierBuild(before, HEALED, was)).counts)["focusNodes"]
    assert focus_nodes == (10 if text == "as it was" else of_all.focus_nodes)


def without_counts(path: Path) -> None:
    path.unlink()


def with_other_counts(path: Path) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "violations": 7}), encoding="utf-8")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40])


def of_something_else(path: Path) -> None:
    path.write_text('[{"digest": 1}]', encoding="utf-8")


@pytest.mark.parametrize("damage", [without_counts, with_other_counts, half, of_something_else])
def test_counts_that_are_damaged_or_missing_are_not_built_upon(
    damage: Callable[[Path], None], tmp_path: Path
) -> None:
    before, after = build(tmp_path / "1", TYPE, RUSSIAN), build(tmp_path / "2", TYPE, ENGLISH)
    check_build(before)
    damage(before / CHECKED)
    assert dict(check(after, EarlierBuild(before, HEALED, {})).counts) == SOUND


def test_counts_by_other_shapes_or_another_program_are_not_built_upon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = build(tmp_path / "1", TYPE, RUSSIAN), build(tmp_path / "2", TYPE, ENGLISH)
    with monkeypatch.context() as patched:
        patched.setattr(checking, "_checked_by", lambda: "others")
        patched.setattr(checking, "tally_of", lambda *_: checking.Tally(9, 9, 9, 9))
        record: StageRecord = check_build(before)
    assert dict(record.counts)["focusNodes"] == 9
    assert dict(check(after, EarlierBuild(before, HEALED, {})).counts) == SOUND
