"""Faults that examples show: shapes that target no good example, rules that no bad example breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import URIRef

from osce_kg.errors import MissingInputError
from osce_kg.validation import validate_graph
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.lint.faults import Fault
from osce_kg.validation.lint.shape_nodes import ShapeNodes
from osce_kg.validation.loading import load_graph
from osce_kg.validation.shapes import Shapes, subclass_axioms


def example_faults(nodes: ShapeNodes, examples: Path, ontology: Path) -> Iterator[Fault]:
    """Give the shapes that lack examples, and good examples that do not conform.

    Args:
        examples: a directory with the folders ``valid`` and ``invalid``; files of RDF beside them are added
            to both.

    Raises:
        MissingInputError: one of the folders is not there.
        InputError: an example cannot be read, or the shapes cannot be used.
    """
    shapes = Shapes(nodes.graph, str(examples))
    valid, invalid = (_files(examples, folder) for folder in ("valid", "invalid"))
    for finding in validate_graph(valid, shapes=shapes, ontology=ontology).findings:
        if not finding.shape.startswith("_:"):
            place = f"{finding.file}:{finding.line}"
            message = f"A good example breaks it ({place}): {finding.message}"
            yield Fault("bad-example", URIRef(finding.shape), message)
    graph = load_graph(rdf_files(valid)).graph
    graph.add(subclass_axioms(ontology))
    for shape, targets in nodes.targets.items():
        if not any(node in graph for node in targets.focus_nodes(graph)):
            yield Fault("no-good-example", shape, "No good example has a node that the shape targets.")
    found = validate_graph(invalid, shapes=shapes, ontology=ontology).findings
    broken = {finding.shape for finding in found}
    for rule in nodes.rules():
        if str(rule) not in broken:
            yield Fault("no-bad-example", rule, "No bad example breaks the rule.")


def _files(examples: Path, folder: str) -> list[Path]:
    files = sorted((examples / folder).glob("*.ttl"))
    if not files:
        raise MissingInputError("no examples: no *.ttl file in the directory", source=str(examples / folder))
    return [*sorted(examples.glob("*.ttl")), *files]
