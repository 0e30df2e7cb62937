"""``/search`` and ``/browse``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, abort, render_template, request, url_for
from rdflib.term import Literal, URIRef

from osce_kg.namespaces import VOCAB
from osce_kg.network import FILTERS
from osce_kg.searching.words import LONGEST_TEXT
from osce_kg.server.browsing.query import (
    EVENT_COLUMNS,
    EVENTS_ON_A_PAGE,
    FACETS,
    events_query,
    facet_query,
    total_query,
)
from osce_kg.server.browsing.search import KINDS, LAST_PAGE, SearchResults, search_by_name
from osce_kg.server.browsing.selection import (
    EVENT_KINDS,
    EventSelection,
    as_query,
    read_selection,
    with_value,
    without_value,
)
from osce_kg.server.graphs import finished
from osce_kg.server.interface import current_texts, with_language
from osce_kg.server.paging import requested_page
from osce_kg.server.site import current_site
from osce_kg.server.values import Value
from osce_kg.server.views import Labeller, Level, items_of, label_in
from osce_kg.store.interface import Term

blueprint = Blueprint("browsing", __name__)

_LAST_PAGE: Final = 10_000
_FEW: Final = 1000
"""Events of a selection up to which all facets are counted; of more, the cheap ones and the one asked for."""

_ALWAYS_ASKED: Final = frozenset({"kind", "status", "year"})
_NOTHING: Final = SearchResults({}, "", (), has_more=False)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet.

    Attributes:
        events: how many of the selection have it.
        address: of the list of these.
    """

    value: Value
    events: int
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of a facet that most events of the selection have, with the query that gives them.

    Attributes:
        query: None: it was not asked.
        address: of the page that asks it.
    """

    name: str
    query: str | None
    values: tuple[FacetValue, ...]
    address: str


@dataclass(frozen=True, slots=True)
class ChosenValue:
    """A part of the selection, and the address of the list without it."""

    name: str
    value: Value
    address: str


@blueprint.get("/search")
def search() -> Response:
    """Show what a name may mean."""
    text = request.args.get("q", "").strip()[:LONGEST_TEXT]
    kind = request.args.get("kind") or None
    if kind is not None and kind not in KINDS:
        abort(400, f"The kind must be one of {', '.join(KINDS)}.")
    page = requested_page(request)
    if page > LAST_PAGE:
        abort(404, f"There are {LAST_PAGE} pages at most; say more of the name.")
    site = current_site()
    label = label_in(site.reader, current_texts().code)
    found = search_by_name(site.names, site.reader, text, kind, page, label) if text else None
    return _page("search.html", text=text, kind=kind, kinds=KINDS, page=page, found=found or _NOTHING)


@blueprint.get("/browse")
def browse() -> Response:
    """List events, with facets to choose fewer of them."""
    page = requested_page(request)
    if page > _LAST_PAGE:
        abort(404, f"There are {_LAST_PAGE} pages at most.")
    reader = current_site().reader
    selection = read_selection(reader, request.args.to_dict(flat=False), page)
    label = label_in(reader, current_texts().code)
    query = events_query(selection)
    items = items_of(list(reader.select(query)), EVENT_COLUMNS, (Level("event", "event"),), label)
    (count,) = reader.select(total_query(selection))
    total = int(str(count["events"]))
    if page > 1 and not items:
        abort(404, f"There are {-(-total // EVENTS_ON_A_PAGE)} pages.")
    parameters = selection.parameters()
    return _page(
        "browse.html",
        items=items,
        query=query,
        total=total,
        total_query=total_query(selection),
        page=page,
        pages=max(1, -(-total // EVENTS_ON_A_PAGE)),
        page_address=lambda number: _address(
            as_query(parameters | ({"page": [number]} if number > 1 else {}))
        ),
        facets=[_facet(selection, name, label, total <= _FEW) for name in FACETS],
        chosen=_chosen(selection, label),
        selection=selection,
        parameters=parameters,
        explore_parameters=as_query({name: parameters[name] for name in parameters if name not in ("kind",)}),
    )


def _facet(selection: EventSelection, name: str, label: Labeller, is_cheap: bool) -> Facet:
    parameters = selection.parameters()
    address = f"{_address(as_query(parameters | {'facet': [name]}))}#facet-{name}"
    if not (is_cheap or name in _ALWAYS_ASKED or name == request.args.get("facet")):
        return Facet(name, None, (), address)
    # Of what is chosen already, the other values are offered instead: the number is that of the list.
    query = facet_query(selection.without_filter(name), name)
    values = []
    for row in current_site().reader.select(query):
        term = row["value"]
        if name == "year":
            address = as_query(parameters | {"from": [str(term)], "to": [str(term)]})
        else:
            address = with_value(parameters, name, _key(name, term))
        values.append(FacetValue(label(term), int(str(row["events"])), _address(address)))
    return Facet(name, query, tuple(values), address)


def _key(name: str, term: Term) -> str:
    """Return a value as a parameter has it."""
    if name == "kind":
        return next(kind for kind, iri in EVENT_KINDS.items() if iri == term)
    if name == "status":
        return str(term).removeprefix(f"{VOCAB}event-status/")
    return str(term).removeprefix(FILTERS[name][1])


def _chosen(selection: EventSelection, label: Labeller) -> list[ChosenValue]:
    """Return the parts of the selection, each of which can be taken away."""
    parameters = selection.parameters()
    chosen = []
    for name, values in parameters.items():
        for value in values:
            shown = label(_term(selection, name, value))
            chosen.append(ChosenValue(name, shown, _address(without_value(parameters, name, value))))
    return chosen


def _term(selection: EventSelection, name: str, value: str) -> Term:
    if name == "kind":
        return EVENT_KINDS[value]
    if name == "status":
        return VOCAB[f"event-status/{value}"]
    if name in FILTERS:
        start = FILTERS[name][1]
        return URIRef(next(iri for iri in selection.filters[name] if iri.removeprefix(start) == value))
    return Literal(value)


def _address(query: str) -> str:
    address = url_for("browsing.browse", lang=None)
    return with_language(f"{address}?{query}" if query else address)


def _page(template: str, **shown: object) -> Response:
    return finished(Response(render_template(template, **shown), mimetype="text/html"))
