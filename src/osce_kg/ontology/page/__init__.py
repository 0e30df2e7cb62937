"""The ontology as a page for people: one file, no script, nothing from elsewhere."""

from osce_kg.ontology.page.rendering import render_page

__all__ = ["render_page"]
