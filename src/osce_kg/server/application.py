"""The Flask application: its parts, its headers and its errors."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from osce_kg.config import Settings
from osce_kg.errors import EndpointError, OsceKgError, UsageError
from osce_kg.namespaces import shorten
from osce_kg.server import (
    browsing,
    downloads,
    exploring,
    named_graphs,
    network,
    ontology,
    openapi,
    query_page,
    query_terms,
    reconciliation,
    resources,
    sparql,
    start,
    static_files,
)
from osce_kg.server.headers import HEADERS
from osce_kg.server.interface import current_texts, in_words, use_languages, with_language
from osce_kg.server.limits import MAXIMUM_BODY, TOO_LONG
from osce_kg.server.links import LocalLinks
from osce_kg.server.negotiation import HTML, Offer, choose
from osce_kg.server.site import EXTENSION, PreparedRelease, Site, open_site
from osce_kg.server.static_files import PagesApplication
from osce_kg.server.views import Item, read_view_queries

_POLICY: Final = "Content-Security-Policy"
_WITHOUT_POLICY: Final = {name: value for name, value in HEADERS.items() if name != _POLICY}


def create_app(
    data: Path,
    settings: Settings | None = None,
    store: ox.Store | None = None,
    prepared: PreparedRelease | None = None,
) -> Flask:
    """Return an application that serves the build in ``data``.

    It answers in its own process, whatever that takes; ``hosting`` keeps it within limits.

    Args:
        data: directory of the build.
        settings: what can be set.
        store: the statements of the build, if they are at hand.
        prepared: the release of the build, if it is at hand.

    Raises:
        MissingInputError: there is no build.
        InputError: the build cannot be read.
    """
    return create_site_app(open_site(data, settings or Settings(), store, prepared))


def create_site_app(site: Site) -> Flask:
    """Return an application that serves a site that is open."""
    app = PagesApplication(__name__)
    # A redirect to the address with fewer slashes would name the host that the client claims we are.
    app.url_map.merge_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MAXIMUM_BODY
    app.extensions[EXTENSION] = site
    for part in (
        start,
        browsing,
        sparql,
        query_page,
        query_terms,
        resources,
        named_graphs,
        ontology,
        network,
        exploring,
        reconciliation,
        downloads,
        openapi,
        static_files,
    ):
        app.register_blueprint(part.blueprint)
    app.jinja_env.globals["site"] = site
    app.jinja_env.filters["address"] = _address_on(site.links)
    app.jinja_env.filters["data_address"] = lambda iri: site.links.address(iri, request.script_root)
    app.jinja_env.filters["shorten"] = shorten
    app.jinja_env.filters["when"] = _when
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    use_languages(app)
    read_view_queries()  # once, before processes are forked
    app.after_request(_with_headers)
    app.register_error_handler(OsceKgError, _answer_own_error)
    app.register_error_handler(MemoryError, _answer_memory_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    return app


def _address_on(links: LocalLinks) -> Callable[[str], str | None]:
    """Return the filter that gives where a reader of this page finds more about an IRI, if anywhere."""

    def address(iri: str) -> str | None:
        found = links.address(iri, request.script_root)
        return with_language(found) if found and found.startswith(f"{request.script_root}/") else found

    return address


def _when(item: Item) -> str:
    """Return when something was, or as of when a document says it, in words."""
    texts = current_texts()
    if item.is_as_of:
        return str(texts("dates.as-of", day=item.when))
    return in_words(item.when or "", texts)


def _with_headers(response: Response) -> Response:
    location = response.headers.get("Location", "")
    if location and location.startswith(request.host_url):
        # A redirect of the framework's own: it names the host that the client claims we are.
        response.headers["Location"] = "/" + location[len(request.host_url) :].lstrip("/\\")
        response.set_data(b"")
    has_own_policy = _POLICY in response.headers
    response.headers.extend(_WITHOUT_POLICY if has_own_policy else HEADERS)
    if request.method == "OPTIONS" and response.status_code == HTTPStatus.OK:
        response.status_code = HTTPStatus.NO_CONTENT
    return response


def _answer_own_error(error: OsceKgError) -> Response:
    if isinstance(error, EndpointError):
        response = _error(HTTPStatus(error.http_status), str(error))
        response.headers["Retry-After"] = str(EndpointError.retry_after)
        return response
    if not isinstance(error, UsageError):
        # The client did nothing wrong; what did go wrong may name files of this machine.
        return _error(HTTPStatus.SERVICE_UNAVAILABLE, "The service cannot answer at the moment.")
    return _error(HTTPStatus(error.http_status), str(error))


def _answer_memory_error(error: MemoryError) -> Response:
    return _error(HTTPStatus.SERVICE_UNAVAILABLE, "The request needs more memory than it may have.")


def _answer_http_error(error: HTTPException) -> Response:
    original = error.original_exception if isinstance(error, InternalServerError) else None
    message = "Something went wrong here." if original else error.description or ""
    if isinstance(error, RequestEntityTooLarge):
        message = TOO_LONG
    response = _error(HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR), message)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _error(status: HTTPStatus, message: str) -> Response:
    """Return a short answer that says what is wrong, as a page for browsers and as text for programs."""
    plain = Offer("text", "text/plain")
    if choose(request.accept_mimetypes, (plain, HTML)) == HTML:
        response = make_response(render_template("error.html", status=status, message=message), status)
    else:
        response = make_response(f"{message}\n", status)
        response.content_type = "text/plain; charset=utf-8"
    response.vary.add("Accept")
    return response
