"""Where a file speaks of a node: the line and column of each statement, which no RDF parser tells.

The parser says what the statements are, a scanner of the same text where. If the order of the parser is that
of the text, the two are paired one to one; where statements are lines, each line is parsed by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

import pyoxigraph as ox

from osce_kg.validation.loading import TermReader, parse_quads
from osce_kg.validation.positions.jsonld import scan_jsonld
from osce_kg.validation.positions.ntriples import place_lines
from osce_kg.validation.positions.rdfxml import scan_rdfxml
from osce_kg.validation.positions.statements import (
    LineIndex,
    Offsets,
    PlacedStatement,
    Position,
    ScannedStatement,
)
from osce_kg.validation.positions.turtle import scan_turtle
from osce_kg.validation.sources import RdfSource

__all__ = ["PlacedStatement", "Position", "placed_statements"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PLAIN = re.compile(r"(?!.*/\.)[A-Za-z][A-Za-z0-9+.-]*:[^\\]*$")
_LINE_BASED = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)


Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def placed_statements(source: RdfSource, number: int, subjects: frozenset[str]) -> Iterator[PlacedStatement]:
    """Yield the statements about ``subjects`` in the order of the text.

    Turtle, TriG, N-Triples and N-Quads are exact. Of RDF/XML and JSON-LD, statements about IRIs are given,
    and their values only if they are IRIs (RDF/XML) or not at all (JSON-LD).

    Args:
        number: of the source among those that were loaded, from 0; it is in the labels of blank nodes.
        subjects: as N-Triples terms.
    """
    if not source.has_lines:
        return
    data = source.read()
    if source.format in _LINE_BASED:
        yield from place_lines(data, source.format, number, subjects)
        return
    text = data.decode("utf-8")
    lines = LineIndex(text)
    for subject, predicate, value, offsets in _statements(source, number, text, subjects):
        if subject in subjects:
            yield PlacedStatement(subject, predicate, value, *map(lines.position, offsets))


def _statements(
    source: RdfSource, number: int, text: str, subjects: frozenset[str]
) -> Iterator[ScannedStatement]:
    if source.format == ox.RdfFormat.RDF_XML:
        return scan_rdfxml(text, source.base or "")
    if source.format == ox.RdfFormat.JSON_LD:
        return scan_jsonld(text, source.base or "")
    return _aligned(source, number, text, subjects)


def _aligned(
    source: RdfSource, number: int, text: str, subjects: frozenset[str]
) -> Iterator[ScannedStatement]:
    """Pair the parser's statements with the scanner's places, as long as they agree."""
    blank_nodes = TermReader(number)

    def written(term: Term) -> str:
        return blank_nodes.term(term) if isinstance(term, ox.BlankNode) else str(term)

    for quad, offsets in zip_longest(parse_quads(source), scan_turtle(text)):
        # No place is better than a wrong one: after a disagreement nothing more is told.
        if quad is None or offsets is None or not _agree(quad, offsets, text):
            return
        subject = written(quad.subject)
        if isinstance(quad.object, ox.BlankNode) or subject in subjects:
            statement = ScannedStatement(subject, str(quad.predicate), written(quad.object), offsets)
            if subject in subjects:
                yield statement


def _agree(quad: ox.Quad, offsets: Offsets, text: str) -> bool:
    """Tell whether the text at the offsets can be what the parser made of it."""
    if offsets.subject == offsets.predicate:
        return quad.predicate.value in (f"{_RDF}first", f"{_RDF}rest")
    return _can_be(quad.subject, text, offsets.subject) and _can_be(quad.object, text, offsets.object)


def _can_be(term: Term, text: str, offset: int) -> bool:
    first = text[offset]
    if isinstance(term, ox.BlankNode):
        return first in "_[("
    if isinstance(term, ox.Literal):
        return first not in "<_[("
    if first == "<" and isinstance(term, ox.NamedNode):
        written = text[offset + 1 : text.index(">", offset)]
        # Escapes, relative IRIs and dots in paths are resolved by the parser; the rest stands as written.
        return not _PLAIN.match(written) or term.value == written
    return first not in "\"'_["
