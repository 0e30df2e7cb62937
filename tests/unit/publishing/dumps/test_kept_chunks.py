"""A release keeps the chunks of an earlier one that are as they would be made, and no others."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from rdflib.term import URIRef

from lines_reader import LinesReader
from live_bytes import LiveBytes
from osce_kg.errors import MachineError
from osce_kg.publishing import StatementChanges, publish_release, sorting
from osce_kg.publishing.dumps import arrangements, index
from osce_kg.publishing.dumps.prefixes import Prefixes

LINES = sorted(
    f"<urn:s{subject}> <urn:p{value}> <urn:o{subject % 7}> <urn:g{graph}> .".encode()
    for subject in range(300)
    for graph in (subject % 5, 5)
    for value in range(3)
)
REMOVED = LINES[500]
ADDED = b"<urn:s77> <urn:p0> <urn:new> <urn:g3> ."


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    for arrangement in arrangements.ARRANGEMENTS:
        monkeypatch.setattr(arrangement, "groups_per_chunk", 8)


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A place with a release and its index."""
    publish_release(LinesReader(LINES).reader(), tmp_path / "former", index=tmp_path / "index")
    return tmp_path


def after_change() -> LinesReader:
    return LinesReader([*(line for line in LINES if line != REMOVED), ADDED])


def changes(
    place: Path, removed: Sequence[bytes] = (REMOVED,), added: Sequence[bytes] = (ADDED,)
) -> StatementChanges:
    return StatementChanges(place / "former", place / "index", removed, added)


def content_of(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def from_nothing(place: Path) -> dict[str, bytes]:
    publish_release(after_change().reader(), place)
    return content_of(place)


def test_the_store_is_not_read_where_the_changes_are_known(former: Path) -> None:
    reader = after_change()
    publish_release(reader.reader(), former / "new", changes=changes(former))
    assert reader.graphs_read == 0
    assert content_of(former / "new") == from_nothing(former / "again")


@pytest.mark.parametrize("arrangement", arrangements.ARRANGEMENTS, ids=lambda item: item.extensions[0])
def test_only_chunks_that_change_are_made(
    former: Path, monkeypatch: pytest.MonkeyPatch, arrangement: arrangements.Arrangement
) -> None:
    rendered: list[int] = []
    render = arrangement.render

    def counted(lines: Sequence[bytes], place: arrangements.Place, prefixes: Prefixes) -> tuple[bytes, ...]:
        rendered.append(len(lines))
        return render(lines, place, prefixes)

    monkeypatch.setattr(arrangement, "render", counted)
    publish_release(after_change().reader(), former / "new", changes=changes(former))
    assert 1 <= len(rendered) <= 4
    rendered.clear()
    publish_release(after_change().reader(), former / "again")
    assert len(rendered) > 20


@pytest.mark.parametrize(
    ("removed", "added"),
    [
        ([b"<urn:nothing> <urn:p0> <urn:o> <urn:g1> ."], [ADDED]),
        ([REMOVED], [LINES[3]]),
        ([REMOVED, REMOVED], [ADDED]),
        ([REMOVED], [ADDED, ADDED]),
    ],
    ids=["removed but not there", "added but there", "removed twice", "added twice"],
)
def test_what_cannot_have_changed_makes_the_store_be_read(
    former: Path, removed: list[bytes], added: list[bytes]
) -> None:
    publish_release(after_change().reader(), former / "new", changes=changes(former, removed, added))
    assert content_of(former / "new") == from_nothing(former / "again")


def test_an_index_of_another_version_makes_the_store_be_read(
    former: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MADE_BY", "another")
    reader = after_change()
    publish_release(reader.reader(), former / "new", changes=changes(former))
    assert reader.graphs_read == 6


def test_an_index_of_another_release_makes_the_store_be_read(former: Path) -> None:
    publish_release(after_change().reader(), former / "former")
    publish_release(after_change().reader(), former / "new", changes=changes(former))
    assert content_of(former / "new") == from_nothing(former / "again")


@pytest.mark.parametrize("name", ["index", "former/SHA256SUMS", "former/osce-kg.trig.gz"])
def test_what_is_missing_makes_the_store_be_read(former: Path, name: str) -> None:
    (former / name).unlink()
    publish_release(after_change().reader(), former / "new", changes=changes(former))
    assert content_of(former / "new") == from_nothing(former / "again")


def test_a_large_change_is_made_from_the_store(former: Path) -> None:
    reader = LinesReader(LINES[:1000])
    publish_release(reader.reader(), former / "new", changes=changes(former, LINES[1000:], ()))
    assert reader.graphs_read == 6


def test_many_chunks_make_one_well_formed_file(former: Path) -> None:
    folder = former / "former"
    assert len(json.loads((folder / "osce-kg.jsonld").read_bytes())) == 300
    turtle = (folder / "osce-kg.ttl").read_text()
    assert turtle.count("@prefix rdf:") == 1
    assert turtle.count("<urn:s77> ") == 1
    trig = (folder / "osce-kg.trig").read_text()
    assert [trig.count(f"<urn:g{graph}> {{\n") for graph in range(6)] == [1] * 6
    assert trig.count("}\n") == 6


def test_runs_of_lines_are_sorted_on_the_disk_and_nothing_is_left_of_them(
    former: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "RUN", 100)
    publish_release(LinesReader(LINES).reader(), former / "in runs")
    assert content_of(former / "in runs") == content_of(former / "former")


def test_graphs_are_read_one_after_the_other_and_none_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "RUN", 100)

    class LiveContent(LiveBytes):
        pass

    class Reader(LinesReader):
        def n_triples(self, graph: URIRef) -> bytes:
            return LiveContent(super().n_triples(graph))

    publish_release(Reader(LINES).reader(), tmp_path / "new")
    assert LiveContent.most == 1
    assert LiveContent.alive == 0


@pytest.mark.parametrize("name", ["osce-kg.nq", "osce-kg.jsonld.gz"])
def test_a_disk_that_is_full_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    sync = os.fsync

    def full(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink().name == f".{name}.partial":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MachineError, match="No space left"):
        publish_release(LinesReader(LINES).reader(), tmp_path / "new", index=tmp_path / "index")
    assert list((tmp_path / "new").iterdir()) == []
    assert not (tmp_path / "index").exists()
