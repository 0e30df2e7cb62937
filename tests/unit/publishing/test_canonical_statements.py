"""Dump files as canonical lines: ours as they are, others brought into form; the hash is that of RDFC-1.0."""

from __future__ import annotations

import errno
import gzip
import hashlib
import random
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox
import pytest
from rdflib import Dataset
from rdflib.term import Literal

from osce_kg.errors import InputError, MachineError, MissingInputError, UsageError
from osce_kg.publishing import sorting
from osce_kg.publishing.canonical_statements import read_canonically

GRAPH = "<https://example.org/g>"
LINE = f'<https://example.org/s> <https://example.org/p> "x" {GRAPH} .\n'
UNTIDY = f"""# a comment
<https://example.org/s>   <https://example.org/p> "\\u0062" {GRAPH}.

<https://example.org/s> <https://example.org/p> "a"^^<http://www.w3.org/2001/XMLSchema#string> {GRAPH}.#
<https://example.org/s> <https://example.org/p> "a" {GRAPH} .
<https://example.org/s> <https://example.org/p> "c"@EN {GRAPH} .
"""
TIDY = "".join(
    f"<https://example.org/s> <https://example.org/p> {value} {GRAPH} .\n"
    for value in ('"a"', '"b"', '"c"@en')
)


def rdfc_hash_by_pyoxigraph(path: Path) -> str:
    dataset = ox.Dataset(ox.parse(path=path))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in dataset)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def rdfc_hash_by_hand(path: Path) -> str:
    """Canonical N-Quads as the recommendation words them, from what rdflib reads."""
    dataset = Dataset()
    dataset.parse(path, format="trig")

    def canonical(term: object) -> str:
        if not isinstance(term, Literal):
            return f"<{term}>"
        by_letter = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}
        text = "".join(
            by_letter.get(ord(c)) or (f"\\u{ord(c):04X}" if ord(c) < 32 or ord(c) == 127 else c) for c in term
        )
        if term.language:
            return f'"{text}"@{term.language}'
        is_plain = term.datatype is None or str(term.datatype).endswith("XMLSchema#string")
        return f'"{text}"' if is_plain else f'"{text}"^^<{term.datatype}>'

    lines = {" ".join(map(canonical, quad)) + " .\n" for quad in dataset.quads()}
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def test_our_dumps_are_canonical_as_they_are(meeting_build: Path, tmp_path: Path) -> None:
    for name in ("osce-kg.nq", "osce-kg.nt", "osce-kg.nq.gz"):
        path = meeting_build / "dump" / name
        statements = read_canonically(path, tmp_path)
        assert statements.path == path
        content = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
        assert "".join(statements.lines()).encode() == content
        assert statements.count == content.count(b"\n")
    assert list(tmp_path.iterdir()) == []


def test_the_hash_is_that_of_rdf_dataset_canonicalization(meeting_build: Path, tmp_path: Path) -> None:
    dump = meeting_build / "dump"
    ours = read_canonically(dump / "osce-kg.nq", tmp_path).sha256
    assert ours == rdfc_hash_by_pyoxigraph(dump / "osce-kg.trig")
    assert ours == rdfc_hash_by_hand(dump / "osce-kg.trig")


def test_another_writing_of_the_same_statements_has_the_same_lines(tmp_path: Path) -> None:
    (tmp_path / "untidy.nq").write_text(UNTIDY)
    statements = read_canonically(tmp_path / "untidy.nq", tmp_path)
    assert "".join(statements.lines()) == TIDY
    assert statements.count == 3
    assert statements.sha256 == hashlib.sha256(TIDY.encode()).hexdigest()


@pytest.mark.parametrize("run", [1, 7, 1000])
def test_sorting_in_parts_gives_the_same_as_sorting_at_once(
    meeting_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: int
) -> None:
    monkeypatch.setattr(sorting, "RUN", run)
    dump = meeting_build / "dump" / "osce-kg.nq"
    lines = dump.read_text().splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    (tmp_path / "shuffled.nq").write_text("".join([*lines, *lines[:5]]))
    statements = read_canonically(tmp_path / "shuffled.nq", tmp_path)
    assert "".join(statements.lines()) == dump.read_text()
    assert {path.suffix for path in tmp_path.iterdir()} == {".nq"}


@pytest.mark.parametrize(
    "text",
    [
        *("a\tb", "a\nb", "a\rb", "a\bb", "a\fb", 'a"b', "a\\b", "\x00", "\x01", "\x0b", "\x1f", "\x7f"),
        *("\x80", "\x85", "\x9f", "\u2028", "\u202e", "é", "\U0001f600", "\ufeff", "'", "<>", "{}"),
    ],
)
def test_every_character_is_taken_as_it_is_written_canonically(tmp_path: Path, text: str) -> None:
    term = ox.Literal(text)
    path = tmp_path / "one.nt"
    path.write_bytes(f"<https://example.org/s> <https://example.org/p> {term} .\n".encode())
    assert read_canonically(path, tmp_path).path == path


def test_an_empty_file_has_no_statements(tmp_path: Path) -> None:
    (tmp_path / "empty.nt").write_bytes(b"")
    assert read_canonically(tmp_path / "empty.nt", tmp_path).count == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.nq", LINE.encode() + b"nonsense\n", "a.nq:2:"),
        ("a.nq", LINE.encode() + b'<a:b> <a:b> "\xff" .\n', "a.nq:2:"),
        ("a.nt", LINE.encode(), "a.nt:1:"),
        ("a.nq", b"_:x <a:b> <a:c> .\n", "_:x is a blank node"),
        ("a.nq", b"<a:b> <a:c> <<( <a:b> <a:c> <a:d> )>> .\n", "is a triple term"),
        ("a.nq.gz", b"not gzip", "Not a gzipped file"),
        ("a.nq.gz", gzip.compress(LINE.encode() * 100, mtime=0)[:-20], "end-of-stream"),
        (
            "a.nq.gz",
            gzip.compress(random.Random(3).randbytes(4000), mtime=0)[:100] + b"x" * 4000,
            "cannot be read",
        ),
    ],
)
def test_a_damaged_file_is_named_with_its_line(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as raised:
        read_canonically(tmp_path / name, tmp_path)
    assert told in str(raised.value)
    assert name in str(raised.value)


def test_a_file_that_is_not_there_or_of_another_kind_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match=r"nowhere\.nq: there is no such file"):
        read_canonically(tmp_path / "nowhere.nq", tmp_path)
    with pytest.raises(UsageError, match="only N-Triples and N-Quads"):
        read_canonically(tmp_path / "osce-kg.ttl", tmp_path)
    (tmp_path / "folder.nq").mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        read_canonically(tmp_path / "folder.nq", tmp_path)


def test_a_full_disk_is_a_fault_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "untidy.nq").write_text(UNTIDY)
    open_file = Path.open

    def open_but_not_for_writing(path: Path, mode: str = "r", *others: Any) -> IO[Any]:
        if "w" in mode:
            raise OSError(errno.ENOSPC, "No space left on device")
        return open_file(path, mode, *others)

    monkeypatch.setattr(Path, "open", open_but_not_for_writing)
    with pytest.raises(MachineError, match="No space left"):
        read_canonically(tmp_path / "untidy.nq", tmp_path)
