"""Every path of the HTTP interface, and what its methods do.

A test compares this with the routes of the application: a new one is described here, in its part.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from osce_kg import __version__
from osce_kg.publishing import STEM
from osce_kg.publishing.dumps import FORMATS
from osce_kg.server.negotiation import GRAPH_OFFERS, HTML, SOLUTION_OFFERS, SUFFIXES
from osce_kg.server.openapi.browsing import BROWSING
from osce_kg.server.openapi.network import EXPLORING, NETWORK
from osce_kg.server.openapi.operations import Json, Operation, Parameter
from osce_kg.server.openapi.query_page import QUERY_PAGE
from osce_kg.server.openapi.reconciliation import RECONCILIATION

_GRAPH: Final = tuple(offer.media_type for offer in GRAPH_OFFERS)
_SOLUTIONS: Final = tuple(offer.media_type for offer in SOLUTION_OFFERS)
_HTML: Final = HTML.media_type
_PAGE_OR_GRAPH: Final = (*_GRAPH, _HTML)
_FILES: Final = (*(form.media_type for form in FORMATS.values()), "application/gzip", "text/plain")
_FORMAT_NAMES: Final = tuple(dict.fromkeys(offer.name for offer in (*SOLUTION_OFFERS, *GRAPH_OFFERS)))

_SUFFIX: Final = Parameter(
    "suffix", "path", "The form, where no header can be sent.", ".ttl", tuple(SUFFIXES)
)
_QUERY: Final = Parameter(
    "query", "query", "A SPARQL 1.1 query; the usual prefixes need no declaration.", "ASK {}"
)
_DATASET: Final = (
    Parameter("default-graph-uri", "query", "A graph of the default graph of the query.", is_list=True),
    Parameter("named-graph-uri", "query", "A named graph of the query.", is_list=True),
)
_FORMAT: Final = Parameter(
    "format", "query", "The form, for links on pages; programs send Accept, which wins.", None, _FORMAT_NAMES
)
_FORM: Final[Json] = {
    "type": "object",
    "required": ["query"],
    "properties": {"query": {"type": "string"}}
    | {parameter.name: {"type": "array", "items": {"type": "string"}} for parameter in _DATASET},
}
_SPARQL_ERRORS: Final = (400, 403, 406)


def _key(example: str) -> Parameter:
    return Parameter("key", "path", "The rest of the IRI; its slashes may be escaped or not.", example)


_BY_SUFFIX: Final = "By suffix, too: `.ttl`, `.nt`, `.jsonld`, `.rdf`, `.html`."
_PAGE: Final = Parameter(
    "page", "query", "Of what points to the thing, the page; the Link header has the next."
)
_AT: Final = Parameter("at", "query", "Of the text of a document, the page with these offsets: START-END.")


def _linked(summary: str, example: str) -> Operation:
    parameters = (_key(example), _PAGE, _AT)
    return Operation("Linked data", summary, _PAGE_OR_GRAPH, 200, (400, 404, 406), parameters, {}, _BY_SUFFIX)


_SPARQL: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/sparql": {
        "get": Operation(
            "SPARQL",
            "Answers a query; without one, describes the service",
            (*_SOLUTIONS, *_GRAPH, _HTML),
            errors=_SPARQL_ERRORS,
            parameters=(_QUERY, *_DATASET, _FORMAT),
            description="SELECT and ASK give solutions; all else, the service description too, a graph.",
        ),
        "post": Operation(
            "SPARQL",
            "Answers a query in the body",
            (*_SOLUTIONS, *_GRAPH, _HTML),
            errors=(*_SPARQL_ERRORS, 413, 415),
            parameters=_DATASET,
            body={"application/x-www-form-urlencoded": _FORM, "application/sparql-query": {"type": "string"}},
        ),
    },
}

_LINKED_DATA: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/id/{key}": {
        "get": Operation(
            "Linked data",
            "Leads from a thing to the page about it",
            status=303,
            errors=(404,),
            parameters=(_key("person/p000001"),),
        )
    },
    "/doc/{key}": {"get": _linked("Describes a thing, with the passages that say so", "person/p000001")},
    "/vocab/{key}": {"get": _linked("Describes a concept or a vocabulary", "event-status/occurred")},
    "/graph/{key}": {
        "get": Operation(
            "Linked data",
            "Gives a named graph, or a page about it",
            _PAGE_OR_GRAPH,
            errors=(404, 406),
            parameters=(_key("derived"),),
            description=_BY_SUFFIX,
        )
    },
    "/ontology": {
        "get": Operation(
            "Linked data", "Gives the ontology and its vocabularies", _PAGE_OR_GRAPH, 200, (406,)
        )
    },
    "/ontology{suffix}": {
        "get": Operation(
            "Linked data", "Gives the ontology in one form", _PAGE_OR_GRAPH, 200, (404,), (_SUFFIX,)
        )
    },
    "/ontology/{name}": {
        "get": Operation(
            "Linked data",
            "Leads from the IRI of a version or a module to the ontology",
            status=303,
            errors=(404,),
            parameters=(Parameter("name", "path", "A version or module that is served.", __version__),),
        )
    },
    "/shapes": {"get": Operation("Linked data", "Gives the SHACL shapes", _PAGE_OR_GRAPH, 200, (406,))},
    "/shapes{suffix}": {
        "get": Operation(
            "Linked data", "Gives the shapes in one form", _PAGE_OR_GRAPH, 200, (404,), (_SUFFIX,)
        )
    },
}

_DESCRIPTION: Final = Operation(
    "Downloads", "Describes the dataset in VoID and DCAT, or lists its files", _PAGE_OR_GRAPH, 200, (406,)
)
_DOWNLOADS: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/dump/": {
        "get": Operation(
            "Downloads", "Lists the files of the release: checksums, or a page", ("text/plain", _HTML)
        )
    },
    "/dump/{name}": {
        "get": Operation(
            "Downloads",
            "Gives a file of the release",
            _FILES,
            errors=(404,),
            parameters=(Parameter("name", "path", "As `/dump/` lists it.", f"{STEM}.ttl"),),
            description="The type is that of the file, whatever is accepted. The ETag is of its content.",
            has_ranges=True,
        )
    },
    "/.well-known/void": {"get": _DESCRIPTION},
    "/dataset": {"get": _DESCRIPTION},
    "/dataset{suffix}": {
        "get": Operation(
            "Downloads", "Describes the dataset in one form", _PAGE_OR_GRAPH, 200, (404,), (_SUFFIX,)
        )
    },
}

_SERVICE: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/": {"get": Operation("Service", "Shows what the graph holds, and questions to begin with", (_HTML,))},
    "/openapi.json": {"get": Operation("Service", "Gives this description", ("application/json",))},
}

_FRONT: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/healthz": {
        "get": Operation(
            "Service",
            "Says that the server answers, and which data it serves",
            ("application/json",),
            is_conditional=False,
        )
    },
    "/metrics": {
        "get": Operation("Service", "Counts and times for Prometheus", ("text/plain",), is_conditional=False)
    },
}

ANSWERED_BY_FRONT: Final = frozenset(_FRONT)
"""Paths that ``hosting`` answers itself, without the application."""

PATHS: Final[Mapping[str, Mapping[str, Operation]]] = {
    **_SPARQL,
    **QUERY_PAGE,
    **_LINKED_DATA,
    **NETWORK,
    **EXPLORING,
    **RECONCILIATION,
    **_DOWNLOADS,
    **_SERVICE,
    **BROWSING,
    **_FRONT,
}
"""Operations by path, as a template of OpenAPI, and by method in small letters."""
