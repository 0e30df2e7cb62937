from __future__ import annotations

import gzip
import hashlib
import io
import os
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from osce_kg.errors import InputError, MissingInputError
from osce_kg.validation.discovery import expand_patterns, rdf_files, received_from

TRIPLE = b"<urn:s> <urn:p> <urn:o> .\n"


def write(path: Path, data: bytes = TRIPLE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(paths: list[Path], below: Path) -> list[str]:
    return [file.path.relative_to(below).as_posix() for file in rdf_files(paths)]


def test_a_directory_gives_all_rdf_below_it_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("b/z.nt", "b/a.ttl", "a.jsonld", "c.trig.gz", "d.owl"):
        write(tmp_path / name, gzip.compress(TRIPLE) if name.endswith("gz") else TRIPLE)
    for name in ("package.json", "pom.xml", "README.md", ".hidden.ttl", ".git/x.ttl"):
        write(tmp_path / name)
    assert names([tmp_path], tmp_path) == ["a.jsonld", "b/a.ttl", "b/z.nt", "c.trig.gz", "d.owl"]


def test_links_to_directories_are_not_followed_for_they_may_lead_back(tmp_path: Path) -> None:
    write(tmp_path / "a.ttl")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert names([tmp_path], tmp_path) == ["a.ttl"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl")
    assert names([path, tmp_path, tmp_path / "." / "a.ttl"], tmp_path) == ["a.ttl"]


def test_patterns_stand_for_the_files_that_they_match_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.ttl", "a.ttl", "x/y/c.ttl", "[d].ttl"):
        write(Path(name))
    assert expand_patterns(["?.ttl"]) == [Path("a.ttl"), Path("b.ttl")]
    assert expand_patterns(["**/*.ttl"]) == [
        Path(name) for name in ("[d].ttl", "a.ttl", "b.ttl", "x/y/c.ttl")
    ]
    assert expand_patterns(["[d].ttl", "none.ttl"]) == [Path("[d].ttl"), Path("none.ttl")]


def test_a_pattern_that_matches_nothing_is_missing_input(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="the pattern matches no file"):
        expand_patterns([f"{tmp_path}/*.ttl"])


def test_patterns_match_as_in_a_shell_but_for_hidden_files_and_links_that_lead_back(tmp_path: Path) -> None:
    for name in ("a/b/c.ttl", "a/d.ttl", "a/.e.ttl", ".f/g.ttl", "a/h.nt", "x[1].ttl"):
        write(tmp_path / name)
    (tmp_path / "a/loop").symlink_to(tmp_path)

    def matched(pattern: str) -> list[str]:
        return [str(path.relative_to(tmp_path)) for path in expand_patterns([f"{tmp_path}/{pattern}"])]

    assert matched("**/*.ttl") == ["a/b/c.ttl", "a/d.ttl", "x[1].ttl"]
    assert matched("*/*.ttl") == ["a/d.ttl"]
    assert matched("a/**/*.[nt]t*") == ["a/b/c.ttl", "a/d.ttl", "a/h.nt"]
    assert matched("a/.*") == ["a/.e.ttl"]
    assert matched("?/../a/d.*") == ["a/../a/d.ttl"]
    assert matched("x[[]1].ttl") == ["x[1].ttl"]


@pytest.mark.parametrize("argument", ["data", "data/*.ttl", "**/*.ttl", "data/closed", "data/closed/dump"])
def test_a_directory_that_cannot_be_read_is_an_error_and_not_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argument: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("data/a.ttl"))
    write(Path("data/closed/dump/osce-kg.nt"))

    def closed(folder: str) -> object:
        if "closed" in str(folder) or str(folder) == argument.rpartition("/")[0]:
            raise PermissionError(13, "Permission denied", str(folder))
        return scandir(folder)

    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(InputError, match=r"cannot be read \(Permission denied\)"):
        rdf_files(expand_patterns([argument]))


def test_a_named_format_serves_only_files_whose_extension_tells_none(tmp_path: Path) -> None:
    paths = [write(tmp_path / "data"), write(tmp_path / "a.nt")]
    assert [file.format for file in rdf_files(paths, RdfFormat.TURTLE)] == [
        RdfFormat.TURTLE,
        RdfFormat.N_TRIPLES,
    ]


def test_standard_input_is_rdf_without_a_base() -> None:
    received = received_from(io.BytesIO(b"\xef\xbb\xbf" + TRIPLE), RdfFormat.TURTLE)
    assert (received.name, received.read(), received.base) == ("<stdin>", TRIPLE, None)
    with pytest.raises(InputError, match="<stdin>:2:2: not UTF-8"):
        received_from(io.BytesIO(b"\n\x20\xff"), RdfFormat.TURTLE)


def test_a_build_is_validated_by_its_dump(tmp_path: Path) -> None:
    write(tmp_path / "build/dump/osce-kg.nq", TRIPLE)
    assert [Path(file.name).name for file in rdf_files([tmp_path / "build"])] == ["osce-kg.nq"]
    write(tmp_path / "build/dump/osce-kg.nt", TRIPLE)
    assert [Path(file.name).name for file in rdf_files([tmp_path / "build"])] == ["osce-kg.nt"]


def test_a_directory_without_a_dump_is_missing_input(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="neither a build nor a directory with files of RDF"):
        rdf_files([tmp_path])


def test_a_dump_must_be_the_one_that_the_manifest_speaks_of(tmp_path: Path) -> None:
    dump = write(tmp_path / "dump/osce-kg.nt", TRIPLE * 3)
    digest = hashlib.sha256(TRIPLE * 3).hexdigest()
    write(tmp_path / "dump/SHA256SUMS", f"{'0' * 64}  osce-kg.ttl\n{digest}  osce-kg.nt\n".encode())
    assert len(rdf_files([tmp_path])) == 1
    dump.write_bytes(TRIPLE * 2)
    with pytest.raises(InputError, match="not the one that SHA256SUMS speaks of"):
        rdf_files([tmp_path])


def test_a_manifest_that_does_not_speak_of_the_dump_vouches_for_nothing(tmp_path: Path) -> None:
    write(tmp_path / "dump/osce-kg.nt")
    write(tmp_path / "dump/SHA256SUMS", b"")
    with pytest.raises(InputError, match="SHA256SUMS does not speak of this dump"):
        rdf_files([tmp_path])


def test_the_folder_of_a_dump_is_read_once_not_once_per_format(tmp_path: Path) -> None:
    for name in ("osce-kg.nt", "osce-kg.ttl", "osce-kg.nq"):
        write(tmp_path / "dump" / name)
    digest = hashlib.sha256(TRIPLE).hexdigest()
    write(tmp_path / "dump/SHA256SUMS", f"{digest}  osce-kg.nt\n".encode())
    assert names([tmp_path / "dump"], tmp_path / "dump") == ["osce-kg.nt"]
