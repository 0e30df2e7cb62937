"""A table of answers: rows of Python, data frames, CSV, and what a notebook shows."""

from __future__ import annotations

import keyword
import os
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, overload

from rdflib.term import URIRef

from osce_kg.errors import MachineError
from osce_kg.knowledge_graph.frames import as_pandas, as_polars
from osce_kg.knowledge_graph.html import table_as_html
from osce_kg.knowledge_graph.values import Value, python_value
from osce_kg.network.csv_text import write_csv
from osce_kg.store.interface import Term

if TYPE_CHECKING:
    from pandas import DataFrame as PandasFrame
    from polars import DataFrame as PolarsFrame

LabelLookup = Callable[[Iterable[URIRef]], Mapping[URIRef, str]]
_SHOWN: Final = 20
"""Rows that a notebook shows."""


class Table(Sequence[Any]):
    """Rows with named columns, and the query that gave them.

    A row is a named tuple: ``table[0].who``. Columns that are words of Python get an underscore
    (``row.from_``). A cell is a ``datetime.date``, number, text, ``EdtfDate``, ``URIRef``, or None.
    """

    def __init__(
        self,
        columns: Sequence[str],
        terms: Iterable[Sequence[Term | None]],
        *,
        sparql: str,
        look_up: LabelLookup,
    ) -> None:
        """Make a table.

        Args:
            columns: names of the columns.
            terms: a row of RDF terms for each solution.
            sparql: the query behind it.
            look_up: gives labels for IRIs; asked only when they are needed.
        """
        self.columns = tuple(columns)
        self.terms = tuple(tuple(row) for row in terms)
        self.sparql = sparql
        self._look_up = look_up
        # Two variables may differ only by an underscore: rename such, and what is no name in Python.
        fields = [f"{name}_" if keyword.iskeyword(name) else name for name in self.columns]
        row = namedtuple("Row", fields, rename=True)  # type: ignore[misc]
        self._rows = tuple(row(*map(python_value, terms)) for terms in self.terms)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        """Return a row, or several."""
        return self._rows[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return (self.columns, self.terms) == (other.columns, other.terms)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {_counted(len(self), 'row')}: {', '.join(self.columns)}>"

    @cached_property
    def labels(self) -> Mapping[URIRef, str]:
        """The preferred label of each IRI in the table that has one; asked for at first use."""
        return self._look_up({term for row in self.terms for term in row if isinstance(term, URIRef)})

    def explain(self) -> str:
        """Return the SPARQL query behind this table; it runs in any engine that has read a dump."""
        return self.sparql

    def to_csv(self, path: str | Path | None = None, *, labels: bool = False) -> str:
        """Return the table as CSV, and write it to a file if there is a path.

        Cells that a spreadsheet could run get an apostrophe, as ``docs/network.md`` says.

        Args:
            path: file to write, UTF-8; whole or not at all.
            labels: show things by their labels instead of their IRIs.

        Raises:
            MachineError: the file cannot be written.
        """
        columns = self._plain(labels=labels)
        cells: Iterable[Sequence[Any]] = zip(*columns.values(), strict=True) if columns else ()
        text = "".join(write_csv(self.columns, cells))
        if path is not None:
            _write_whole(Path(path), text)
        return text

    def to_pandas(self, *, labels: bool = False) -> PandasFrame:
        """Return a pandas frame: nullable types, days as ``datetime64``, other dates as text.

        Args:
            labels: show things by their labels instead of their IRIs.

        Raises:
            MachineError: pandas is not installed.
        """
        return as_pandas(self._plain(labels=labels))

    def to_polars(self, *, labels: bool = False) -> PolarsFrame:
        """Return a polars frame; a column of several types becomes text.

        Args:
            labels: show things by their labels instead of their IRIs.

        Raises:
            MachineError: polars is not installed.
        """
        return as_polars(self._plain(labels=labels))

    def _plain(self, *, labels: bool) -> dict[str, list[Any]]:
        """Return the columns, in which every text is a ``str`` and no subclass of it."""
        shown = self.labels if labels else {}

        def plain(value: Value) -> Any:
            if isinstance(value, URIRef) and value in shown:
                return shown[value]
            return str(value) if isinstance(value, str) else value

        return {name: [plain(row[place]) for row in self._rows] for place, name in enumerate(self.columns)}

    def _repr_html_(self) -> str:
        head = self._rows[:_SHOWN]
        return table_as_html(self.columns, head, self._labels_of(head), len(self))

    def _labels_of(self, rows: Iterable[Sequence[Value]]) -> Mapping[URIRef, str]:
        return self._look_up({cell for row in rows for cell in row if isinstance(cell, URIRef)})


def _write_whole(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(text.encode())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise MachineError(f"{path} cannot be written: {error.strerror or error}") from error


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
