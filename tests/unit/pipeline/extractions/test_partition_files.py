"""A row that is read is one that was written; whatever is damaged is missing."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osce_kg.errors import MachineError
from osce_kg.pipeline.extractions.partition_files import Row, read_rows, render_rows, write_rows

ROWS = [Row(f"key{number}", f"n{number}", '{"persons":[]}' * number) for number in range(1, 6)]
RENDERED = render_rows(ROWS)


def test_rows_come_back_in_their_order(tmp_path: Path) -> None:
    write_rows(tmp_path / "deep" / "a.parquet", RENDERED)
    assert read_rows(tmp_path / "deep" / "a.parquet") == ROWS
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["a.parquet"]


def test_a_path_that_is_no_unicode_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "au\udcdfen" / "a.parquet"
    write_rows(path, RENDERED)
    assert read_rows(path) == ROWS


def test_the_same_rows_give_the_same_bytes() -> None:
    assert render_rows(list(ROWS)) == RENDERED


def test_other_programs_can_read_the_files(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.parquet", RENDERED)
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.column_names == ["key", "document", "extraction", "digest"]
    assert table.column("document").to_pylist() == ["n1", "n2", "n3", "n4", "n5"]


@given(place=st.integers(0, len(RENDERED) - 1), bit=st.integers(0, 7))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_bit_that_has_turned_never_gives_a_row_that_was_not_written(
    tmp_path: Path, place: int, bit: int
) -> None:
    damaged = bytearray(RENDERED)
    damaged[place] ^= 1 << bit
    path = tmp_path / "damaged.parquet"
    path.write_bytes(damaged)
    assert all(row in ROWS for row in read_rows(path))


@pytest.mark.parametrize("size", [0, 1, len(RENDERED) // 2, len(RENDERED) - 1])
def test_a_file_that_is_cut_short_holds_nothing(tmp_path: Path, size: int) -> None:
    path = tmp_path / "short.parquet"
    path.write_bytes(RENDERED[:size])
    assert read_rows(path) == []


def test_a_row_with_another_digest_is_missing_and_the_others_are_not(tmp_path: Path) -> None:
    table = pq.ParquetFile(_written(tmp_path)).read()
    texts = table.column("extraction").to_pylist()
    texts[2] = texts[2].replace("persons", "parsons")
    changed = table.set_column(2, "extraction", [texts])
    pq.write_table(changed, tmp_path / "changed.parquet")
    assert [row.document for row in read_rows(tmp_path / "changed.parquet")] == ["n1", "n2", "n4", "n5"]


def test_a_file_that_is_something_else_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes.parquet").write_text("years of work")
    assert read_rows(tmp_path / "notes.parquet") == []
    assert read_rows(tmp_path / "missing.parquet") == []
    assert read_rows(tmp_path) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MachineError, match="cannot be written"):
        write_rows(tmp_path / "file" / "a.parquet", RENDERED)


def _written(folder: Path) -> Path:
    path = folder / "a.parquet"
    write_rows(path, RENDERED)
    return path
