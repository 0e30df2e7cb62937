"""``/dump/``: the files of the release; ``/.well-known/void``: their description."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, abort, render_template, request, send_file

from osce_kg.publishing import read_manifest
from osce_kg.publishing.dumps import FORMATS
from osce_kg.publishing.release import DESCRIPTION, MANIFEST
from osce_kg.server.graphs import finished, graph_response
from osce_kg.server.negotiation import GRAPH_OFFERS, HTML, choose, require
from osce_kg.server.site import current_site

blueprint = Blueprint("downloads", __name__)


@blueprint.get("/dump/")
def list_dumps() -> Response:
    """List the files: as a page, or as the manifest with their checksums."""
    dump = current_site().dump
    if choose(request.accept_mimetypes, (*GRAPH_OFFERS, HTML)) != HTML:
        return send_file(dump / MANIFEST, mimetype="text/plain")
    sizes = {name: (dump / name).stat().st_size for name in read_manifest(dump)}
    return finished(Response(render_template("dumps.html", sizes=sizes), mimetype="text/html"))


@blueprint.get("/dump/<name>")
def download(name: str) -> Response:
    """Send one file of the release, or a range of it."""
    dump = current_site().dump
    # Only names that the manifest lists are ever joined to the path.
    files = read_manifest(dump)
    if name != MANIFEST and name not in files:
        abort(404, "There is no such file; /dump/ lists those that there are.")
    # The digest of the content as ETag: a download that is taken up again after a new release starts afresh.
    return send_file(dump / name, mimetype=_media_type(name), conditional=True, etag=files.get(name, True))


@blueprint.get("/.well-known/void")
def describe_dataset() -> Response:
    """Describe the dataset in VoID and DCAT."""
    quads = ox.parse(path=current_site().dump / DESCRIPTION, format=ox.RdfFormat.TURTLE)
    return graph_response((quad.triple for quad in quads), require(request.accept_mimetypes, GRAPH_OFFERS))


def _media_type(name: str) -> str:
    extension = name.rsplit(".", 1)[-1]
    if extension == "gz":
        return "application/gzip"
    if extension in FORMATS:
        return FORMATS[extension].media_type  # Flask adds the charset of text
    return "text/plain"
