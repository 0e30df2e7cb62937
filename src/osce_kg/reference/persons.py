"""The authority file: persons whose posts and periods are known without any document."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from osce_kg.model.reference import AuthorityPerson, Tenure
from osce_kg.reference.offices import OFFICES
from osce_kg.reference.tables import ReferenceFolder, Row, Table

_TENURE_STATUSES: Final = ("holder", "acting", "officer-in-charge")
_PRECISIONS: Final = ("day", "day?", "month", "year", "at-least")
_KEY: Final = re.compile(r"p[0-9]{6}")
_PERSONS: Final = Table("persons.csv", ("key", "name", "variants", "nationality"), ("key",))
_TENURES: Final = Table(
    "tenures.csv",
    ("person", "post", "state", "status", "since", "until", "date_precision"),
    ("person", "post", "since"),
)


def read_persons(folder: ReferenceFolder, states: Container[str]) -> tuple[AuthorityPerson, ...]:
    """Read the persons, ordered by key.

    Raises:
        InputError: a row is wrong, or a key is not ``p`` and six digits.
    """
    persons = (_read_person(row, states) for row in folder.rows(_PERSONS))
    return tuple(sorted(persons, key=lambda person: person.key))


def read_tenures(
    folder: ReferenceFolder, persons: Container[str], states: Container[str]
) -> tuple[Tenure, ...]:
    """Read who held which post when, in the order of the table.

    Raises:
        InputError: a row is wrong, or a post of a State has no State.
    """
    return tuple(_read_tenure(row, persons, states) for row in folder.rows(_TENURES))


def _read_person(row: Row, states: Container[str]) -> AuthorityPerson:
    key = row.text("key")
    if not _KEY.fullmatch(key):
        raise row.error(f"key {key!r} is not p and six digits")
    return AuthorityPerson(
        key=key,
        name=row.text("name"),
        variants=row.items("variants"),
        nationality=row.reference("nationality", states),
        sourced=row.sourced(),
    )


def _read_tenure(row: Row, persons: Container[str], states: Container[str]) -> Tenure:
    post = row.one_of("post", OFFICES)
    state = row.reference("state", states)
    if OFFICES[post].body_key(state) is None:
        raise row.error(f"{post} needs the State whose post it is")
    return Tenure(
        person=row.one_of("person", persons),
        post=post,
        state=state,
        status=row.one_of("status", _TENURE_STATUSES),
        since=row.date("since"),
        until=row.date("until"),
        note=row.optional("note"),
        sourced=row.sourced(),
        date_precision=row.one_of("date_precision", _PRECISIONS),
    )
