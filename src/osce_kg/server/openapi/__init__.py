"""``/openapi.json``: the whole HTTP interface, described in OpenAPI 3.1 for programs that make clients."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, request
from flask.json import dumps

from osce_kg.server.graphs import finished
from osce_kg.server.openapi.document import describe_interface

blueprint = Blueprint("openapi", __name__)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Give the description."""
    return finished(Response(_described(request.script_root), mimetype="application/json"))


# The text depends on the package and on where the server is mounted, which no client can choose.
@lru_cache(maxsize=4)
def _described(root: str) -> str:
    return dumps(describe_interface(root or "/"))
