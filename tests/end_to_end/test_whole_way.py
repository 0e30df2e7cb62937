"""From documents to dumps, in one process: what a build's directory holds."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from osce_kg.model.record import BuildRecord
from osce_kg.namespaces import OKG
from osce_kg.pipeline import build_graph
from osce_kg.store import OxigraphReader
from osce_kg.validation import validate_graph

FORMATS = ("ttl", "nt", "trig", "nq", "jsonld")


def triples(path: Path) -> set[tuple[str, str, str]]:
    extension = path.name.removesuffix(".gz").rpartition(".")[2]
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    parsed = ox.parse(content, format=ox.RdfFormat.from_extension(extension))
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in parsed}


def who_met_whom(directory: Path) -> list[tuple[str, str]]:
    store = OxigraphReader.open(directory / "store")
    solutions = store.select(
        f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?one ?other {{ ?a <{OKG.metWith}> ?b . ?a rdfs:label ?one . ?b rdfs:label ?other }}"""
    )
    return sorted((str(row["one"]), str(row["other"])) for row in solutions)


@pytest.mark.parametrize("suffix", ["", ".gz"])
@pytest.mark.parametrize("extension", FORMATS)
def test_every_dump_holds_the_same_triples(
    build: tuple[Path, BuildRecord], extension: str, suffix: str
) -> None:
    dump = build[0] / "dump"
    assert triples(dump / f"osce-kg.{extension}{suffix}") == triples(dump / "osce-kg.nt")


def test_every_file_of_the_dump_has_the_checksum_of_the_manifest(build: tuple[Path, BuildRecord]) -> None:
    dump = build[0] / "dump"
    manifest = dict(reversed(line.split("  ")) for line in (dump / "SHA256SUMS").read_text().splitlines())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in dump.iterdir()}
    del found["SHA256SUMS"]
    assert found == manifest


def test_the_graph_conforms_to_the_shapes(build: tuple[Path, BuildRecord]) -> None:
    report = validate_graph([build[0]])
    assert report.focus_nodes > 0
    assert [finding for finding in report.findings if finding.severity == "violation"] == []


def test_an_official_of_two_documents_is_one_person_who_met_both_visitors(
    build: tuple[Path, BuildRecord],
) -> None:
    assert who_met_whom(build[0]) == [
        ("Ion Munteanu", "Maria Lindgren"),
        ("Ion Munteanu", "Peter Holm"),
        ("Maria Lindgren", "Ion Munteanu"),
        ("Peter Holm", "Ion Munteanu"),
    ]


def test_a_planned_meeting_is_in_the_graph_but_nobody_met(build: tuple[Path, BuildRecord]) -> None:
    store = OxigraphReader.open(build[0] / "store")
    planned = "https://w3id.org/osce-kg/vocab/event-status/planned"
    assert store.ask(f"ASK {{ ?meeting a <{OKG.Meeting}> ; <{OKG.status}> <{planned}> }}")
    assert not any("Olga Petrova" in pair for pair in who_met_whom(build[0]))


def test_answers_come_from_the_documents_and_change_with_them(corpus: Path, tmp_path: Path) -> None:
    text = (corpus / "b.txt").read_text(encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("Peter Holm", "Johan Berg"), encoding="utf-8")
    build_graph([str(tmp_path / "b.txt")], tmp_path / "out")
    assert who_met_whom(tmp_path / "out") == [("Ion Munteanu", "Johan Berg"), ("Johan Berg", "Ion Munteanu")]


def assert_passages_quote_the_text(directory: Path) -> None:
    store = OxigraphReader.open(directory / "store")
    passages = list(
        store.select(
            f"""SELECT ?document ?exact ?start ?end {{
            ?passage a <{OKG.Passage}> ; <{OKG.passageOf}> ?document ; <{OKG.exact}> ?exact ;
              <{OKG.startOffset}> ?start ; <{OKG.endOffset}> ?end }}"""
        )
    )
    assert len(passages) >= 3
    for passage in passages:
        key = str(passage["document"]).rpartition("/")[2]
        text = (directory / "documents" / f"{key}.txt").read_bytes().decode("utf-8")
        assert text[int(passage["start"]) : int(passage["end"])] == str(passage["exact"])


def test_every_passage_quotes_the_text_at_its_offsets(build: tuple[Path, BuildRecord]) -> None:
    assert_passages_quote_the_text(build[0])


def test_the_report_counts_what_the_store_holds(build: tuple[Path, BuildRecord]) -> None:
    report = json.loads((build[0] / "report.json").read_text(encoding="utf-8"))
    store = OxigraphReader.open(build[0] / "store")
    meetings_and_visits = len(list(store.select(f"SELECT DISTINCT ?e {{ ?p <{OKG.inEvent}> ?e }}")))
    assert report["documents"] == 3
    assert report["statements"] == len(store)
    assert report["events"] >= meetings_and_visits >= 3
    assert report["losses"] == report["warnings"] == []
    assert [stage["stage"] for stage in report["stages"]] == [
        "documents",
        "extraction",
        "resolution",
        "graph",
        "reasoning",
        "store",
        "publishing",
        "validation",
    ]


def test_the_report_says_how_the_dump_stands_to_the_shapes_and_which_engine_judged(
    build: tuple[Path, BuildRecord],
) -> None:
    told = json.loads((build[0] / "report.json").read_text(encoding="utf-8"))["stages"][-1]
    report = validate_graph([build[0]])
    assert told["engine"] == "fast"
    assert told["counts"] == {
        "focusNodes": report.focus_nodes,
        **{
            f"{severity}s": sum(finding.severity == severity for finding in report.findings)
            for severity in ("violation", "warning", "info")
        },
    }


def test_the_order_of_the_inputs_does_not_matter(
    build: tuple[Path, BuildRecord], corpus: Path, tmp_path: Path
) -> None:
    files = sorted(str(path) for path in corpus.iterdir())
    build_graph([*reversed(files), files[0]], tmp_path / "out")
    for name in ("dump/SHA256SUMS", "report.json"):
        assert (tmp_path / "out" / name).read_bytes() == (build[0] / name).read_bytes()
