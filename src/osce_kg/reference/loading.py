"""Reads every table of a folder into one :class:`Reference`."""

from __future__ import annotations

from pathlib import Path

from osce_kg.model.reference import Reference
from osce_kg.reference.persons import read_persons, read_tenures
from osce_kg.reference.places import read_cities, read_regions
from osce_kg.reference.states import read_state_counts, read_states
from osce_kg.reference.structures import read_dated_names, read_structures
from osce_kg.reference.subjects import read_fields_of_work, read_series
from osce_kg.reference.tables import ReferenceFolder
from osce_kg.resources import resource_path


def load_reference(directory: Path | None = None) -> Reference:
    """Read the reference data.

    Args:
        directory: folder of the tables; the shipped ``data/reference`` if None.

    Raises:
        MissingInputError: a table is missing.
        InputError: a column is unknown or missing, a row lacks source or confidence, a date is no EDTF, a key
            is repeated, or a row names something that no table has; the message tells file and line.
    """
    folder = ReferenceFolder(directory or resource_path("data", "reference"))
    states, periods = read_states(folder)
    codes = {state.iso3 for state in states}
    cities = read_cities(folder, codes)
    persons = read_persons(folder, codes)
    entities = {f"state/{code}" for code in codes} | {f"place/{city.key}" for city in cities}
    return Reference(
        states=states,
        structures=read_structures(folder, codes),
        persons=persons,
        tenures=read_tenures(folder, {person.key for person in persons}, codes),
        cities=cities,
        fields_of_work=read_fields_of_work(folder),
        series=read_series(folder, codes),
        state_counts=read_state_counts(folder),
        regions=read_regions(folder, codes),
        state_periods=periods,
        dated_names=read_dated_names(folder, entities),
        sources=folder.digests,
    )
