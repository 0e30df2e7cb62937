"""Scripts and style sheets of the pages, sent as text that can be compressed on the way and kept."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from flask import Blueprint, Flask, Response, abort, current_app, request
from werkzeug.security import safe_join

blueprint = Blueprint("static_files", __name__)

_MEDIA_TYPES: Final = {
    ".css": "text/css",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
"""By suffix; what the machine says of suffixes makes no difference."""


class PagesApplication(Flask):
    """A Flask application whose static files are answers like any other.

    Flask hands over an open file, which a server sends as it is. That is right for the files of a release,
    but scripts get to a third of their size when they are compressed.
    """

    def send_static_file(self, filename: str) -> Response:
        """Return a file of the package.

        Raises:
            NotFound: there is none of this name.
        """
        name = safe_join(cast(str, self.static_folder), filename)
        path = None if name is None else Path(name)
        media_type = "" if path is None else _MEDIA_TYPES.get(path.suffix, "")
        if path is None or not media_type or not path.is_file():
            abort(404, "There is no such file.")
        response = Response(path.read_bytes(), mimetype=media_type)
        response.headers["Cache-Control"] = "no-cache"
        # Of the content: it is the same wherever and whenever the package was installed.
        response.add_etag()
        response.make_conditional(request)
        return response


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Give the picture that browsers ask for on their own, whatever page they show."""
    return current_app.send_static_file("icon.svg")
