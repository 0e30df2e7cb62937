"""``/``: what the graph holds, and questions to begin with."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template

from osce_kg.namespaces import OKG
from osce_kg.server.graphs import finished
from osce_kg.server.site import current_site

blueprint = Blueprint("start", __name__)

_COUNTED: Final = (
    ("Capture", "documents"),
    ("Person", "people"),
    ("Meeting", "meetings"),
    ("Visit", "visits"),
    ("OfficeHolding", "offices"),
    ("Passage", "passages"),
)
"""Classes that the start page counts, and the text for what their instances are called there."""

_LISTS: Final = {"meetings": "meeting", "visits": "visit"}
"""Counts that lead to a list, with the kind of events that is listed."""


@blueprint.get("/")
def start() -> Response:
    """Show what the graph holds."""
    instances = current_site().summary.instances
    counts = [(text, instances.get(str(OKG[name]), 0)) for name, text in _COUNTED]
    page = render_template("start.html", counts=counts, lists=_LISTS, issued=current_site().summary.issued)
    return finished(Response(page, mimetype="text/html"))
