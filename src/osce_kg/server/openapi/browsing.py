"""The pages for people that have parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from osce_kg.network import PARAMETERS, REPEATABLE, STATUSES
from osce_kg.server.browsing.query import FACETS
from osce_kg.server.browsing.search import KINDS
from osce_kg.server.browsing.selection import EVENT_KINDS
from osce_kg.server.interface import LANGUAGES
from osce_kg.server.negotiation import HTML
from osce_kg.server.openapi.operations import Operation, Parameter

_LANGUAGE: Final = Parameter("lang", "query", "Language of the page.", None, tuple(LANGUAGES))
_PAGE: Final = Parameter("page", "query", "The page of the list, from 1.")
_FILTER: Final = tuple(
    Parameter(name, "query", f"{meaning[0].upper()}{meaning[1:]}.", None, (), name in REPEATABLE)
    for name, meaning in PARAMETERS.items()
    if name in ("from", "to", "confidence", *sorted(REPEATABLE))
)

BROWSING: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/search": {
        "get": Operation(
            "Pages",
            "Shows what a name in any spelling may mean",
            (HTML.media_type,),
            errors=(400, 404),
            parameters=(
                Parameter("q", "query", "The name."),
                Parameter("kind", "query", "What is searched for.", None, tuple(KINDS)),
                _PAGE,
                _LANGUAGE,
            ),
        )
    },
    "/browse": {
        "get": Operation(
            "Pages",
            "Lists events with facets, the latest first",
            (HTML.media_type,),
            errors=(400, 404),
            parameters=(
                Parameter("kind", "query", "The kind of events.", None, tuple(EVENT_KINDS)),
                Parameter("status", "query", "The status of events.", None, STATUSES),
                *_FILTER,
                Parameter("facet", "query", "A facet to be counted even if that takes long.", None, FACETS),
                _PAGE,
                _LANGUAGE,
            ),
        )
    },
}
"""Operations by path and by method."""
