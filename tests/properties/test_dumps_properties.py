"""A release that is made from an earlier one has the bytes of one that is made from nothing."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator, Set
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lines_reader import LinesReader
from osce_kg.namespaces import ID, OKG, PREFIXES, VOCAB
from osce_kg.publishing import StatementChanges, publish_release
from osce_kg.publishing.dumps import arrangements, contents

IRIS = st.sampled_from(
    [
        *(f"{ID}{key}" for key in ("person/a", "person/b", "event/a", "dimension/a", "x", "p/", "p/é/ü#1")),
        *(f"{VOCAB}{key}" for key in ("dimension/human", "p/a")),
        *("urn:a", "urn:b", "http://example.org/a?b=c&d", "http://example.org/ö", f"{OKG}Person"),
    ]
)
NODES = IRIS.map(ox.NamedNode)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=4)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS | st.just(f"<{ID}person/ in a text")),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "en-gb"])),
    st.sampled_from(["2004-04-06", "2004-04-07"]).map(
        lambda day: ox.Literal(day, datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
    ),
    st.sampled_from(["5", "+5", "0.50"]).map(
        lambda number: ox.Literal(number, datatype=ox.NamedNode(PREFIXES["xsd"] + "decimal"))
    ),
)
PREDICATES = st.sampled_from([PREFIXES["rdf"] + "type", f"{OKG}startEarliest", "urn:p"]).map(ox.NamedNode)
GRAPHS = st.sampled_from(["urn:g", "urn:g/", "urn:h", f"{ID}graph/a", f"{VOCAB}dimension/b"]).map(
    ox.NamedNode
)
QUADS = st.builds(ox.Quad, NODES, PREDICATES, st.one_of(NODES, LITERALS), GRAPHS)
LINES = st.frozensets(QUADS.map(lambda quad: f"{quad} .".encode()), max_size=30)
FILES = st.sampled_from(["nq", "nt", "ttl", "trig", "jsonld"])


@pytest.fixture(scope="module", autouse=True)
def small_chunks() -> Iterator[None]:
    """Cut after every second group, never think a change too large, and do not wait for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        for arrangement in arrangements.ARRANGEMENTS:
            patch.setattr(arrangement, "groups_per_chunk", 2)
        patch.setattr(contents, "_LARGE_CHANGE", 0)
        yield


def content_of(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def published(lines: Set[bytes], place: Path) -> dict[str, bytes]:
    publish_release(LinesReader(lines).reader(), place / "dump", index=place / "index")
    return content_of(place / "dump") | {"index": (place / "index").read_bytes()}


def changed(before: Set[bytes], after: Set[bytes], former: Path, place: Path) -> dict[str, bytes]:
    changes = StatementChanges(
        former / "dump", former / "index", sorted(before - after), sorted(after - before)
    )
    publish_release(LinesReader(after).reader(), place / "dump", index=place / "index", changes=changes)
    return content_of(place / "dump") | {"index": (place / "index").read_bytes()}


def triples_of(lines: Set[bytes]) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS)}


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=2, max_size=3))
@example([frozenset(), frozenset({b"<urn:a> <urn:p> <urn:b> <urn:g> ."}), frozenset()])
@example(
    [
        frozenset({f"<{ID}dimension/a> <urn:p> <{VOCAB}dimension/a> <urn:g> .".encode()}),
        frozenset({f"<{ID}dimension/a> <urn:p> <urn:b> <urn:g> .".encode()}),
    ]
)
def test_changed_step_by_step_it_has_the_bytes_of_one_from_nothing(steps: list[frozenset[bytes]]) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        published(steps[0], place / "0")
        for number, (before, after) in enumerate(pairwise(steps)):
            new = changed(before, after, place / str(number), place / str(number + 1))
            assert new == published(after, place / "from nothing")


@settings(max_examples=50, deadline=None)
@given(LINES)
def test_every_file_holds_the_statements_and_unpacks_to_itself(lines: frozenset[bytes]) -> None:
    with TemporaryDirectory() as folder:
        files = published(lines, Path(folder))
    assert files["osce-kg.nq"] == b"".join(line + b"\n" for line in sorted(lines))
    quads = set(ox.parse(files["osce-kg.nq"], format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(files["osce-kg.trig"], format=ox.RdfFormat.TRIG)) == quads
    for extension in ("nt", "ttl", "jsonld"):
        parsed = list(ox.parse(files[f"osce-kg.{extension}"], format=arrangements.FORMATS[extension]))
        assert {quad.triple for quad in parsed} == triples_of(lines)
        assert len(parsed) == len(triples_of(lines))
    for extension in arrangements.FORMATS:
        assert gzip.decompress(files[f"osce-kg.{extension}.gz"]) == files[f"osce-kg.{extension}"]


@settings(max_examples=60, deadline=None)
@given(LINES.filter(bool), LINES, FILES, st.booleans(), st.data())
def test_what_is_damaged_is_not_taken_over(
    before: frozenset[bytes], after: frozenset[bytes], extension: str, packed: bool, data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        published(before, place / "before")
        name = data.draw(st.sampled_from(["index", "dump/SHA256SUMS", f"dump/osce-kg.{extension}"]))
        path = place / "before" / (f"{name}.gz" if packed and "osce-kg." in name else name)
        content = bytearray(path.read_bytes())
        position = data.draw(st.integers(0, len(content) - 1))
        content[position] ^= data.draw(st.integers(1, 255))
        path.write_bytes(content)
        new = changed(before, after, place / "before", place / "after")
        assert new == published(after, place / "from nothing")
