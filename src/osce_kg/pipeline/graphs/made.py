"""What the graphs of a build are made from, and what was made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rdflib.term import URIRef

from osce_kg.model.statement import Statement
from osce_kg.pipeline.graphs.kept import KeptGraphs


@dataclass(frozen=True, slots=True)
class GraphSource:
    """One asserted graph.

    Attributes:
        graph: its name.
        digest: of all that its statements are made from, but for the program.
        statements: makes them; it is only called if they are needed.
    """

    graph: URIRef
    digest: str
    statements: Callable[[], Iterable[Statement]]


@dataclass(frozen=True, slots=True)
class GraphChange:
    """How the statements of a build differ from those of the build before it.

    Attributes:
        graphs: names of the asserted graphs that were made anew or have gone, sorted.
        removed, added: N-Quads lines without line end, sorted; none is in both.
    """

    graphs: tuple[str, ...]
    removed: tuple[bytes, ...]
    added: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class MadeGraphs:
    """The asserted and derived graphs of a build.

    Attributes:
        kept: what the next build needs to know of them.
        change: from the build before; None if they were made from nothing.
    """

    kept: KeptGraphs
    change: GraphChange | None = None
