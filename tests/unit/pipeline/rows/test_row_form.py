"""A row that is read is one that was written; whatever is damaged is missing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osce_kg.errors import MachineError
from osce_kg.pipeline.rows.form import Row, RowForm, file_name, write_file


@dataclass(frozen=True, slots=True)
class Counted:
    key: str
    document: str
    size: int
    events: int


FORM = RowForm(Counted, "extraction")
ROWS = [
    Row(Counted(f"key{number}", f"n{number}", 14 * number, number), ('{"persons":[]}' * number,))
    for number in range(1, 6)
]
RENDERED = FORM.render(ROWS)


def written(folder: Path, raw: bytes = RENDERED, name: str = file_name(RENDERED, 7)) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def test_rows_come_back_in_their_order_whole_or_in_part(tmp_path: Path) -> None:
    path = tmp_path / "deep" / file_name(RENDERED)
    write_file(path, RENDERED)
    assert FORM.rows(path) == ROWS
    found = FORM.entries(path)
    assert found.is_whole
    assert list(found.entries) == [row.entry for row in ROWS]
    assert list((tmp_path / "deep").iterdir()) == [path]


def test_a_path_that_is_no_unicode_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "au\udcdfen" / file_name(RENDERED)
    write_file(path, RENDERED)
    assert FORM.rows(path) == ROWS


def test_the_same_rows_give_the_same_bytes() -> None:
    assert FORM.render(list(ROWS)) == RENDERED


def test_a_file_may_have_no_rows(tmp_path: Path) -> None:
    none = FORM.render([])
    path = tmp_path / file_name(none)
    write_file(path, none)
    assert FORM.rows(path) == []
    assert FORM.entries(path).is_whole


def test_writing_and_reading_rows_imports_no_pandas(tmp_path: Path) -> None:
    """Which pyarrow does by itself, and which takes longer than a small build may."""
    path = written(tmp_path)
    script = f"""
import sys
from pathlib import Path
from osce_kg.pipeline.extractions.rows import EXTRACTION_ROWS
EXTRACTION_ROWS.rows(Path({str(path)!r}))
EXTRACTION_ROWS.render([])
sys.exit("pandas" in sys.modules)
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_other_programs_can_read_the_files(tmp_path: Path) -> None:
    table = pq.read_table(written(tmp_path))
    assert table.column_names == ["key", "document", "size", "events", "extraction", "digest"]
    assert table.column("document").to_pylist() == ["n1", "n2", "n3", "n4", "n5"]
    assert table.column("events").to_pylist() == [1, 2, 3, 4, 5]


@given(place=st.integers(0, len(RENDERED) - 1), bit=st.integers(0, 7))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_bit_that_has_turned_never_gives_a_row_that_was_not_written(
    tmp_path: Path, place: int, bit: int
) -> None:
    damaged = bytearray(RENDERED)
    damaged[place] ^= 1 << bit
    path = written(tmp_path, bytes(damaged))
    assert all(row in ROWS for row in FORM.rows(path))
    found = FORM.entries(path)
    assert not found.is_whole
    assert all(entry in [row.entry for row in ROWS] for entry in found.entries)


@pytest.mark.parametrize("size", [0, 1, len(RENDERED) // 2, len(RENDERED) - 1])
def test_a_file_that_is_cut_short_holds_nothing(tmp_path: Path, size: int) -> None:
    path = written(tmp_path, RENDERED[:size])
    assert FORM.rows(path) == []
    assert FORM.entries(path).entries == ()


@pytest.mark.parametrize(("column", "value"), [("extraction", "{}"), ("events", 99), ("document", "n99")])
def test_a_row_with_another_digest_is_missing_and_the_others_are_not(
    tmp_path: Path, column: str, value: object
) -> None:
    table = pq.ParquetFile(written(tmp_path)).read()
    cells = table.column(column).to_pylist()
    cells[2] = value
    changed = table.set_column(table.column_names.index(column), column, [cells])
    path = tmp_path / "changed.parquet"
    pq.write_table(changed, path)
    assert [row.entry.key for row in FORM.rows(path)] == ["key1", "key2", "key4", "key5"]
    assert [entry.key for entry in FORM.entries(path).entries] == ["key1", "key2", "key4", "key5"]


@pytest.mark.parametrize(
    "column", [pa.array(["1"] * 5), pa.array([1, 2, None, 4, 5])], ids=["texts", "a gap"]
)
def test_a_file_of_another_form_holds_nothing_even_if_its_name_says_that_it_is_whole(
    tmp_path: Path, column: pa.Array
) -> None:
    table = pq.ParquetFile(written(tmp_path)).read()
    sink = pa.BufferOutputStream()
    pq.write_table(table.set_column(3, "events", column), sink)
    raw = bytes(sink.getvalue())
    path = written(tmp_path, raw, file_name(raw))
    assert FORM.entries(path).entries == ()
    assert FORM.rows(path) == []
    assert RowForm(Counted, "reading").rows(written(tmp_path)) == []


def test_a_file_that_is_something_else_holds_nothing(tmp_path: Path) -> None:
    written(tmp_path, b"years of work", "notes.parquet")
    for name in ("notes.parquet", "missing.parquet", "."):
        assert FORM.rows(tmp_path / name) == []
        assert FORM.entries(tmp_path / name).entries == ()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MachineError, match="cannot be written"):
        write_file(tmp_path / "file" / "a.parquet", RENDERED)
