"""Dump formats, each made from the same sorted lines, so that equal data give equal bytes.

N-Triples, Turtle and JSON-LD hold the union of all graphs, each triple once; N-Quads and TriG the graphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import pyoxigraph as ox

from osce_kg.namespaces import ID, PREFIXES, VOCAB
from osce_kg.store.interface import StatementReader

FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""File name extension to format, in the order in which a release lists them."""

_TYPED_KEY = re.compile(f"<((?:{re.escape(ID)}|{re.escape(VOCAB)})([a-z][a-z-]*)/)".encode())


@dataclass(frozen=True, slots=True)
class SortedLines:
    """All statements as lines without line end, in the order of their bytes.

    Attributes:
        triples: N-Triples lines of the union of all graphs, each once.
        quads: N-Quads lines.
        graph_by_graph: the N-Quads lines again, those of one graph together.
    """

    triples: Sequence[bytes]
    quads: Sequence[bytes]
    graph_by_graph: Sequence[bytes]


def read_sorted_lines(store: StatementReader) -> SortedLines:
    """Read everything from the store and bring it into the one order of the dumps."""
    triples: set[bytes] = set()
    graph_by_graph: list[bytes] = []
    for graph in store.graphs():
        lines = sorted(line for line in store.n_triples(graph).split(b"\n") if line)
        triples.update(lines)
        graph_term = f"<{graph}> .".encode()
        graph_by_graph.extend(line[:-1] + graph_term for line in lines)
    return SortedLines(sorted(triples), sorted(graph_by_graph), graph_by_graph)


def serialize_lines(lines: SortedLines) -> Iterator[tuple[str, bytes]]:
    """Give the file name extension and the content of each dump, one after the other."""
    prefixes = _prefixes(lines.triples)
    for extension, rdf_format in FORMATS.items():
        if extension == "nt":
            yield extension, _joined(lines.triples)
        elif extension == "nq":
            yield extension, _joined(lines.quads)
        elif extension == "trig":
            yield extension, _serialized(_parsed(lines.graph_by_graph), rdf_format, prefixes)
        else:
            triples = (quad.triple for quad in _parsed(lines.triples))
            yield extension, _serialized(triples, rdf_format, prefixes)


def _prefixes(lines: Sequence[bytes]) -> dict[str, str]:
    """Return the fixed prefixes, and one for each type of key and each vocabulary that occurs."""
    found = {match for line in lines for match in _TYPED_KEY.findall(line)}
    own = {name.decode(): namespace.decode() for namespace, name in sorted(found)}
    return own | PREFIXES


def _joined(lines: Sequence[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def _parsed(lines: Sequence[bytes]) -> Iterable[ox.Quad]:
    return ox.parse(_joined(lines), format=ox.RdfFormat.N_QUADS)


def _serialized(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple], rdf_format: ox.RdfFormat, prefixes: dict[str, str]
) -> bytes:
    return cast(bytes, ox.serialize(statements, format=rdf_format, prefixes=prefixes))
