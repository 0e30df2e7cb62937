"""``/network.gexf`` and its like: who met whom, for programs that draw and measure networks."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, request

from osce_kg import __version__
from osce_kg.errors import UsageError
from osce_kg.network import FORMATS, as_parameters, chosen_table, export_network, read_request
from osce_kg.server.negotiation import content_type
from osce_kg.server.site import current_site

blueprint = Blueprint("network", __name__)


@blueprint.get("/network.<any('gexf', 'graphml', 'csv', 'rq'):extension>")
def network(extension: str) -> Response:
    """Give the network that the parameters ask for."""
    return _export("sparql" if extension == "rq" else extension)


@blueprint.get("/dyads.csv")
def dyads() -> Response:
    """Give the events between two sides, coded as in event data sets."""
    return _export("dyads")


def _export(form: str) -> Response:
    fields = request.args.to_dict(flat=False)
    whats = fields.pop("what", [])
    if len(whats) > 1:
        raise UsageError("what is given more than once; it can be given once.")
    table = chosen_table(form, whats[0] if whats else None)
    asked = read_request(fields)
    site = current_site()
    made_from = (__version__, site.summary.graph_version, form, table, as_parameters(asked))
    tag = hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:32]
    chosen = FORMATS[form]
    response = Response(content_type=content_type(chosen.media_type))
    response.headers["Content-Disposition"] = f'attachment; filename="osce-kg-{table}.{chosen.extension}"'
    response.set_etag(tag)
    if tag not in request.if_none_match:
        # Whole, so that its length tells a client whose connection breaks that something is missing.
        response.data = "".join(export_network(site.reader, asked, form, table))
    response.make_conditional(request)
    return response
