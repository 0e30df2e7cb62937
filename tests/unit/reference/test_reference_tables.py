"""The reader is strict: whatever is wrong with a table is told with file and line."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from osce_kg.errors import InputError, MissingInputError
from osce_kg.reference import load_reference
from osce_kg.resources import resource_path

Change = Callable[[list[list[str]]], object]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    directory = tmp_path / "reference"
    shutil.copytree(resource_path("data", "reference"), directory)
    return directory


def rewrite(path: Path, change: Change) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def put(column: str, value: str, line: int = 2) -> Change:
    def change(rows: list[list[str]]) -> None:
        rows[line - 1][rows[0].index(column)] = value

    return change


def test_the_shipped_tables_are_read_from_any_folder(tables: Path) -> None:
    assert load_reference(tables) == load_reference()


@pytest.mark.parametrize(
    ("table", "column", "value", "reason"),
    [
        ("states.csv", "source", "", "source is empty"),
        ("states.csv", "confidence", "", "confidence is empty"),
        ("states.csv", "confidence", "certain", "confidence 'certain' is not known"),
        ("states.csv", "aliases", "Here;; There", "aliases has an empty or repeated part: 'Here;; There'"),
        ("states.csv", "aliases", "Here; Here", "aliases has an empty or repeated part: 'Here; Here'"),
        ("states.csv", "succeeded_by", "QQQ", "succeeded_by names 'QQQ', which no table has"),
        ("state_statuses.csv", "status", "observer", "status 'observer' is not known"),
        ("state_statuses.csv", "iso3", "QQQ", "iso3 'QQQ' is not known"),
        ("state_statuses.csv", "since", "4.5.2003", "since: not an EDTF date: '4.5.2003'"),
        ("state_counts.csv", "since", "", "since is empty"),
        ("state_counts.csv", "count", "some", "count 'some' is not a number"),
        ("structures.csv", "kind", "club", "kind 'club' is not known"),
        ("structures.csv", "parent", "nowhere", "parent names 'nowhere', which no table has"),
        ("structures.csv", "parent", "osce; un", "parent names more than one"),
        ("structures.csv", "hosts", "QQQ", "hosts names 'QQQ', which no table has"),
        ("structure_names.csv", "structure", "nowhere", "structure 'nowhere' is not known"),
        ("structure_names.csv", "until", "2004-02-30", "until: day is out of range for month"),
        ("persons.csv", "key", "passy", "key 'passy' is not p and six digits"),
        ("persons.csv", "nationality", "QQQ", "nationality names 'QQQ', which no table has"),
        ("tenures.csv", "person", "p999999", "person 'p999999' is not known"),
        ("tenures.csv", "post", "king", "post 'king' is not known"),
        ("tenures.csv", "date_precision", "hour", "date_precision 'hour' is not known"),
        ("cities.csv", "key", "1526384", "key '1526384' is not g and a GeoNames number"),
        ("cities.csv", "latitude", "north", "latitude 'north' is not a number"),
        ("cities.csv", "longitude", "361", "longitude '361' is not between -180 and 180"),
        ("cities.csv", "is_capital", "yes", "is_capital 'yes' is not known"),
        ("regions.csv", "states", "QQQ", "states names 'QQQ', which no table has"),
        ("fields_of_work.csv", "dimension", "fourth", "dimension 'fourth' is not known"),
        ("fields_of_work.csv", "keywords", "Treaty", "keywords are written in lower case"),
        ("series_sessions.csv", "series", "nowhere", "series 'nowhere' is not known"),
        ("dated_names.csv", "entity", "state/QQQ", "entity 'state/QQQ' is not known"),
    ],
)
def test_a_wrong_value_is_told_with_file_and_line(
    tables: Path, table: str, column: str, value: str, reason: str
) -> None:
    rewrite(tables / table, put(column, value))
    with pytest.raises(InputError) as caught:
        load_reference(tables)
    assert str(caught.value) == f"{tables / table}:2: {reason}"


def test_a_post_of_a_state_needs_its_state(tables: Path) -> None:
    rewrite(tables / "tenures.csv", put("state", "", line=3))
    with pytest.raises(InputError, match="foreign-minister needs the State whose post it is") as caught:
        load_reference(tables)
    assert caught.value.line == 3


def test_a_structure_without_a_name_is_refused(tables: Path) -> None:
    rewrite(tables / "structure_names.csv", lambda rows: rows.__delitem__(slice(1, 3)))
    with pytest.raises(InputError, match=r"osce has no name in structure_names\.csv"):
        load_reference(tables)


def test_a_region_that_shares_a_name_with_another_is_refused(tables: Path) -> None:
    rewrite(tables / "regions.csv", put("aliases", "Central Asia", line=3))
    with pytest.raises(InputError, match="'Central Asia' is the name of another region too"):
        load_reference(tables)


def test_a_repeated_key_names_both_lines(tables: Path) -> None:
    rewrite(tables / "persons.csv", put("key", "p000001", line=4))
    with pytest.raises(InputError, match="key 'p000001' stands on line 2 too") as caught:
        load_reference(tables)
    assert caught.value.line == 4


def test_an_unknown_column_is_refused(tables: Path) -> None:
    rewrite(tables / "series.csv", put("evidence", "colour", line=1))
    with pytest.raises(InputError, match="column 'colour' is unknown") as caught:
        load_reference(tables)
    assert caught.value.line == 1


@pytest.mark.parametrize("column", ["label", "source", "confidence"])
def test_a_missing_column_is_refused(tables: Path, column: str) -> None:
    rewrite(tables / "series.csv", put(column, "note", line=1))
    with pytest.raises(InputError, match=f"column '{column}' is missing"):
        load_reference(tables)


def test_a_row_with_too_few_values_is_refused(tables: Path) -> None:
    rewrite(tables / "series.csv", lambda rows: rows[1].pop())
    with pytest.raises(InputError, match="has 5 values for 6 columns") as caught:
        load_reference(tables)
    assert caught.value.line == 2


def test_a_missing_table_is_told(tables: Path) -> None:
    (tables / "cities.csv").unlink()
    with pytest.raises(MissingInputError, match=r"cities\.csv: this table of the reference data is missing"):
        load_reference(tables)


def test_a_table_in_another_encoding_is_told_with_its_line(tables: Path) -> None:
    path = tables / "states.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(InputError, match=r"states\.csv:1: is not UTF-8"):
        load_reference(tables)


def test_a_broken_quotation_is_told(tables: Path) -> None:
    with (tables / "series.csv").open("a", encoding="utf-8") as file:
        file.write('"never closed')
    with pytest.raises(InputError, match=r"series\.csv: is not CSV"):
        load_reference(tables)


def test_a_folder_in_place_of_a_table_is_told(tables: Path) -> None:
    (tables / "cities.csv").unlink()
    (tables / "cities.csv").mkdir()
    with pytest.raises(InputError, match=r"cities\.csv: cannot be read"):
        load_reference(tables)


def test_the_digest_of_every_table_is_kept(tables: Path) -> None:
    names = [name for name, _ in load_reference(tables).sources]
    assert names == sorted(path.name for path in tables.glob("*.csv"))
