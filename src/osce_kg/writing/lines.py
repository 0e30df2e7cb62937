"""N-Quads lines of a release: sorted, without line end, each with a named graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib.term import URIRef

from osce_kg.errors import MissingInputError, UsageError
from osce_kg.model.statement import Statement
from osce_kg.publishing import STEM
from osce_kg.store.oxigraph import rdflib_term


def read_lines(dump: Path) -> list[bytes]:
    """Return the lines of the release in ``dump``.

    Raises:
        MissingInputError: there is no release.
    """
    path = dump / f"{STEM}.nq"
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise MissingInputError("there is no release", source=str(path)) from error


def graph_of(line: bytes) -> str:
    """Return the name of the graph of a line."""
    return line[line.rindex(b" <") + 2 : -len(b"> .")].decode("utf-8")


def as_statements(lines: Iterable[bytes]) -> Iterator[Statement]:
    """Give the statements of lines.

    Raises:
        UsageError: one has a blank node, a quoted triple or a term that no RDF can have.
    """
    try:
        yield from map(_as_statement, ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError) as error:  # an update can make up terms
        raise UsageError(f"This cannot be published: {error}") from error


def _as_statement(quad: ox.Quad) -> Statement:
    subject, value, graph = quad.subject, quad.object, quad.graph_name
    if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
        raise UsageError(
            "Published data has only IRIs and literals, no blank nodes and no quoted triples: "
            "give each node an IRI."
        )
    assert isinstance(graph, ox.NamedNode)
    return Statement(
        URIRef(subject.value), URIRef(quad.predicate.value), rdflib_term(value), URIRef(graph.value)
    )
