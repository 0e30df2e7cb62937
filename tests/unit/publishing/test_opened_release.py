"""An opened release stays what it was, and what is no release, whole, is not opened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from osce_kg.errors import InputError, MissingInputError
from osce_kg.publishing import OpenedRelease


@pytest.fixture
def dump(meeting_build: Path, tmp_path: Path) -> Path:
    """A release that a test may spoil."""
    return Path(shutil.copytree(meeting_build / "dump", tmp_path / "dump"))


def test_files_are_those_of_the_manifest_and_the_manifest(dump: Path) -> None:
    (dump / "unlisted.txt").write_text("secret")
    release = OpenedRelease.open(dump)
    assert set(release.files) == {path.name for path in dump.iterdir()} - {"unlisted.txt"}
    for name, file in release.files.items():
        assert file.content() == (dump / name).read_bytes()
        assert file.size == len(file.content())


def test_a_part_of_a_file_is_its_bytes_from_start_up_to_stop(dump: Path) -> None:
    file = OpenedRelease.open(dump).files["osce-kg.nt"]
    assert b"".join(file.parts(5, 700)) == file.content()[5:700]
    assert list(file.parts(5, 5)) == []


def test_two_readers_of_a_file_do_not_move_each_other(dump: Path) -> None:
    file = OpenedRelease.open(dump).files["osce-kg.jsonld"]
    whole = file.content()
    pairs = zip(file.parts(0, 20), file.parts(0, 20), strict=True)
    assert list(pairs) == [(whole[:20], whole[:20])]


def test_what_takes_the_names_later_is_not_seen(dump: Path) -> None:
    release = OpenedRelease.open(dump)
    before = {name: file.content() for name, file in release.files.items()}
    for name in before:
        (dump / "new").write_text("another release")
        (dump / "new").replace(dump / name)
    shutil.rmtree(dump)
    assert {name: file.content() for name, file in release.files.items()} == before


def test_a_file_that_is_not_the_one_listed_is_refused(dump: Path) -> None:
    (dump / "osce-kg.nq").write_bytes((dump / "osce-kg.nq").read_bytes()[:-1])
    with pytest.raises(InputError, match=r"osce-kg\.nq: not the file that the manifest lists"):
        OpenedRelease.open(dump)


def test_d1_a_link_out_of_the_folder_is_refused(dump: Path, tmp_path: Path) -> None:
    shutil.move(dump / "osce-kg.nq", tmp_path / "elsewhere.nq")
    (dump / "osce-kg.nq").symlink_to(tmp_path / "elsewhere.nq")
    with pytest.raises(InputError, match=r"osce-kg\.nq: it cannot be read"):
        OpenedRelease.open(dump)


def test_a_missing_file_is_named(dump: Path) -> None:
    (dump / "osce-kg.ttl").unlink()
    with pytest.raises(MissingInputError, match=r"osce-kg\.ttl: a file of the release is missing"):
        OpenedRelease.open(dump)


@pytest.mark.parametrize("line", ["nonsense", f"{'0' * 64}  ../secret", f"{'0' * 64}  .hidden", "é"])
def test_a_damaged_manifest_is_refused(dump: Path, line: str) -> None:
    (dump / "SHA256SUMS").write_text(line + "\n")
    with pytest.raises(InputError, match="manifest"):
        OpenedRelease.open(dump)


def test_a_manifest_without_a_description_is_no_release(dump: Path) -> None:
    lines = (dump / "SHA256SUMS").read_text().splitlines(keepends=True)
    (dump / "SHA256SUMS").write_text("".join(line for line in lines if "void" not in line))
    with pytest.raises(MissingInputError, match="no description"):
        OpenedRelease.open(dump)


def test_no_folder_and_an_empty_folder_are_no_release(tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(MissingInputError, match="there is no release"):
            OpenedRelease.open(folder)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(InputError, match="cannot be opened"):
        OpenedRelease.open(tmp_path / "file")


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_files_are_closed_with_the_release(dump: Path) -> None:
    before = _open_files()
    release = OpenedRelease.open(dump)
    assert _open_files() == before + len(release.files)
    del release
    assert _open_files() == before
