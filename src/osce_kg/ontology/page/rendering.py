"""The pages as HTML."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from osce_kg.ontology.page.diagram import read_diagram
from osce_kg.ontology.page.lookup import Lookup
from osce_kg.ontology.page.reading import read_page
from osce_kg.ontology.page.users import read_shape_files
from osce_kg.reasoning.closure import read_ontology
from osce_kg.resources import resource_path

_FORMATS: Final = (
    ("ttl", "text/turtle", "Turtle"),
    ("nt", "application/n-triples", "N-Triples"),
    ("jsonld", "application/ld+json", "JSON-LD"),
    ("rdf", "application/rdf+xml", "RDF/XML"),
)
"""Suffix, media type and name of each form of the data, which stands beside the page."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page that needs nothing but itself.

    Attributes:
        style_digest: of its style sheet, as a Content-Security-Policy names it: ``sha256-…``.
    """

    html: str
    style_digest: str


def render_ontology(folder: Path | None = None, *, home: str = "") -> RenderedPage:
    """Return the page that explains the ontology: the same text each time.

    Args:
        folder: of the ontology; by default ours, with our shapes and queries.
        home: address of the site that the page is part of; no link if it is empty.

    Raises:
        InputError: a file cannot be read, or the diagram names what the ontology does not have.
    """
    ontology = folder or resource_path("ontology")
    page = read_page(ontology, resource_path("shapes"), resource_path("queries"))
    diagram = read_diagram(ontology / "diagram.toml", Lookup(read_ontology(ontology)))
    return _render("ontology.html", document="ontology", page=page, diagram=diagram, home=home)


def render_shapes(*, home: str = "") -> RenderedPage:
    """Return the page that lists our shapes; ``home`` as for the ontology."""
    files = read_shape_files(resource_path("shapes"))
    return _render("shapes.html", document="shapes", files=files, home=home)


def _render(template: str, **values: object) -> RenderedPage:
    style = _environment().get_template("page.css").render().strip()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    html = _environment().get_template(template).render(style=Markup(style), formats=_FORMATS, **values)
    return RenderedPage(html, f"sha256-{digest}")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("osce_kg.ontology.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = "{:g}".format
    return environment
