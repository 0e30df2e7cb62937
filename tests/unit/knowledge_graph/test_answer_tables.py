"""Tables of answers: rows, data frames, CSV, HTML."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import sys
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from rdflib import XSD
from rdflib.term import Literal, URIRef

from networks import hostile_texts
from osce_kg.errors import MachineError
from osce_kg.knowledge_graph import Table
from osce_kg.namespaces import EDTF, ID
from osce_kg.network.csv_text import original_cell

ANNA, NOBODY = ID["person/p1"], ID["person/p0"]


def labels(iris: Iterable[URIRef]) -> Mapping[URIRef, str]:
    return {iri: "Anna" for iri in iris if iri == ANNA}


def table(columns: Iterable[str], *rows: Iterable[Literal | URIRef | None]) -> Table:
    return Table(tuple(columns), [tuple(row) for row in rows], sparql="SELECT …", look_up=labels)


def day(text: str) -> Literal:
    return Literal(text, datatype=XSD.date)


@pytest.fixture
def meetings() -> Table:
    return table(
        ("who", "when", "edtf", "n", "sure", "from"),
        (ANNA, day("2004-04-06"), Literal("2004-04", datatype=EDTF), Literal(2), Literal(0.5), Literal("x")),
        (NOBODY, None, None, None, None, None),
    )


def test_rows_have_names_and_python_values(meetings: Table) -> None:
    assert len(meetings) == 2
    assert meetings[0].who == ANNA
    assert meetings[0].when == dt.date(2004, 4, 6)
    assert meetings[0].from_ == "x"
    assert [row.n for row in meetings] == [2, None]
    assert meetings.columns[-1] == "from"
    assert repr(meetings) == "<Table of 2 rows: who, when, edtf, n, sure, from>"
    assert meetings.explain() == "SELECT …"


def test_columns_of_any_name_make_rows() -> None:
    assert tuple(table(("1x", "_a", "class", "class_"), [Literal(n) for n in range(4)])[0]) == (0, 1, 2, 3)


def test_labels_are_asked_for_only_when_they_are_needed() -> None:
    def forbidden(iris: Iterable[URIRef]) -> Mapping[URIRef, str]:
        raise AssertionError("labels were asked for")

    unlabelled = Table(("who",), [(ANNA,)], sparql="", look_up=forbidden)
    assert unlabelled.to_csv() == f"who\r\n{ANNA}\r\n"


def test_a_pandas_frame_has_nullable_types_and_days(meetings: Table) -> None:
    frame = meetings.to_pandas()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "who": "string",
        "when": "datetime64[s]",
        "edtf": "string",
        "n": "Int64",
        "sure": "Float64",
        "from": "string",
    }
    assert frame["who"].tolist() == [str(ANNA), str(NOBODY)]
    assert meetings.to_pandas(labels=True)["who"].tolist() == ["Anna", str(NOBODY)]


def test_a_polars_frame_has_the_same_cells(meetings: Table) -> None:
    frame = meetings.to_polars()
    assert {name: str(kind) for name, kind in frame.schema.items()} == {
        "who": "String",
        "when": "Date",
        "edtf": "String",
        "n": "Int64",
        "sure": "Float64",
        "from": "String",
    }
    assert frame.row(0) == (str(ANNA), dt.date(2004, 4, 6), "2004-04", 2, 0.5, "x")


@pytest.mark.parametrize(
    ("cells", "in_pandas", "in_polars"),
    [
        ((Literal(1), Literal(0.5)), [1.0, 0.5], [1.0, 0.5]),
        ((Literal(1), Literal("a")), [1, "a"], ["1", "a"]),
        ((Literal(2**70), Literal(1)), [2**70, 1], [str(2**70), "1"]),
        ((None, None), [None, None], [None, None]),
        ((), [], []),
    ],
)
def test_columns_of_several_types_make_frames(
    cells: tuple[Literal | None, ...], in_pandas: list[object], in_polars: list[object]
) -> None:
    mixed = table(("x",), *((cell,) for cell in cells))
    assert mixed.to_pandas()["x"].tolist() == in_pandas
    assert mixed.to_polars()["x"].to_list() == in_polars


@pytest.mark.parametrize(("library", "method"), [("pandas", "to_pandas"), ("polars", "to_polars")])
def test_a_library_that_is_not_there_is_told_with_what_to_install(
    meetings: Table, library: str, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(
        MachineError, match=rf"{method}\(\) needs {library}.*pip install 'osce-kg\[notebook\]'"
    ):
        getattr(meetings, method)()


def test_csv_is_written_whole(meetings: Table, tmp_path: Path) -> None:
    text = meetings.to_csv(tmp_path / "meetings.csv", labels=True)
    assert (tmp_path / "meetings.csv").read_bytes() == text.encode()
    assert text.splitlines()[1] == "Anna,2004-04-06,2004-04,2,0.5,x"
    assert [path.name for path in tmp_path.iterdir()] == ["meetings.csv"]
    with pytest.raises(MachineError, match="cannot be written"):
        meetings.to_csv(tmp_path / "none" / "meetings.csv")


@given(hostile_texts)
def test_any_text_comes_back_from_csv(text: str) -> None:
    written = io.StringIO(table(("x",), (Literal(text),)).to_csv(), newline="")
    ((cell,),) = list(csv.reader(written))[1:] or [("",)]
    if "\ufffd" not in cell:
        assert original_cell(cell) == text


@given(hostile_texts | hostile_texts.map(lambda text: f"<script>{text}</td></table>"))
def test_whatever_a_cell_says_stays_text_in_html(text: str) -> None:
    html = table((text,), (Literal(text),))._repr_html_()
    allowed = r"</?(?:table|thead|tbody|tr|th|td|bdi|p)>|<td title=\"[^\"<>]*\">"
    assert "<" not in re.sub(allowed, "", html)
    assert f"<bdi>{escape(text)}</bdi>" in html


def test_html_shows_labels_and_says_how_many_rows_there_are() -> None:
    html = table(("who",), *[(ANNA,)] * 19, (NOBODY,), (None,))._repr_html_()
    assert html.count("<bdi>Anna</bdi>") == 19
    assert "<bdi>person/p0</bdi>" in html
    assert "21 rows, the first 20 shown" in html
    assert "<p>1 row</p>" in table(("who",), (None,))._repr_html_()
