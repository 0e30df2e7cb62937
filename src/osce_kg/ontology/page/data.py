"""The ontology and the shapes as data: all their files as one graph, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, cast

import pyoxigraph as ox

from osce_kg.namespaces import PREFIXES
from osce_kg.querying.formats import GRAPH_FORMATS
from osce_kg.resources import resource_path
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.loading import parse_quads

SUFFIXES: Final = {"ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld", "rdf": "xml"}
"""Suffixes of files and the names of their formats."""

_PREFIXES: Final = PREFIXES | {
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": "https://w3id.org/osce-kg/shapes#",
    "vann": "http://purl.org/vocab/vann/",
}


def ontology_files() -> list[Path]:
    """Return the files of our terms and vocabularies; alignments are published apart."""
    folder = resource_path("ontology")
    return [folder / "osce-kg.ttl", *sorted((folder / "vocabularies").glob("*.ttl"))]


def shapes_files() -> list[Path]:
    """Return the files of our shapes."""
    return sorted(resource_path("shapes").glob("*.ttl"))


def read_triples(files: Iterable[Path]) -> list[ox.Triple]:
    """Return the statements of some files, sorted; blank nodes are numbered in the order of the files.

    Raises:
        InputError: a file cannot be read.
    """
    triples: set[ox.Triple] = set()
    for number, file in enumerate(rdf_files(files)):
        names: dict[str, ox.BlankNode] = {}
        for quad in parse_quads(file):
            subject, value = (_numbered(term, names, number) for term in (quad.subject, quad.object))
            triples.add(ox.Triple(cast(ox.NamedNode | ox.BlankNode, subject), quad.predicate, value))
    return sorted(triples, key=str)


def written_forms(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield the suffix and the text of each form of some files as one graph."""
    triples = read_triples(files)
    for suffix, name in SUFFIXES.items():
        data = cast(bytes, ox.serialize(triples, format=GRAPH_FORMATS[name], prefixes=_PREFIXES))
        yield suffix, data.decode("utf-8")


def _numbered(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, names: dict[str, ox.BlankNode], number: int
) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    """Return the term; a blank node, whose name is made up anew on each reading, with a name of its own."""
    if isinstance(term, ox.BlankNode):
        return names.setdefault(term.value, ox.BlankNode(f"f{number}b{len(names):04}"))
    return term
