"""Which events are listed: all of it is in the address, under the names that the network has for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from rdflib.term import URIRef

from osce_kg.errors import UsageError
from osce_kg.model.network import NetworkRequest
from osce_kg.namespaces import OKG
from osce_kg.network import FILTERS, STATUSES, read_request, resolve_request
from osce_kg.server.interface import LANGUAGE_PARAMETER
from osce_kg.store import QueryReader

EVENT_KINDS: Final[Mapping[str, URIRef]] = MappingProxyType(
    {"meeting": OKG.Meeting, "visit": OKG.Visit, "stop": OKG.VisitLeg, "conference": OKG.Conference}
)
"""Kinds of events that can be asked for, with their classes; any other event is only in the whole list."""

_OF_THE_FILTER: Final = ("from", "to", "confidence", *FILTERS)


@dataclass(frozen=True, slots=True)
class EventSelection:
    """Which events are listed.

    Attributes:
        filters: parameter of ``FILTERS`` to the IRIs of which an event has at least one.
        kind, status: the one that is asked for; None: any.
        first_day, last_day: ISO days; an event was, or may have been, on a day between them.
        confidence: that an event has at least.
        page: from 1.
    """

    filters: Mapping[str, tuple[str, ...]]
    kind: str | None
    status: str | None
    first_day: str | None
    last_day: str | None
    confidence: float | None
    page: int

    def without_filter(self, name: str) -> EventSelection:
        """Return the selection without one of its filters; itself if it has none of this name."""
        return replace(self, filters={key: iris for key, iris in self.filters.items() if key != name})

    def parameters(self) -> dict[str, list[str]]:
        """Return the parameters that ask for the first page of this selection; values as short as can be."""
        given: dict[str, list[str]] = {
            name: [iri.removeprefix(FILTERS[name][1]) for iri in iris] for name, iris in self.filters.items()
        }
        single = {
            "kind": self.kind,
            "status": self.status,
            "from": self.first_day,
            "to": self.last_day,
            "confidence": None if self.confidence is None else f"{self.confidence:g}",
        }
        given |= {name: [value] for name, value in single.items() if value is not None}
        return given


def with_value(parameters: Mapping[str, Sequence[str]], name: str, value: str) -> str:
    """Return a query string with this value, instead of any that the parameter has."""
    return as_query({**parameters, name: [value]})


def without_value(parameters: Mapping[str, Sequence[str]], name: str, value: str) -> str:
    """Return a query string without a value."""
    kept = {key: [one for one in values if (key, one) != (name, value)] for key, values in parameters.items()}
    return as_query(kept)


def as_query(parameters: Mapping[str, Sequence[str]]) -> str:
    """Return parameters as the query string of an address."""
    return urlencode([(name, value) for name in parameters for value in parameters[name]], safe=":/")


def read_selection(reader: QueryReader, fields: Mapping[str, Sequence[str]], page: int) -> EventSelection:
    """Return what the parameters of an address ask for.

    Raises:
        UsageError: an unknown parameter, a value that cannot be, or a thing that the graph does not know.
    """
    known = {*_OF_THE_FILTER, "kind", "status", "page", "facet", LANGUAGE_PARAMETER}
    if unknown := sorted(fields.keys() - known):
        raise UsageError(f"There is no parameter {unknown[0][:80]!r}.")
    kind, status = _one_of(fields, "kind", tuple(EVENT_KINDS)), _one_of(fields, "status", STATUSES)
    asked = {name: fields[name] for name in _OF_THE_FILTER if name in fields}
    request: NetworkRequest = resolve_request(reader, read_request(asked))
    filters = {name: getattr(request, attribute) for name, (attribute, _) in FILTERS.items()}
    return EventSelection(
        filters={name: iris for name, iris in filters.items() if iris},
        kind=kind,
        status=status,
        first_day=None if request.first_day is None else str(request.first_day),
        last_day=None if request.last_day is None else str(request.last_day),
        confidence=request.confidence,
        page=page,
    )


def _one_of(fields: Mapping[str, Sequence[str]], name: str, choices: Sequence[str]) -> str | None:
    given = [value for value in fields.get(name, ()) if value]
    if not given:
        return None
    if len(given) > 1 or given[0] not in choices:
        raise UsageError(f"{name}={given[0][:80]!r} is not one of {', '.join(choices)}, given once.")
    return given[0]
