"""What editors of queries ask for, as OpenAPI describes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from osce_kg.server.openapi.operations import Json, Operation

_JSON: Final = ("application/json",)
_FORM: Final[Json] = {
    "type": "object",
    "required": ["query"],
    "properties": {"query": {"type": "string"}},
}

QUERY_PAGE: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/sparql/check": {
        "post": Operation(
            "SPARQL",
            "Tells what is wrong with a query, without running it",
            _JSON,
            errors=(400, 403, 413, 415),
            body={"application/x-www-form-urlencoded": _FORM, "application/sparql-query": {"type": "string"}},
            description=(
                "`problem` is null, or has `message`, `hint`, and `line` and `column` (from 1, in characters;"
                " null where they are not known)."
            ),
            is_conditional=False,
        )
    },
    "/sparql/terms.json": {
        "get": Operation(
            "SPARQL",
            "Gives the prefixes that need no declaration, and the terms of the graph",
            _JSON,
            description=(
                "Classes and properties, with the number of instances or triples, and concepts; with labels"
                " and definitions by language."
            ),
        )
    },
}
