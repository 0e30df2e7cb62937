"""``/``: what the graph holds, and questions to begin with."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template

from osce_kg.namespaces import OKG
from osce_kg.server.graphs import finished
from osce_kg.server.site import current_site

blueprint = Blueprint("start", __name__)

_COUNTED: Final = (
    ("Capture", "documents read"),
    ("Person", "people"),
    ("Meeting", "meetings"),
    ("Visit", "visits"),
    ("OfficeHolding", "offices held"),
    ("Passage", "passages quoted"),
)
"""Classes that the start page counts, and what their instances are called there."""


@blueprint.get("/")
def start() -> Response:
    """Show what the graph holds."""
    instances = current_site().summary.instances
    counts = [(label, instances.get(str(OKG[name]), 0)) for name, label in _COUNTED]
    return finished(Response(render_template("start.html", counts=counts), mimetype="text/html"))
