"""What events are about and which series they belong to: fields of work, series and their sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from typing import Final

from osce_kg.model.reference import FieldOfWork, Series, Session
from osce_kg.reference.tables import ReferenceFolder, Row, Table

_DIMENSIONS: Final = ("politico-military", "economic-environmental", "human", "cross-dimensional")
_STATUSES: Final = ("occurred", "planned", "cancelled", "postponed")
_MODES: Final = ("in-person", "video")
_FIELDS: Final = Table("fields_of_work.csv", ("key", "label", "dimension", "keywords"), ("key",))
_SERIES: Final = Table("series.csv", ("key", "label", "aliases"), ("key",))
_SESSIONS: Final = Table(
    "series_sessions.csv",
    ("series", "number", "label", "city", "iso3", "since", "until", "status", "mode"),
    ("series", "number"),
)


def read_fields_of_work(folder: ReferenceFolder) -> tuple[FieldOfWork, ...]:
    """Read the fields of work, ordered by key.

    Raises:
        InputError: a row is wrong, or a keyword is not lower-case.
    """
    fields = (_read_field(row) for row in folder.rows(_FIELDS))
    return tuple(sorted(fields, key=lambda field: field.key))


def read_series(folder: ReferenceFolder, states: Container[str]) -> tuple[Series, ...]:
    """Read the series of meetings, ordered by key, with their sessions, ordered by number.

    Raises:
        InputError: a row is wrong.
    """
    rows = folder.rows(_SERIES)
    known = {row.text("key") for row in rows}
    sessions: dict[str, list[Session]] = defaultdict(list)
    for row in folder.rows(_SESSIONS):
        sessions[row.one_of("series", known)].append(_read_session(row, states))
    series = (
        Series(
            key=row.text("key"),
            label=row.text("label"),
            aliases=row.items("aliases"),
            sessions=tuple(sorted(sessions[row.text("key")], key=lambda session: int(session.number))),
            sourced=row.sourced(),
        )
        for row in rows
    )
    return tuple(sorted(series, key=lambda item: item.key))


def _read_field(row: Row) -> FieldOfWork:
    keywords = row.items("keywords")
    if any(keyword != keyword.lower() for keyword in keywords):
        raise row.error("keywords are written in lower case")
    return FieldOfWork(
        key=row.text("key"),
        label=row.text("label"),
        dimension=row.one_of("dimension", _DIMENSIONS),
        keywords=keywords,
        sourced=row.sourced(),
    )


def _read_session(row: Row, states: Container[str]) -> Session:
    return Session(
        number=str(row.number("number")),
        city=row.text("city"),
        iso3=row.one_of("iso3", states),
        since=row.date("since"),
        until=row.date("until"),
        label=row.text("label"),
        status=row.one_of("status", _STATUSES),
        mode=row.one_of("mode", _MODES),
        sourced=row.sourced(),
    )
