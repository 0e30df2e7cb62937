"""What a view is asked to show: the filter that all views share, and what is opened in the view.

All of it is in the address. A value that cannot be is a bad request that says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from osce_kg.errors import UsageError
from osce_kg.model.network import NetworkRequest
from osce_kg.network import as_parameters, current_iri, read_iri, read_request, resolve_request
from osce_kg.server.interface import LANGUAGE_PARAMETER
from osce_kg.store import QueryReader

VIEWS: Final = ("network", "timeline", "map")
"""Every view; each at ``/explore/`` and its name."""

MOST_DRAWN: Final = 2_000
"""So many edges at most are drawn; files may have more."""

USUALLY_DRAWN: Final = 300

EVENTS_ON_A_PAGE: Final = 25

_MOST_PAGES: Final = 100_000


@dataclass(frozen=True, slots=True)
class Selection:
    """What is shown.

    Attributes:
        request: the filter; its number of edges is set.
        between: source and target of the edge whose events are listed; empty: those of all edges.
        page: of the list of events, from 1.
    """

    request: NetworkRequest
    between: tuple[str, ...]
    page: int

    @property
    def offset(self) -> int:
        """How many events come before those of this page."""
        return (self.page - 1) * EVENTS_ON_A_PAGE

    def parameters(self, **changes: object) -> str:
        """Return the filter as the query of an address, with changes of attributes of the request."""
        changed = replace(self.request, **changes)  # type: ignore[arg-type]
        if changed.strongest == USUALLY_DRAWN:
            changed = replace(changed, strongest=None)
        return as_parameters(changed)


def read_selection(reader: QueryReader, fields: Mapping[str, Sequence[str]]) -> Selection:
    """Return what the parameters of an address ask for.

    Raises:
        UsageError: an unknown parameter, a value that cannot be, or a thing that the graph does not know.
    """
    rest = {name: values for name, values in fields.items() if name != LANGUAGE_PARAMETER}
    ends = _between(rest.pop("between", ()))
    page = _page(rest.pop("page", ()))
    request = resolve_request(reader, read_request(rest))
    if request.strongest is None:
        request = replace(request, strongest=USUALLY_DRAWN)
    elif request.strongest > MOST_DRAWN:
        raise UsageError(
            f"strongest={request.strongest} is more than a page draws: {MOST_DRAWN}; files may have more."
        )
    between = tuple(current_iri(reader, iri, "between") for iri in ends)
    # The source of a meeting is the one whose IRI comes first, which a merge may change.
    return Selection(request, tuple(sorted(between)) if request.kind == "meeting" else between, page)


def _between(values: Sequence[str]) -> tuple[str, ...]:
    given = [value.strip() for value in values if value.strip()]
    if len(given) not in (0, 2):
        raise UsageError(f"between is given {len(given)} times; an edge is between two nodes.")
    return tuple(read_iri(value, "between") for value in given)


def _page(values: Sequence[str]) -> int:
    given = [value.strip() for value in values if value.strip()]
    if not given:
        return 1
    # Digits of other scripts are numbers to int() as well.
    number = int(given[0]) if len(given) == 1 and given[0].isascii() and given[0].isdigit() else 0
    if not 1 <= number <= _MOST_PAGES:
        raise UsageError(f"page={' '.join(given)[:80]!r} is no whole number from 1 to {_MOST_PAGES}.")
    return number
