"""Linked data: ``/id/…`` leads to ``/doc/…``, which describes a thing as a page or as RDF.

A suffix asks for a form where a header cannot: ``/doc/person/p000017.ttl``. What points to a thing comes in
pages, ``?page=2``, which the ``Link`` header joins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final, NoReturn

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from rdflib.term import URIRef
from werkzeug.wrappers import Response as WsgiResponse

from osce_kg.namespaces import OKG
from osce_kg.server.graphs import as_triples, finished, graph_response
from osce_kg.server.interface import current_texts
from osce_kg.server.negotiation import HTML, required_form, split_suffix
from osce_kg.server.paging import (
    following,
    link_pages,
    page_address,
    requested_page,
    require_page,
    view_address,
)
from osce_kg.server.site import current_site
from osce_kg.server.views import ShownView, View, facet_of, label_in, linked_by_views, show_view, views_of

blueprint = Blueprint("resources", __name__)

_PLACE: Final = re.compile(r"([0-9]{1,12})-[0-9]{1,12}")
"""Offsets of a passage in the text of a document."""


@blueprint.get("/id/<path:key>")
def identify(key: str) -> WsgiResponse:
    """Lead from a thing to the document about it."""
    _known(f"id/{split_suffix(key)[0]}")
    return redirect(url_for("resources.document", key=key), HTTPStatus.SEE_OTHER)


@blueprint.get("/doc/<path:key>")
def document(key: str) -> Response:
    """Describe a thing."""
    return _described("id/", key)


@blueprint.get("/vocab/<path:key>")
def concept(key: str) -> Response:
    """Describe a concept of a vocabulary, or a vocabulary."""
    return _described("vocab/", key)


def _described(kind: str, key: str) -> Response:
    key, suffix = split_suffix(key)
    iri = _known(kind + key)
    offer = required_form(suffix, request.accept_mimetypes)
    number = requested_page(request)
    if offer == HTML:
        place = request.args.get("at", "")
        if number == 1 and (match := _PLACE.fullmatch(place)):
            number = current_site().texts.page_with(iri, int(match[1]))
        return _page(iri, number)
    triples, count = current_site().describer.triples(iri, number)
    require_page(number, count)
    return link_pages(graph_response(as_triples(triples), offer), request, number, count)


def _page(iri: URIRef, number: int) -> Response:
    site, language = current_site(), current_texts().code
    text = site.texts.page_of(iri, number, language)
    classes = site.describer.classes(iri)
    views, facet = views_of(classes), facet_of(classes)
    # Passages that the text shows in their places need no list.
    without = linked_by_views(views) | ({OKG.passageOf} if text else frozenset())
    described = site.describer.describe(iri, number, without=without, language=language)
    count = max(described.pages, text.pages if text else 1)
    require_page(number, count)
    page = render_template(
        "resource.html",
        it=described,
        views=_shown(views, iri) if number == 1 else [],
        facet={facet: iri.rpartition("/")[2]} if facet else None,
        text=text,
        number=number,
        count=count,
        following=list(following(request, number, count)),
        page_address=lambda page: page_address(request, page),
        view_address=lambda view, page: view_address(request, view, page),
    )
    return link_pages(finished(Response(page, mimetype="text/html")), request, number, count)


def _shown(views: Iterable[View], iri: URIRef) -> list[ShownView]:
    """Return the views that have something to show, each at its own page."""
    label = label_in(current_site().reader, current_texts().code)
    shown = [
        show_view(current_site().reader, view, iri, requested_page(request, view.key), label)
        for view in views
    ]
    for one in shown:
        if one.number > 1 and not one.items:
            abort(404, f"There are fewer pages of “{one.view.key}”.")
    return [one for one in shown if one.items]


def _known(path: str) -> URIRef:
    site = current_site()
    iri = site.links.iri(path)
    if iri is None or not site.describer.knows(iri):
        _abort_unknown()
    return iri


def _abort_unknown() -> NoReturn:
    abort(404, "The graph knows nothing under this address.")
