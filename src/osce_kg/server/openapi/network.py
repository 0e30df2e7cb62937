"""The network of who met whom in the HTTP interface: as files for programs, and as pages for readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from osce_kg.network import CHOICES, FACETS, FORMATS, PARAMETERS, REPEATABLE
from osce_kg.server.exploring.selection import VIEWS
from osce_kg.server.negotiation import HTML
from osce_kg.server.openapi.operations import Operation, Parameter

_PARAMETERS: Final = tuple(
    Parameter(
        name, "query", f"{meaning[0].upper()}{meaning[1:]}.", None, CHOICES.get(name, ()), name in REPEATABLE
    )
    for name, meaning in PARAMETERS.items()
)

NETWORK: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/network.{extension}": {
        "get": Operation(
            "Network",
            "Gives the network of who met whom",
            tuple(dict.fromkeys(form.media_type for form in FORMATS.values())),
            errors=(400, 404),
            parameters=(
                Parameter("extension", "path", "The form.", "gexf", ("gexf", "graphml", "csv", "rq")),
                Parameter("what", "query", "Of the CSV form, the table.", None, tuple(FORMATS["csv"].tables)),
                *_PARAMETERS,
            ),
            description="The type is that of the form, whatever is accepted; `rq` is the query behind them.",
        )
    },
    "/dyads.csv": {
        "get": Operation(
            "Network",
            "Gives events between two sides, coded as in CAMEO and PLOVER",
            (FORMATS["dyads"].media_type,),
            errors=(400,),
            parameters=_PARAMETERS,
        )
    },
}
"""Networks as files, by path and method."""

_HTML: Final = (HTML.media_type,)
_BETWEEN: Final = Parameter("between", "query", "The two nodes of an edge: its events.", None, (), True)
_PAGE: Final = Parameter("page", "query", "Of the list of events, the page.")
_VIEW: Final = Parameter("view", "query", "The view that the list belongs to.", None, VIEWS)


def _page(summary: str, *parameters: Parameter) -> Mapping[str, Operation]:
    errors = (400, 404) if any(each.place == "path" for each in parameters) else (400,)
    return {
        "get": Operation("Explorer", summary, _HTML, errors=errors, parameters=(*parameters, *_PARAMETERS))
    }


EXPLORING: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/explore/network": _page("Shows who met whom as a graph", _BETWEEN, _PAGE),
    "/explore/timeline": _page("Shows when events were", _PAGE),
    "/explore/map": _page("Shows where events were", _PAGE),
    "/explore/events": _page("Lists events with the passages that say so", _VIEW, _BETWEEN, _PAGE),
    "/explore/values/{facet}": _page(
        "Lists by what the events can be filtered further",
        Parameter("facet", "path", "A parameter of the filter.", "person", tuple(FACETS)),
        Parameter("find", "query", "Only values of which a label has this in it."),
        _VIEW,
    ),
}
"""Pages of the explorer's views, by path and method."""
