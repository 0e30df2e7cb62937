"""The OpenAPI 3.1 document: the paths, and what they share."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final

from osce_kg import __version__
from osce_kg.server.openapi.operations import Json
from osce_kg.server.openapi.paths import PATHS

_TAGS: Final = {
    "SPARQL": "SPARQL 1.1 Protocol, queries only.",
    "Linked data": "Every IRI of the graph, as a page or as RDF, by Accept or by suffix.",
    "Network": "Who met whom, for programs that draw and measure networks.",
    "Downloads": "The files of the release, their checksums and their description.",
    "Service": "About the server itself.",
}

_ERRORS: Final = {
    304: "What the client has is still right.",
    400: "The request makes no sense; of a query that does not parse, line, column and a hint are told.",
    403: "An update, or a query that would call a host that is not listed.",
    404: "The graph does not know it, or there is no such file.",
    406: "There is no form that the client accepts; the text lists those that there are.",
    412: "The client means another version than there is (`If-Match`).",
    413: "The request is longer than 2 MiB.",
    415: "The body is of a type that is no query.",
    416: "The file has no such range.",
    429: "This client has too many requests waiting; Retry-After says when to come again.",
    503: "A limit of time, memory or size was reached, the text says which; or no build is served.",
}
"""What a status means here; all but 304 come with a short text, or a page for browsers."""

_RETRIED_LATER: Final = frozenset({429, 503})

_SOLUTIONS: Final[Json] = {
    "description": "SPARQL 1.1 Query Results JSON Format.",
    "type": "object",
    "required": ["head"],
    "properties": {
        "head": {"type": "object", "properties": {"vars": {"type": "array", "items": {"type": "string"}}}},
        "boolean": {"type": "boolean"},
        "results": {
            "type": "object",
            "required": ["bindings"],
            "properties": {
                "bindings": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": {"$ref": "#/components/schemas/Term"},
                    },
                }
            },
        },
    },
    "oneOf": [{"required": ["boolean"]}, {"required": ["results"]}],
}

_TERM: Final[Json] = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode"]},
        "value": {"type": "string"},
        "datatype": {"type": "string"},
        "xml:lang": {"type": "string"},
    },
}


def describe_interface(root: str) -> Json:
    """Return the OpenAPI document.

    Args:
        root: where the server is mounted, as a URL or a path.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "osce-kg",
            "version": __version__,
            "summary": "Who met whom in the OSCE, and which sentence says so",
            "description": (
                "Read-only; answers come compressed by Accept-Encoding. An answer is whole or an error;"
                " one that breaks off later shows it, because the connection breaks."
            ),
            "license": {
                "name": "Apache-2.0 (program), CC BY 4.0 (data)",
                "identifier": "Apache-2.0 AND CC-BY-4.0",
            },
        },
        "servers": [{"url": root}],
        "tags": [{"name": name, "description": description} for name, description in _TAGS.items()],
        "paths": {
            path: {
                method: operation.as_json(_identifier(method, path)) for method, operation in methods.items()
            }
            for path, methods in PATHS.items()
        },
        "components": {
            "responses": {str(status): _response(status, meaning) for status, meaning in _ERRORS.items()},
            "schemas": {"Solutions": _SOLUTIONS, "Term": _TERM},
        },
    }


def _identifier(method: str, path: str) -> str:
    """Return a name for an operation that can be a function's: ``get_doc_key``."""
    return "_".join([method, *re.findall(r"\w+", path)])


def _response(status: int, meaning: str) -> Json:
    response: Json = {"description": f"{HTTPStatus(status).phrase}: {meaning}"}
    if status >= HTTPStatus.BAD_REQUEST:
        response["content"] = {kind: {"schema": {"type": "string"}} for kind in ("text/plain", "text/html")}
    if status in _RETRIED_LATER:
        response["headers"] = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
    return response
