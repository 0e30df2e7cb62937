"""The OSCE, its institutions, bodies and field operations with their dated names, and other organizations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from typing import Final

from osce_kg.model.reference import DatedName, Structure
from osce_kg.reference.tables import ReferenceFolder, Row, Table

_KINDS: Final = (
    "organization",
    "institution",
    "field-operation",
    "decision-making-body",
    "structure",
    "parliamentary-assembly",
    "association",
)
_STRUCTURES: Final = Table(
    "structures.csv",
    (
        *("key", "kind", "abbreviations", "hosts", "seat", "parent"),
        *("established", "closed", "succeeded_by"),
    ),
    ("key",),
)
_NAMES: Final = Table(
    "structure_names.csv", ("structure", "name", "since", "until", "decision"), ("structure", "name", "since")
)
_DATED_NAMES: Final = Table(
    "dated_names.csv", ("entity", "name", "since", "until"), ("entity", "name", "since")
)


def read_structures(folder: ReferenceFolder, states: Container[str]) -> tuple[Structure, ...]:
    """Read the structures, ordered by key, each with its names in the order of the table.

    Args:
        folder: the tables.
        states: ISO alpha-3 codes that hosts may have.

    Raises:
        InputError: a row is wrong, or a structure has no name.
    """
    rows = folder.rows(_STRUCTURES)
    known = {row.text("key") for row in rows}
    names: dict[str, list[DatedName]] = defaultdict(list)
    for row in folder.rows(_NAMES):
        names[row.one_of("structure", known)].append(_read_name(row))
    structures = (_read_structure(row, tuple(names[row.text("key")]), known, states) for row in rows)
    return tuple(sorted(structures, key=lambda structure: structure.key))


def read_dated_names(folder: ReferenceFolder, entities: Container[str]) -> tuple[tuple[str, DatedName], ...]:
    """Read the names that States and cities had for a period, in the order of the table.

    Args:
        folder: the tables.
        entities: entity keys that names may belong to, e.g. ``state/TUR``, ``place/g1526273``.

    Raises:
        InputError: a row is wrong.
    """
    return tuple((row.one_of("entity", entities), _read_name(row)) for row in folder.rows(_DATED_NAMES))


def _read_name(row: Row) -> DatedName:
    return DatedName(
        name=row.text("name"),
        since=row.date("since"),
        until=row.date("until"),
        sourced=row.sourced(),
        decision=row.optional("decision") or None,
    )


def _read_structure(
    row: Row, names: tuple[DatedName, ...], known: Container[str], states: Container[str]
) -> Structure:
    if not names:
        raise row.error(f"{row.text('key')} has no name in {_NAMES.name}")
    hosts = row.references("hosts", states)
    return Structure(
        key=row.text("key"),
        kind=row.one_of("kind", _KINDS),
        names=names,
        abbreviations=row.items("abbreviations"),
        host=hosts[0] if len(hosts) == 1 else None,
        seat=row.optional("seat") or None,
        parent=row.reference("parent", known),
        established=row.date("established"),
        closed=row.date("closed"),
        succeeded_by=row.references("succeeded_by", known),
        sourced=row.sourced(),
        hosts=hosts,
    )
