"""States, their status in the OSCE over time, and how many participated when."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from osce_kg.model.reference import State, StatePeriod
from osce_kg.reference.tables import ReferenceFolder, Row, Table

_LANGUAGES: Final = ("ru", "fr", "de", "it", "es")
_STATUSES: Final = ("participating", "suspended", "partner-mediterranean", "partner-asian", "historical")
_STATES: Final = Table(
    "states.csv",
    (
        *("iso3", "iso2", "name", "formal_name", "aliases", "demonyms"),
        *(f"label_{language}" for language in _LANGUAGES),
        *("capital", "wikidata", "succeeded_by"),
    ),
    ("iso3",),
)
_PERIODS: Final = Table("state_statuses.csv", ("iso3", "status", "since", "until"), ("iso3", "since"))
_COUNTS: Final = Table("state_counts.csv", ("since", "count", "change"), ("since",))


def read_states(folder: ReferenceFolder) -> tuple[tuple[State, ...], tuple[StatePeriod, ...]]:
    """Read the States, ordered by code, and their periods of status, ordered by code and date.

    A State's own status is that of its last period: what it is today, or was when it ceased to exist.

    Raises:
        InputError: a row is wrong.
    """
    rows = folder.rows(_STATES)
    known = {row.text("iso3") for row in rows}
    periods = sorted(
        (_read_period(row, known) for row in folder.rows(_PERIODS)), key=lambda item: (item.iso3, item.since)
    )
    latest = {period.iso3: period for period in periods}
    states = sorted((_read_state(row, known, latest) for row in rows), key=lambda state: state.iso3)
    return tuple(states), tuple(periods)


def read_state_counts(folder: ReferenceFolder) -> tuple[tuple[str, int, str], ...]:
    """Read (EDTF date from which it holds, number of participating States, what changed), oldest first.

    Raises:
        InputError: a row is wrong.
    """
    counts: list[tuple[str, int, str]] = []
    for row in folder.rows(_COUNTS):
        row.sourced()
        if not row.date("since"):
            raise row.error("since is empty")
        counts.append((row.text("since"), row.number("count"), row.text("change")))
    return tuple(sorted(counts))


def _read_period(row: Row, known: Container[str]) -> StatePeriod:
    return StatePeriod(
        iso3=row.one_of("iso3", known),
        status=row.one_of("status", _STATUSES),
        since=row.date("since"),
        until=row.date("until"),
        note=row.optional("note"),
        sourced=row.sourced(),
    )


def _read_state(row: Row, known: Container[str], latest: dict[str, StatePeriod]) -> State:
    iso3 = row.text("iso3")
    period = latest.get(iso3)
    existed = row.references("succeeded_by", known)
    # A State that others followed is historical, whatever its status was when it ceased to exist.
    status = "historical" if existed else period.status if period else "none"
    labels = [("en", row.text("name")), *((tag, row.text(f"label_{tag}")) for tag in _LANGUAGES)]
    return State(
        iso3=iso3,
        iso2=row.text("iso2"),
        name=row.text("name"),
        formal_name=row.text("formal_name"),
        aliases=row.items("aliases"),
        demonyms=row.items("demonyms"),
        labels=tuple(labels),
        capital=row.optional("capital") or None,
        wikidata=row.optional("wikidata") or None,
        status=status,
        since=period.since if period else "",
        until=period.until if period else "",
        sourced=row.sourced(),
        succeeded_by=existed,
        note=row.optional("note"),
    )
