"""The shapes as a report names them: IRI, name, description, severity."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from osce_kg.model.validation import Rule
from osce_kg.validation.findings import severity_name


def read_rules(shapes: Graph) -> tuple[Rule, ...]:
    """Return every shape that has an IRI and can be the source of a finding, in the order of the IRIs."""
    subjects = {
        shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in shapes.subjects(RDF.type, kind)
    } | {shape for predicate in (SH.path, SH.property, SH.sparql) for shape in shapes.subjects(predicate)}
    return tuple(
        Rule(
            iri=iri,
            name=_text(shapes, shape, SH.name),
            description=_text(shapes, shape, SH.description),
            severity=severity_name(str(shapes.value(shape, SH.severity))),
        )
        for iri, shape in sorted((str(shape), shape) for shape in subjects if isinstance(shape, URIRef))
    )


def _text(shapes: Graph, shape: Node, predicate: URIRef) -> str:
    texts = [text for text in shapes.objects(shape, predicate) if isinstance(text, Literal)]
    return str(min(texts, key=lambda text: (text.language != "en", str(text)), default=""))
