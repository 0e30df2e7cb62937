"""What the graphs of a build are made from, and what was made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from rdflib.term import URIRef

from osce_kg.model.document import Loss
from osce_kg.model.statement import Statement
from osce_kg.pipeline.graphs.kept import GraphRecord, KeptGraphs
from osce_kg.store import checked_lines


@dataclass(frozen=True, slots=True)
class GraphSource:
    """One asserted graph.

    Attributes:
        graph: its name.
        digest: of all that its statements are made from, but for the program.
        statements: makes them; it is only called if they are needed.
        text: SHA-256 of the text that its passages quote; empty if it has none.
    """

    graph: URIRef
    digest: str
    statements: Callable[[], Iterable[Statement]]
    text: str = ""

    def make(self) -> tuple[Collection[bytes], GraphRecord]:
        """Return what passes the gate as N-Quads lines, each once, and what is known of the graph then."""
        losses: list[Loss] = []
        lines = dict.fromkeys(checked_lines(self.statements(), losses))
        return lines.keys(), GraphRecord(self.digest, len(lines), tuple(losses), self.text)


@dataclass(frozen=True, slots=True)
class GraphChange:
    """How the statements of a build differ from those of the build before it.

    Attributes:
        graphs: the asserted graphs that were made anew or have gone: by name, sorted, what was known of each;
            None for those that are new.
        removed, added: N-Quads lines without line end, sorted; none is in both.
    """

    graphs: Mapping[str, GraphRecord | None]
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
