"""The ontology and its shapes as pages for people: each one file, no script, nothing from elsewhere."""

from osce_kg.ontology.page.data import ontology_files, read_triples, shapes_files, written_forms
from osce_kg.ontology.page.rendering import RenderedPage, render_ontology, render_shapes

__all__ = [
    "RenderedPage",
    "ontology_files",
    "read_triples",
    "render_ontology",
    "render_shapes",
    "shapes_files",
    "written_forms",
]
