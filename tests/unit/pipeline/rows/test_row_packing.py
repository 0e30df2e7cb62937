"""Packed rows give the same files wherever they come from, and files that stay the same are linked to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.errors import MachineError
from osce_kg.pipeline.rows import KeptRows, Row, RowForm, pack_rows, packing


@dataclass(frozen=True, slots=True)
class Sized:
    key: str
    document: str
    size: int


FORM = RowForm(Sized, "text")


class Made:
    """Rows that were made just now."""

    def row(self, key: str) -> Row[Sized]:
        return row(key)

    def file_of(self, keys: Sequence[str]) -> None:
        return None


def row(key: str) -> Row[Sized]:
    text = f"what is said under {key}"
    return Row(Sized(key, key.partition("#")[0], len(text)), (text,))


def entries(keys: Sequence[str]) -> list[Sized]:
    return [row(key).entry for key in keys]


def packed(keys: Sequence[str], source: Made | KeptRows[Sized], folder: Path) -> list[Path]:
    return [path for path, _ in pack_rows(entries(keys), source, FORM, folder)]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(autouse=True)
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_USUAL_ROWS", 4)
    monkeypatch.setattr(packing, "_MOST_ROWS", 10)


KEYS = [f"n{number:03}#1" for number in range(100)]

corpora = st.lists(st.integers(0, 60), unique=True, min_size=1).map(
    lambda numbers: sorted(f"n{number:03}#{number % 3}" for number in numbers)
)


@given(steps=st.lists(corpora, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_changed_step_by_step_the_files_are_those_made_from_nothing(steps: list[list[str]]) -> None:
    folder = Path(mkdtemp())
    try:
        earlier = folder / "none"
        for number, keys in enumerate(steps):
            kept = KeptRows(FORM, [earlier])
            made = [key for key in keys if key not in kept]
            packed(made, Made(), folder / f"made{number}")
            both = KeptRows(FORM, [earlier, folder / f"made{number}"])
            earlier = folder / f"step{number}"
            packed(keys, both, earlier)
        packed(steps[-1], Made(), folder / "fresh")
        assert contents(earlier) == contents(folder / "fresh")
    finally:
        shutil.rmtree(folder)


def test_a_row_more_changes_one_file_and_the_others_are_linked_to(tmp_path: Path) -> None:
    assert len(packed(KEYS, Made(), tmp_path / "first")) > 10
    more = sorted([*KEYS, "n050#2"])
    new = tmp_path / "new"
    packed(["n050#2"], Made(), new)
    second = packed(more, KeptRows(FORM, [tmp_path / "first", new]), tmp_path / "second")
    anew = [path for path in second if path.stat().st_nlink == 1]
    assert len(anew) <= 2
    assert [row.entry.key for path in second for row in FORM.rows(path)] == more


def test_where_files_cannot_be_linked_to_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    packed(KEYS, Made(), tmp_path / "first")
    monkeypatch.setattr(os, "link", refuse)
    kept = KeptRows(FORM, [tmp_path / "first"])
    second = packed(KEYS, kept, tmp_path / "second")
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert all(path.stat().st_nlink == 1 for path in second)


def test_a_file_has_at_most_so_many_rows_and_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "_USUAL_ROWS", 2**31)
    files = packed(KEYS, Made(), tmp_path / "rows")
    assert [len(FORM.rows(path)) for path in files] == [10] * 10
    monkeypatch.setattr(packing, "_MOST_CHARACTERS", 3 * row(KEYS[0]).entry.size)
    files = packed(KEYS, Made(), tmp_path / "characters")
    assert {len(FORM.rows(path)) for path in files} == {3, 1}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MachineError, match="cannot be written"):
        packed(KEYS, Made(), tmp_path / "file" / "rows")


def test_a_row_that_was_damaged_meanwhile_is_told(tmp_path: Path) -> None:
    (path,) = packed(KEYS[:1], Made(), tmp_path / "rows")
    kept = KeptRows(FORM, [tmp_path / "rows"])
    path.write_bytes(b"years of work")
    with pytest.raises(MachineError, match="has changed during the build"):
        kept.row(KEYS[0])


def test_a_file_is_no_more_of_use_when_a_row_of_it_was_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "_USUAL_ROWS", 2**31)
    (old,) = packed(KEYS[:3], Made(), tmp_path / "old")
    (new,) = packed(KEYS[1:2], Made(), tmp_path / "new")
    assert KeptRows(FORM, [tmp_path / "old"]).file_of(KEYS[:3]) == old
    kept = KeptRows(FORM, [tmp_path / "old", tmp_path / "new"])
    assert kept.file_of(KEYS[1:2]) == new
    assert kept.file_of(KEYS[:3]) is None
    assert kept.file_of(KEYS[:1]) is None
    assert kept.file_of(["n999#1"]) is None
