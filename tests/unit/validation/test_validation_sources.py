from __future__ import annotations

import gzip
import os
import tracemalloc
from pathlib import Path

import pytest

from osce_kg.errors import InputError, LimitError, MissingInputError
from osce_kg.validation import sources
from osce_kg.validation.discovery import rdf_files

TRIPLE = b"<urn:s> <urn:p> <urn:o> .\n"


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "format_name"),
    [
        ("a.ttl", "Turtle"),
        ("a.trig", "TriG"),
        ("a.nt", "N-Triples"),
        ("a.nq", "N-Quads"),
        ("a.rdf", "RDF/XML"),
        ("a.xml", "RDF/XML"),
        ("a.owl", "RDF/XML"),
        ("a.jsonld", "JSON-LD"),
        ("a.json", "JSON-LD"),
        ("a.b.TTL", "Turtle"),
        ("a.nt.gz", "N-Triples"),
    ],
)
def test_the_extension_tells_the_format(tmp_path: Path, name: str, format_name: str) -> None:
    (file,) = rdf_files([write(tmp_path / name, b"")])
    assert file.format.name == format_name


@pytest.mark.parametrize("name", ["a", "a.txt", "a.gz", "a.n3", ".ttl.zip"])
def test_an_unknown_extension_is_bad_input(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="the format cannot be told from the extension"):
        rdf_files([write(tmp_path / name, TRIPLE)])


def test_a_missing_file_is_missing_input(tmp_path: Path) -> None:
    (file,) = rdf_files([tmp_path / "none.ttl"])
    with pytest.raises(MissingInputError, match=r"none\.ttl: no such file"):
        file.read()


def test_packed_and_plain_files_hold_the_same(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.nt", TRIPLE)
    packed = write(tmp_path / "b.nt.gz", gzip.compress(TRIPLE))
    assert {file.read() for file in rdf_files([plain, packed])} == {TRIPLE}


def test_a_cut_off_archive_is_bad_input_whatever_is_missing(tmp_path: Path) -> None:
    whole = gzip.compress(TRIPLE * 1000)
    for length in range(1, len(whole), 7):
        (file,) = rdf_files([write(tmp_path / "a.nt.gz", whole[:length])])
        with pytest.raises(InputError, match=r"a\.nt\.gz: the \.gz file is broken or cut off"):
            file.read()


def test_what_only_looks_packed_is_bad_input(tmp_path: Path) -> None:
    (file,) = rdf_files([write(tmp_path / "a.nt.gz", TRIPLE)])
    with pytest.raises(InputError, match="broken or cut off"):
        file.read()


def test_a_small_archive_cannot_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 1024**2)
    (file,) = rdf_files([write(tmp_path / "bomb.nt.gz", gzip.compress(b"#" * (1024**2 + 1)))])
    with pytest.raises(LimitError, match="more than 1 MiB"):
        file.read()


def test_a_short_file_takes_little_memory(tmp_path: Path) -> None:
    (file,) = rdf_files([write(tmp_path / "a.nt", TRIPLE)])
    tracemalloc.start()
    try:
        assert file.read() == TRIPLE
        assert tracemalloc.get_traced_memory()[1] < 16 * 1024**2
    finally:
        tracemalloc.stop()


def test_other_encodings_are_refused_with_the_line(tmp_path: Path) -> None:
    data = TRIPLE + "<urn:s> <urn:p> 'Türkiye' .\n".encode("cp1252")
    (file,) = rdf_files([write(tmp_path / "a.ttl", data)])
    with pytest.raises(InputError, match=r"a\.ttl:2:19: not UTF-8 text"):
        file.read()


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    (file,) = rdf_files([write(tmp_path / "a.nt", b"\xef\xbb\xbf" + TRIPLE)])
    assert file.read() == TRIPLE


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.nt")
    (file,) = rdf_files([tmp_path / "a.nt"])
    with pytest.raises(InputError, match="not a regular file"):
        file.read()
