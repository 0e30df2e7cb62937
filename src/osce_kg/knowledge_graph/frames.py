"""Columns of Python values as data frames; a column has one type, which does not depend on chance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from osce_kg.knowledge_graph.libraries import require

if TYPE_CHECKING:
    from pandas import DataFrame as PandasFrame
    from polars import DataFrame as PolarsFrame

_LARGEST: Final = 2**63 - 1
_PANDAS_TYPES: Final[Mapping[type, str]] = {
    str: "string",
    int: "Int64",
    float: "Float64",
    bool: "boolean",
    dt.date: "datetime64[s]",
}


def as_pandas(columns: Mapping[str, Sequence[Any]]) -> PandasFrame:
    """Return a pandas frame with nullable types; a column of several types stays one of objects.

    Args:
        columns: values by the name of the column; no subclasses of ``str``.

    Raises:
        MachineError: pandas is not installed.
    """
    pandas = require("pandas", "to_pandas()")
    series = {}
    for name, cells in columns.items():
        kind = _common_type(cells)
        cells = [_as(kind, cell) for cell in cells]
        series[name] = pandas.Series(cells, dtype=_PANDAS_TYPES.get(kind, "object") if kind else "object")
    frame: PandasFrame = pandas.DataFrame(series, columns=list(columns))
    return frame


def as_polars(columns: Mapping[str, Sequence[Any]]) -> PolarsFrame:
    """Return a polars frame; a column of several types, or of too large integers, becomes text.

    Args:
        columns: as for ``as_pandas``.

    Raises:
        MachineError: polars is not installed.
    """
    polars = require("polars", "to_polars()")
    typed = {}
    for name, cells in columns.items():
        kind = _common_type(cells) or str
        typed[name] = [_as(kind, cell) for cell in cells]
    frame: PolarsFrame = polars.DataFrame(typed)
    return frame


def _common_type(cells: Sequence[Any]) -> type | None:
    """Return the type of all values; float for integers among floats; None if there is none for all."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds == {int, float}:
        return float
    if kinds == {int} and any(abs(cell) > _LARGEST for cell in cells if cell is not None):
        return None
    return kinds.pop() if len(kinds) == 1 else None


def _as(kind: type | None, cell: Any) -> Any:
    if cell is None or kind is None or type(cell) is kind:
        return cell
    return kind(cell)
