"""The orders in which dumps have their statements, how each is cut into chunks, and how a chunk is written.

A chunk begins where a digest of what comes next says so. So a change of one statement moves no boundary but
those beside it, and the same statements are cut in the same way, whatever was there before.
"""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Final, cast

import pyoxigraph as ox

from osce_kg.publishing.dumps.prefixes import Prefixes

FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""File name extension to format, in the order in which a release lists them."""


class Place(Enum):
    """Where in its file a chunk is, as far as its text depends on that."""

    FIRST = "first"
    LATER = "later"
    CONTINUED = "in the graph that the chunk before it ends with"


class Arrangement(ABC):
    """All statements in one order: lines without line end, sorted by their bytes.

    Lines of one *group* are together, and in one chunk. After the group, a line has a space.

    Attributes:
        extensions: of the formats that are written in this order.
        groups_per_chunk: how many groups a chunk has on average.
    """

    extensions: tuple[str, ...]
    groups_per_chunk: int

    @property
    def source(self) -> str:
        """The extension of the format that lines are read back from."""
        return self.extensions[0]

    @abstractmethod
    def group_of(self, line: bytes) -> bytes:
        """Return the group of a line: what it begins with."""

    @abstractmethod
    def render(self, lines: Sequence[bytes], place: Place, prefixes: Prefixes) -> tuple[bytes, ...]:
        """Return a chunk in each format."""

    @abstractmethod
    def parse(self, content: bytes, group: bytes, place: Place, prefixes: Prefixes) -> list[bytes]:
        """Return the lines of a chunk.

        Args:
            content: as ``render`` wrote it in the format of the source, here and with these prefixes.
            group: its first group.
        """

    def frame(self, extension: str, prefixes: Prefixes, *, is_empty: bool) -> tuple[bytes, bytes]:
        """Return what a file has before its first and after its last chunk."""
        return b"", b""

    def scope_of(self, group: bytes) -> bytes:
        """Return the graph that a group is in, if it matters for how the next chunk is written."""
        return b""

    def place(self, group: bytes, scope_before: bytes | None) -> Place:
        """Return the place of a chunk.

        Args:
            group: its first group.
            scope_before: that of the last group before it; None if there is none.
        """
        return Place.FIRST if scope_before is None else Place.LATER

    def begins_chunk(self, group: bytes) -> bool:
        """Return whether a chunk begins with this group, wherever it comes."""
        return zlib.crc32(group) % self.groups_per_chunk == 0

    def cut(self, lines: Iterable[bytes]) -> Iterator[list[bytes]]:
        """Cut sorted lines into chunks."""
        chunk: list[bytes] = []
        opening: bytes | None = None
        for line in lines:
            if opening is None or not line.startswith(opening):
                group = self.group_of(line)
                opening = group + b" "
                if chunk and self.begins_chunk(group):
                    yield chunk
                    chunk = []
            chunk.append(line)
        if chunk:
            yield chunk


class ByStatement(Arrangement):
    """N-Quads lines. A triple is a group: whether it is left in any graph is seen within one chunk."""

    extensions = ("nq",)
    groups_per_chunk = 256

    def group_of(self, line: bytes) -> bytes:
        """Return the triple: in N-Quads the name of the graph comes last, and no IRI has a space."""
        return line[: line.rindex(b" <")]

    def render(self, lines: Sequence[bytes], place: Place, prefixes: Prefixes) -> tuple[bytes, ...]:
        """Return the lines, with line ends."""
        return (_with_ends(lines),)

    def parse(self, content: bytes, group: bytes, place: Place, prefixes: Prefixes) -> list[bytes]:
        """Return the lines."""
        return content.split(b"\n")[:-1]


class BySubject(Arrangement):
    """N-Triples lines of the union of all graphs, each once. What is said of a thing stays together."""

    extensions = ("nt", "ttl", "jsonld")
    groups_per_chunk = 32

    def group_of(self, line: bytes) -> bytes:
        """Return the subject."""
        return line[: line.index(b" ")]

    def render(self, lines: Sequence[bytes], place: Place, prefixes: Prefixes) -> tuple[bytes, ...]:
        """Return N-Triples, Turtle without prefixes, and the nodes of JSON-LD without brackets."""
        n_triples = _with_ends(lines)
        triples = list(ox.parse(n_triples, format=ox.RdfFormat.N_TRIPLES))
        turtle = _serialized(triples, ox.RdfFormat.TURTLE, prefixes)[len(prefixes.declarations) :]
        nodes = _serialized(triples, ox.RdfFormat.JSON_LD, prefixes)[1:-1]
        return n_triples, turtle, nodes if place is Place.FIRST else b"," + nodes

    def parse(self, content: bytes, group: bytes, place: Place, prefixes: Prefixes) -> list[bytes]:
        """Return the lines."""
        return content.split(b"\n")[:-1]

    def frame(self, extension: str, prefixes: Prefixes, *, is_empty: bool) -> tuple[bytes, bytes]:
        """Return the declarations of Turtle, or the brackets of JSON-LD."""
        if extension == "jsonld":
            return b"[", b"]"
        return (prefixes.declarations if extension == "ttl" and not is_empty else b""), b""


class ByGraph(Arrangement):
    """Lines of the name of a graph, a space, and an N-Triples line. In a graph a subject is a group."""

    extensions = ("trig",)
    groups_per_chunk = 64

    def group_of(self, line: bytes) -> bytes:
        """Return the graph and the subject."""
        return line[: line.index(b" ", line.index(b" ") + 1)]

    def scope_of(self, group: bytes) -> bytes:
        """Return the graph."""
        return group[: group.index(b" ")]

    def place(self, group: bytes, scope_before: bytes | None) -> Place:
        """Return the place of a chunk."""
        if scope_before == self.scope_of(group):
            return Place.CONTINUED
        return super().place(group, scope_before)

    def render(self, lines: Sequence[bytes], place: Place, prefixes: Prefixes) -> tuple[bytes, ...]:
        """Return TriG without prefixes; the last graph is left open."""
        quads = ox.parse(_with_ends(map(quad_of_graph_line, lines)), format=ox.RdfFormat.N_QUADS)
        text = _serialized(quads, ox.RdfFormat.TRIG, prefixes)[len(prefixes.declarations) : -len(_CLOSED)]
        if place is Place.CONTINUED:
            return (text[text.index(b"\n") + 1 :],)
        return (text if place is Place.FIRST else _CLOSED + text,)

    def parse(self, content: bytes, group: bytes, place: Place, prefixes: Prefixes) -> list[bytes]:
        """Return the lines, sorted."""
        opened = b"<" + self.scope_of(group) + b"> {\n" if place is Place.CONTINUED else b""
        text = content[len(_CLOSED) :] if place is Place.LATER else content
        whole = prefixes.declarations + opened + text + _CLOSED
        return sorted(
            f"{cast(ox.NamedNode, quad.graph_name).value} {quad.triple} .".encode()
            for quad in ox.parse(whole, format=ox.RdfFormat.TRIG)
        )

    def frame(self, extension: str, prefixes: Prefixes, *, is_empty: bool) -> tuple[bytes, bytes]:
        """Return the declarations, and the end of the last graph."""
        return (b"", b"") if is_empty else (prefixes.declarations, _CLOSED)


BY_STATEMENT: Final = ByStatement()
BY_SUBJECT: Final = BySubject()
BY_GRAPH: Final = ByGraph()
ARRANGEMENTS: Final = (BY_STATEMENT, BY_SUBJECT, BY_GRAPH)

_CLOSED: Final = b"}\n"


def triple_line(triple: bytes) -> bytes:
    """Return the N-Triples line of a triple."""
    return triple + b" ."


def graph_line_of_quad(line: bytes) -> bytes:
    """Return an N-Quads line as one of those that are sorted by graph."""
    end = line.rindex(b" <")
    return line[end + 2 : -3] + b" " + line[:end] + b" ."


def quad_of_graph_line(line: bytes) -> bytes:
    """Return the N-Quads line of one of those that are sorted by graph."""
    graph, _, triple = line.partition(b" ")
    return triple[:-1] + b"<" + graph + b"> ."


def _with_ends(lines: Iterable[bytes]) -> bytes:
    return b"".join([line + b"\n" for line in lines])


def _serialized(quads: Iterable[ox.Quad], rdf_format: ox.RdfFormat, prefixes: Prefixes) -> bytes:
    return cast(bytes, ox.serialize(quads, format=rdf_format, prefixes=dict(prefixes.namespaces)))
