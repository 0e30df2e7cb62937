"""The addresses of the service, and what they answer."""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from osce_kg.errors import UsageError
from osce_kg.searching import ancestors
from osce_kg.server.headers import policy
from osce_kg.server.reconciliation.candidates import reconcile
from osce_kg.server.reconciliation.extension import extend
from osce_kg.server.reconciliation.facts import Facts
from osce_kg.server.reconciliation.manifest import manifest
from osce_kg.server.reconciliation.messages import known_key, known_type, read_batch, read_extension
from osce_kg.server.reconciliation.properties import (
    PREVIEWED,
    PROPERTIES,
    properties_of,
    property_named,
)
from osce_kg.server.reconciliation.suggestions import suggest_entities, suggest_properties, suggest_types
from osce_kg.server.site import current_site

blueprint = Blueprint("reconciliation", __name__, url_prefix="/reconcile")

_PREVIEWED_VALUES: Final = 5
_HOST: Final = re.compile(r"[A-Za-z0-9.:\[\]_-]+")


@blueprint.before_request
def refuse_callbacks() -> None:
    """Refuse JSONP: the answer would be a script that runs in the page of somebody else."""
    if "callback" in request.values:
        raise UsageError("JSONP is not offered; every address here can be read across origins (CORS).")


@blueprint.route("", methods=["GET", "POST"], strict_slashes=False)
def service() -> Response:
    """Answer a batch of queries or an extension query; without either, give the manifest."""
    queries, extensions = request.values.getlist("queries"), request.values.getlist("extend")
    if len(queries) + len(extensions) > 1:
        raise UsageError("The request must hold one queries or one extend.")
    if queries:
        facts, batch = _facts(), read_batch(queries[0])
        return jsonify({name: {"result": reconcile(facts, query)} for name, query in batch.items()})
    if extensions:
        return jsonify(extend(_facts(), read_extension(extensions[0])))
    if request.method == "POST":
        raise UsageError("The form must hold queries or extend, as application/x-www-form-urlencoded.")
    return jsonify(manifest(current_site().reader, _root()))


@blueprint.get("/suggest/entity")
def entities() -> Response:
    """Complete the name of a thing."""
    return jsonify(result=suggest_entities(_facts(), _argument("prefix"), _cursor()))


@blueprint.get("/suggest/type")
def types() -> Response:
    """Complete the name of a type."""
    return jsonify(result=suggest_types(_facts(), _argument("prefix"), _cursor()))


@blueprint.get("/suggest/property")
def properties() -> Response:
    """Complete the name of a property."""
    found = suggest_properties(_argument("prefix"), _cursor())
    return jsonify(result=[{"id": prop.id, "name": prop.name} for prop in found])


@blueprint.get("/properties")
def proposed_properties() -> Response:
    """Give the properties that things of a type can have; all of them without a type."""
    name = _argument("type")
    type_id = known_type(name)
    proposed = PROPERTIES if not name else properties_of((type_id,)) if type_id else ()
    answer: dict[str, object] = {"type": name}
    if "limit" in request.args:
        answer["limit"] = limit = _number("limit")
        proposed = proposed[:limit]
    answer["properties"] = [{"id": prop.id, "name": prop.name} for prop in proposed]
    return jsonify(answer)


@blueprint.get("/preview")
def preview() -> Response:
    """Show a thing in a frame of another page."""
    facts, key = _facts(), current_site().names.current(known_key(_argument("id")))
    response = make_response(_summary(facts, key, page=True), 200 if key else 404)
    response.headers["Content-Security-Policy"] = policy(frames="*")
    return response


@blueprint.get("/flyout/<any(entity, property, type):kind>")
def flyout(kind: str) -> Response:
    """Give a few words of HTML about a thing, a property or a type, for clients that ask for them."""
    name = _argument("id")
    facts = _facts()
    if kind == "entity":
        html = _summary(facts, facts.names.current(known_key(name)), page=False)
    else:
        prop, type_id = property_named(name), known_type(name)
        path = prop.path if kind == "property" and prop else f"okg:{type_id}" if type_id else ""
        html = render_template("flyout.html", text=path)
    return jsonify(id=name, html=html)


def _summary(facts: Facts, key: str | None, *, page: bool) -> str:
    if key is None:
        return render_template("preview.html", page=page, name="The graph knows no such thing.", rows=())
    shown = filter(None, map(property_named, PREVIEWED[ancestors(facts.names.types_of(key)[0])[-1]]))
    rows = [
        (
            prop.name,
            [facts.label(term) for term in values[:_PREVIEWED_VALUES]],
            len(values) > _PREVIEWED_VALUES,
        )
        for prop in shown
        if (values := facts.values(key, prop))
    ]
    kinds = [kind["name"] for kind in facts.described_types(key)]
    return render_template("preview.html", page=page, name=facts.name(key), kinds=kinds, rows=rows, key=key)


def _facts() -> Facts:
    site = current_site()
    return Facts(site.reader, site.names)


def _root() -> str:
    """Return the address of this server, as clients reach it."""
    configured = current_site().settings.public_url
    if not configured and not _HOST.fullmatch(request.host):
        raise UsageError("The Host header is no name of a host.")
    return configured or request.url_root


def _argument(name: str) -> str:
    return request.args.get(name, "")


def _cursor() -> int:
    return _number("cursor") if request.args.get("cursor") else 0


def _number(name: str) -> int:
    text = _argument(name)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UsageError(f"{name} must be a whole number.")
    return int(text)
