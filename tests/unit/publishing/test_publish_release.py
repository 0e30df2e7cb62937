"""A release: equal data give equal bytes, every format holds the same triples, nothing is ever half there."""

from __future__ import annotations

import gzip
import hashlib
import random
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import to_isomorphic

from osce_kg.errors import MachineError, UsageError
from osce_kg.model.statement import Statement
from osce_kg.publishing import publish_release
from osce_kg.publishing.release import read_ahead
from osce_kg.publishing.staging import StagedFiles
from osce_kg.store import OxigraphStore

NAMES = [
    f"osce-kg.{extension}{packed}"
    for extension in ("ttl", "nt", "trig", "nq", "jsonld")
    for packed in ("", ".gz")
]
DUMP = "dump"


def publish(statements: tuple[Statement, ...], directory: Path) -> dict[str, bytes]:
    with OxigraphStore() as store:
        store.add(statements)
        publish_release(store, directory)
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def test_a_release_has_every_format_plain_and_packed(meeting_build: Path) -> None:
    names = {path.name for path in (meeting_build / DUMP).iterdir()}
    assert names == {*NAMES, "void.ttl", "SHA256SUMS"}


def test_every_dump_format_holds_the_same_triples(
    meeting_build: Path, meeting_statements: tuple[Statement, ...]
) -> None:
    expected = {statement[:3] for statement in meeting_statements}
    for name in NAMES:
        data = (meeting_build / DUMP / name).read_bytes()
        content = gzip.decompress(data) if name.endswith(".gz") else data
        rdf_format = ox.RdfFormat.from_extension(name.removesuffix(".gz").rsplit(".", 1)[1])
        triples = {quad.triple for quad in ox.parse(content, format=rdf_format)}
        assert len(triples) == len(expected), name
        assert triples == {quad.triple for quad in parse_quads(meeting_build)}, name


def parse_quads(build: Path) -> list[ox.Quad]:
    return list(ox.parse(path=build / DUMP / "osce-kg.nq"))


@pytest.mark.parametrize("name", ["osce-kg.trig", "osce-kg.nq"])
def test_trig_and_n_quads_keep_the_named_graphs(meeting_build: Path, name: str) -> None:
    assert set(ox.parse(path=meeting_build / DUMP / name)) == set(parse_quads(meeting_build))


def test_rdflib_reads_turtle_and_json_ld_as_one_graph(meeting_build: Path) -> None:
    turtle = Graph().parse(meeting_build / DUMP / "osce-kg.ttl")
    json_ld = Graph().parse(meeting_build / DUMP / "osce-kg.jsonld", format="json-ld")
    assert len(turtle) > 0
    assert to_isomorphic(turtle) == to_isomorphic(json_ld)


def test_equal_data_in_another_order_give_equal_bytes(
    meeting_build: Path, meeting_statements: tuple[Statement, ...], tmp_path: Path
) -> None:
    shuffled = list(meeting_statements)
    random.Random(5).shuffle(shuffled)
    again = publish(tuple(shuffled), tmp_path)
    assert again == {path.name: path.read_bytes() for path in (meeting_build / DUMP).iterdir()}


def test_a_changed_statement_changes_the_graph_version(
    meeting_statements: tuple[Statement, ...], tmp_path: Path
) -> None:
    with OxigraphStore() as store:
        store.add(meeting_statements)
        before = publish_release(store, tmp_path / "before")
        store.remove_graph(meeting_statements[0].graph)
        after = publish_release(store, tmp_path / "after")
    assert before.graph_version != after.graph_version
    assert after.quads < before.quads


def test_the_manifest_lists_every_other_file_with_its_digest(meeting_build: Path) -> None:
    lines = (meeting_build / DUMP / "SHA256SUMS").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(listed) == {*NAMES, "void.ttl"}
    for name, digest in listed.items():
        assert hashlib.sha256((meeting_build / DUMP / name).read_bytes()).hexdigest() == digest


def test_turtle_shortens_keys_by_their_type(meeting_build: Path) -> None:
    turtle = (meeting_build / DUMP / "osce-kg.ttl").read_text()
    assert "person:p000001 a okg:Person" in turtle


def test_an_empty_store_gives_an_empty_release(tmp_path: Path) -> None:
    with OxigraphStore() as store:
        release = publish_release(store, tmp_path)
    assert (release.quads, release.triples) == (0, 0)
    assert (tmp_path / "osce-kg.nt").read_bytes() == b""


def test_a_source_date_epoch_that_is_no_number_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with OxigraphStore() as store, pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        publish_release(store, tmp_path)


def test_a_directory_that_cannot_be_made_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with OxigraphStore() as store, pytest.raises(MachineError, match="cannot be written"):
        publish_release(store, tmp_path / "file")


def test_a_release_that_is_not_committed_leaves_the_old_files_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with StagedFiles(tmp_path) as files:
        files.write("a", b"new")
        files.write("b", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_release_is_read_ahead_unless_it_is_large_or_not_there(
    meeting_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = Path.open

    def recording(path: Path, *arguments: Any, **named: Any) -> Any:
        opened.append(path.name)
        return real(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", recording)
    read_ahead(tmp_path / "none")
    assert opened == []
    read_ahead(meeting_build / DUMP)
    assert sorted(opened) == sorted([*NAMES, "void.ttl", "SHA256SUMS"])
    opened.clear()
    monkeypatch.setattr("os.sysconf", lambda name: 100)  # ten thousand bytes
    read_ahead(meeting_build / DUMP)
    assert opened == []
