"""``/explore/…``: the views, and the lists that they open."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Response, render_template, request

from osce_kg.network import (
    FACETS,
    FILTERS,
    as_parameters,
    edges_query,
    events_query,
    facet_query,
    months_query,
    places_query,
    totals_query,
)
from osce_kg.server.exploring.answering import AnsweredQuery, ask
from osce_kg.server.exploring.drawing import map_drawing, network_drawing, place_key, short_key
from osce_kg.server.exploring.events import Listed
from osce_kg.server.exploring.filter_form import filter_form, with_value
from osce_kg.server.exploring.months import timeline
from osce_kg.server.exploring.selection import EVENTS_ON_A_PAGE, VIEWS, Selection, read_selection
from osce_kg.server.graphs import finished
from osce_kg.server.headers import with_own_scripts
from osce_kg.server.interface import with_language
from osce_kg.server.site import current_site

blueprint = Blueprint("explore", __name__, url_prefix="/explore")

VALUES_ON_A_PAGE: Final = 200

_LONGEST_SEARCHED: Final = 100


@blueprint.get("/network")
def network() -> Response:
    """Show who met whom as a graph, and as a table of its edges."""
    selection = _selection()
    edges = _ask("edges", edges_query(selection.request))
    drawn = network_drawing(edges.rows, _address, directed=selection.request.kind == "visit")
    listed = _events(selection) if selection.between else None
    return _view("network", selection, edges, listed, drawing=drawn, edges=edges.rows)


@blueprint.get("/timeline")
def timeline_view() -> Response:
    """Show when events were, with those of the period below."""
    selection = _selection()
    # The bars show all times, so that a period can be seen and chosen among them.
    months = _ask("months", months_query(replace(selection.request, first_day=None, last_day=None)))
    line = timeline(months.rows)
    drawn = {"bins": [(each.name, each.certain, each.possible) for each in line.bins]}
    return _view("timeline", selection, months, _events(selection), drawing=drawn, line=line)


@blueprint.get("/map")
def map_view() -> Response:
    """Show where events were."""
    selection = _selection()
    places = _ask("places", places_query(selection.request))
    drawn = map_drawing(places.rows)
    return _view("map", selection, places, _events(selection), drawing=drawn, places=places.rows)


@blueprint.get("/events")
def events() -> Response:
    """List the events of a selection with their passages: what a view shows below, alone."""
    selection = _selection(of_view=True)
    return _page("explore/events.html", selection, _named_view(), [], _events(selection))


@blueprint.get("/values/<any(" + ", ".join(FACETS) + "):facet>")
def values(facet: str) -> Response:
    """List by which values of a facet a selection can be filtered further."""
    selection = _selection(of_view=True)
    find = _searched()
    answered = _ask("values", facet_query(selection.request, facet, find=find, limit=VALUES_ON_A_PAGE))
    view = _named_view()
    start = FILTERS[facet][1]
    found = [
        (row, row["value"].removeprefix(start), _address_with(selection, view, facet, row["value"]))
        for row in answered.rows
    ]
    shown = {"facet": facet, "find": find, "found": found, "most": VALUES_ON_A_PAGE}
    return _page("explore/values.html", selection, view, [answered], None, **shown)


def _selection(*, of_view: bool = False) -> Selection:
    fields = request.args.to_dict(flat=False)
    if of_view:
        for name in ("view", "find"):
            fields.pop(name, None)
    return read_selection(current_site().reader, fields)


def _named_view() -> str:
    """Return the view that a list was opened from."""
    named = request.args.get("view", "")
    return named if named in VIEWS else VIEWS[0]


def _searched() -> str:
    """Return the text that a label must have in it; what no label can hold is left out."""
    return re.sub(r"[\x00-\x1f\ud800-\udfff]", "", request.args.get("find", "")).strip()[:_LONGEST_SEARCHED]


def _ask(title: str, query: str) -> AnsweredQuery:
    return ask(current_site().reader, title, query)


def _events(selection: Selection) -> Listed:
    between = selection.between
    totals = _ask("total", totals_query(selection.request, between))
    query = events_query(selection.request, between, limit=EVENTS_ON_A_PAGE, offset=selection.offset)
    return Listed(totals, _ask("events", query))


def _view(
    name: str, selection: Selection, main: AnsweredQuery, listed: Listed | None, **shown: Any
) -> Response:
    if listed and not selection.between:
        totals = listed.totals
    else:
        # The events of an edge are fewer than those that the view is about.
        totals = _ask("total", totals_query(selection.request))
    counts = {key: int(number) for key, number in totals.rows[0].items()}
    form = filter_form(current_site().reader, selection)
    template = f"explore/{name}.html"
    page = _page(template, selection, name, [main, totals], listed, totals=counts, form=form, **shown)
    return with_own_scripts(page)


def _page(
    template: str,
    selection: Selection,
    view: str,
    queries: list[AnsweredQuery],
    listed: Listed | None,
    **shown: Any,
) -> Response:
    parameters = selection.parameters()
    of_list = (listed.totals, listed.events) if listed else ()
    page = render_template(
        template,
        view=view,
        views=VIEWS,
        selection=selection,
        queries=queries,
        list_queries=[query for query in of_list if query not in queries],
        listed=listed,
        parameters=parameters,
        fields=parse_qsl(parameters),
        export_parameters=as_parameters(selection.request),
        between=[short_key(iri) for iri in selection.between],
        explore_address=_explore_address,
        place_key=place_key,
        short_key=short_key,
        **shown,
    )
    return finished(Response(page, mimetype="text/html"))


def _address(iri: str) -> str | None:
    return current_site().links.address(iri, request.script_root)


def _explore_address(name: str, parameters: str = "", **more: object) -> str:
    """Return where a view or list is, with the filter and more parameters, in the language of this page."""
    query = "&".join(filter(None, (parameters, urlencode(more, doseq=True, safe=":/"))))
    return with_language("?".join(filter(None, (f"{request.script_root}/explore/{name}", query))))


def _address_with(selection: Selection, view: str, facet: str, iri: str) -> str:
    return _explore_address(view, selection.parameters(**with_value(selection.request, facet, iri)))
