"""Keys of persons stay from build to build, and human judgements are replayed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from osce_kg.errors import InputError, MissingInputError, UsageError
from osce_kg.pipeline import BuildOptions, build_graph
from osce_kg.store import OxigraphReader


def people(directory: Path) -> list[tuple[str, str]]:
    """Label and key of every person, sorted."""
    store = OxigraphReader.open(directory / "store")
    solutions = store.select(
        """PREFIX okg: <https://w3id.org/osce-kg/ontology#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?person ?name { GRAPH <https://w3id.org/osce-kg/graph/entities> {
          ?person a okg:Person ; rdfs:label ?name } }"""
    )
    return sorted((str(row["name"]), str(row["person"]).partition("/id/")[2]) for row in solutions)


def key_of(name: str, directory: Path) -> str:
    [key] = [key for label, key in people(directory) if label == name]
    return key


def test_a_person_keeps_the_key_of_the_ledger(corpus: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    options = BuildOptions(ledger=ledger)
    build_graph([str(corpus / "b.txt")], tmp_path / "one", options)
    before = key_of("Ion Munteanu", tmp_path / "one")
    assert before in ledger.read_text(encoding="utf-8")
    # a.txt is the older document: without the ledger, its mention would give the key.
    build_graph([str(corpus)], tmp_path / "two", options)
    assert key_of("Ion Munteanu", tmp_path / "two") == before
    with ledger.open(encoding="utf-8", newline="") as lines:
        keys = {row["key"] for row in csv.DictReader(lines)}
    assert {key for _, key in people(tmp_path / "two")} <= keys


def test_a_judgement_keeps_two_people_apart(corpus: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    build_graph([str(corpus)], tmp_path / "merged", BuildOptions(ledger=ledger))
    with ledger.open(encoding="utf-8", newline="") as lines:
        anchors = sorted(row["anchor"] for row in csv.DictReader(lines) if "Munteanu" in row["anchor"])
    pairs = [(one, other) for one in anchors for other in anchors if one < other]
    apart = [pair for pair in pairs if pair[0].partition("#")[0] != pair[1].partition("#")[0]]
    assert apart
    judgements = tmp_path / "judgements.csv"
    rows = [f"{one},{other},different,a reader,2025-01-31,another person" for one, other in apart]
    judgements.write_text("\n".join(["left,right,decision,author,day,reason", *rows, ""]), encoding="utf-8")
    build_graph([str(corpus)], tmp_path / "apart", BuildOptions(judgements=judgements))
    names = [name for name, _ in people(tmp_path / "merged")]
    assert names == ["Ion Munteanu", "Maria Lindgren", "Olga Petrova", "Peter Holm"]
    assert [name for name, _ in people(tmp_path / "apart")] == sorted([*names, "Ion Munteanu"])


def test_a_ledger_that_cannot_be_kept_stops_the_build_before_the_work(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for place in (tmp_path, tmp_path / "nothing" / "ledger.csv", out / "ledger.csv"):
        with pytest.raises(UsageError, match="ledger"):
            build_graph([str(corpus)], out, BuildOptions(ledger=place))
    assert list(tmp_path.iterdir()) == []


def test_judgements_that_are_not_there_or_broken_stop_the_build(corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    with pytest.raises(MissingInputError):
        build_graph([str(corpus)], tmp_path / "out", BuildOptions(judgements=path))
    path.write_text("left,right\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"judgements\.csv"):
        build_graph([str(corpus)], tmp_path / "out", BuildOptions(judgements=path))
    assert not (tmp_path / "out").exists()
