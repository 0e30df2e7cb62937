"""``/dump/``: the files of the release, whole or in part; ``/dataset``: what the release says of itself."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from http import HTTPStatus

import pyoxigraph as ox
from flask import Blueprint, Response, abort, render_template, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from osce_kg.publishing import ReleaseFile
from osce_kg.publishing.dumps import FORMATS
from osce_kg.publishing.release import DESCRIPTION, MANIFEST
from osce_kg.server.byte_ranges import ByteRange, requested_range
from osce_kg.server.graphs import finished, graph_response
from osce_kg.server.negotiation import ANY_SUFFIX, GRAPH_OFFERS, HTML, choose, required_form
from osce_kg.server.site import current_site

blueprint = Blueprint("downloads", __name__)


@blueprint.get("/dump/", strict_slashes=False)
def list_dumps() -> Response:
    """List the files: as a page, or as the manifest with their checksums."""
    if choose(request.accept_mimetypes, (*GRAPH_OFFERS, HTML)) == HTML:
        return _page()
    response = _sent(_file(MANIFEST))
    response.vary.add("Accept")
    return response


@blueprint.get("/dump/<name>")
def download(name: str) -> Response:
    """Send one file of the release, or a range of it."""
    # Only names that the manifest lists are here, each with the file that was opened under it.
    return _sent(_file(name))


@blueprint.get("/dataset")
@blueprint.get(f"/dataset{ANY_SUFFIX}")
@blueprint.get("/.well-known/void")
def describe_dataset(suffix: str = "") -> Response:
    """Describe the dataset in VoID and DCAT; to browsers, as the list of its files."""
    offer = required_form(suffix, request.accept_mimetypes)
    if offer == HTML:
        return _page()
    content = _file(DESCRIPTION).content()
    quads = ox.parse(content, format=ox.RdfFormat.TURTLE)
    return graph_response((quad.triple for quad in quads), offer)


def _file(name: str) -> ReleaseFile:
    file = current_site().release.files.get(name)
    if file is None:
        abort(404, "There is no such file; /dump/ lists those that there are.")
    return file


def _page() -> Response:
    files = current_site().release.files
    shown = [files[name] for name in files if name != MANIFEST]
    return finished(Response(render_template("dumps.html", files=shown), mimetype="text/html"))


def _sent(file: ReleaseFile) -> Response:
    """Send a file under the digest of what is sent: a download cannot go on with another file by mistake."""
    response = Response(mimetype=_media_type(file.name))
    response.set_etag(file.sha256)
    response.last_modified = datetime.fromtimestamp(file.modified, UTC)
    response.accept_ranges = "bytes"
    response.cache_control.no_cache = True  # it may be kept, but must be asked for again
    # As it is: in another coding it would have neither this digest nor these ranges.
    response.cache_control.no_transform = True
    response.headers["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(file.sha256)).decode()}:"
    response.make_conditional(request)
    if response.status_code != HTTPStatus.OK:
        return response
    part = _range(file)
    if part is not None:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response.content_range.set(part.start, part.stop, file.size)
    start, stop = part or (0, file.size)
    response.content_length = stop - start
    response.response = file.parts(start, stop)
    return response


def _range(file: ReleaseFile) -> ByteRange | None:
    """Return the part of the file that the request asks for; None if it gets all of it."""
    if request.method != "GET" or "Range" not in request.headers:
        return None
    # Only the digest tells that the file is the same: two releases may have the date of one second.
    if request.headers.get("If-Range", f'"{file.sha256}"') != f'"{file.sha256}"':
        return None
    wanted = requested_range(request.headers["Range"], file.size)
    if wanted is not None and wanted.start >= wanted.stop:
        raise RequestedRangeNotSatisfiable(file.size, description=f"The file has {file.size} bytes.")
    return wanted


def _media_type(name: str) -> str:
    extension = name.rsplit(".", 1)[-1]
    if extension == "gz":
        return "application/gzip"
    if extension in FORMATS:
        return FORMATS[extension].media_type  # Flask adds the charset of text
    return "text/plain"
