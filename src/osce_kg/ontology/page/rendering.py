"""The page as HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from osce_kg.ontology.page.diagram import read_diagram
from osce_kg.ontology.page.lookup import Lookup
from osce_kg.ontology.page.reading import read_page
from osce_kg.reasoning.closure import read_ontology
from osce_kg.resources import resource_path

FORMATS: Final = (
    ("ttl", "text/turtle", "Turtle"),
    ("nt", "application/n-triples", "N-Triples"),
    ("jsonld", "application/ld+json", "JSON-LD"),
    ("rdf", "application/rdf+xml", "RDF/XML"),
)
"""Suffix, media type and name of each form of the ontology as data, which stands beside the page."""


def render_page(
    ontology: Path | None = None, shapes: Path | None = None, queries: Path | None = None, *, home: str = ""
) -> str:
    """Return the page that explains the ontology: the same text each time.

    Args:
        ontology, shapes, queries: folders; by default those that come with the package.
        home: address of the site that the page is part of; no link if it is empty.

    Raises:
        InputError: a file cannot be read, or the diagram names what the ontology does not have.
    """
    folder = ontology or resource_path("ontology")
    page = read_page(folder, shapes or resource_path("shapes"), queries or resource_path("queries"))
    diagram = read_diagram(folder / "diagram.toml", Lookup(read_ontology(folder)))
    environment = Environment(
        loader=PackageLoader("osce_kg.ontology.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = "{:g}".format
    style = Markup(environment.get_template("page.css").render().strip())
    return environment.get_template("page.html").render(
        page=page, diagram=diagram, home=home, style=style, formats=FORMATS
    )
