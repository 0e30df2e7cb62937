"""The form in which a reader changes the filter of a view; it works without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib.term import URIRef

from osce_kg.model.network import NetworkRequest
from osce_kg.network import CHOICES, FACETS, FILTERS
from osce_kg.server.exploring.selection import Selection
from osce_kg.server.labels import label_of
from osce_kg.store import StatementReader


@dataclass(frozen=True, slots=True)
class ChosenValue:
    """A value of a facet that is part of the filter: as a parameter has it, and its label."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FilterForm:
    """What the form shows.

    Attributes:
        choices: parameter to its values, the chosen one first in each pair: (value, whether it is chosen).
        single: parameter with one value to that value as text.
        facets: parameter to those of its values that are chosen.
    """

    choices: dict[str, list[tuple[str, bool]]]
    single: dict[str, str]
    facets: dict[str, list[ChosenValue]]


def filter_form(reader: StatementReader, selection: Selection) -> FilterForm:
    """Return the form for a selection."""
    request = selection.request
    return FilterForm(
        choices={
            name: [(value, value == getattr(request, name)) for value in values]
            for name, values in CHOICES.items()
        },
        single={
            "from": str(request.first_day or ""),
            "to": str(request.last_day or ""),
            "confidence": "" if request.confidence is None else str(request.confidence),
            "strongest": str(request.strongest or ""),
        },
        facets={name: _chosen(reader, request, name) for name in FACETS},
    )


def with_value(request: NetworkRequest, facet: str, iri: str) -> dict[str, Sequence[str]]:
    """Return the change of a request that adds a value to a facet."""
    attribute = FILTERS[facet][0]
    chosen: tuple[str, ...] = getattr(request, attribute)
    return {attribute: tuple(sorted({*chosen, iri}))}


def _chosen(reader: StatementReader, request: NetworkRequest, facet: str) -> list[ChosenValue]:
    attribute, start = FILTERS[facet]
    iris: tuple[str, ...] = getattr(request, attribute)
    return [ChosenValue(iri.removeprefix(start), label_of(reader, URIRef(iri))) for iri in iris]
