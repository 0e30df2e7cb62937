"""The addresses of the Reconciliation Service API, as OpenAPI describes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from osce_kg.server.openapi.operations import Json, Operation, Parameter

_TAG: Final = "Reconciliation"
_JSON: Final = ("application/json",)

_FORM: Final[Json] = {
    "type": "object",
    "description": "One of the two, as JSON: a batch of queries, or values to extend data by.",
    "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
}
_CURSOR: Final = Parameter("cursor", "query", "How many suggestions to pass over.")
_ID: Final = Parameter(
    "id", "query", "Identifier, as the service gives it.", "person/p000001", is_required=True
)


def _suggestion(of: str) -> Mapping[str, Operation]:
    prefix = Parameter("prefix", "query", "The beginning of a name, or of a word in it.")
    return {
        "get": Operation(
            _TAG,
            f"Completes the name of {of}",
            _JSON,
            errors=(400,),
            parameters=(prefix, _CURSOR),
            is_conditional=False,
        )
    }


RECONCILIATION: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/reconcile": {
        "get": Operation(
            _TAG,
            "Answers a batch of queries or extends data; without either, describes the service",
            _JSON,
            errors=(400, 413),
            parameters=(
                Parameter("queries", "query", "A batch of queries, as JSON."),
                Parameter("extend", "query", "Identifiers and properties, as JSON."),
            ),
            description="Reconciliation Service API 0.2. JSONP is not offered.",
            is_conditional=False,
        ),
        "post": Operation(
            _TAG,
            "Answers a batch of queries, or extends data",
            _JSON,
            errors=(400, 413),
            body={"application/x-www-form-urlencoded": _FORM},
            is_conditional=False,
        ),
    },
    "/reconcile/suggest/entity": _suggestion("a thing"),
    "/reconcile/suggest/property": _suggestion("a property"),
    "/reconcile/suggest/type": _suggestion("a type"),
    "/reconcile/properties": {
        "get": Operation(
            _TAG,
            "Gives the properties that things of a type can have",
            _JSON,
            errors=(400,),
            parameters=(
                Parameter("type", "query", "Identifier of a type; without it, all properties."),
                Parameter("limit", "query", "How many at most."),
            ),
            is_conditional=False,
        )
    },
    "/reconcile/preview": {
        "get": Operation(
            _TAG,
            "Shows a thing in a frame of another page",
            ("text/html",),
            errors=(400, 404),
            parameters=(_ID,),
            is_conditional=False,
        )
    },
    "/reconcile/flyout/{kind}": {
        "get": Operation(
            _TAG,
            "Gives a few words about a thing, a property or a type",
            _JSON,
            errors=(400, 404),
            parameters=(
                Parameter("kind", "path", "What it is about.", "entity", ("entity", "property", "type")),
                _ID,
            ),
            is_conditional=False,
        )
    },
}
