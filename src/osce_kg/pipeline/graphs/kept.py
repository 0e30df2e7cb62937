"""What a build keeps about its graphs, so that the next one sees which of them it can leave as they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from osce_kg.model.document import Loss
from osce_kg.store.gate import STAGE


@dataclass(frozen=True, slots=True)
class GraphRecord:
    """What is known of an asserted graph.

    Attributes:
        digest: of all that it was made from, but for the program.
        size: number of its statements.
        losses: of the statements that the gate kept out.
        text: SHA-256 of the text that its passages quote; empty if it has none.
    """

    digest: str
    size: int
    losses: tuple[Loss, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class KeptGraphs:
    """The asserted graphs of a build.

    Attributes:
        program: digest of what made them.
        graphs: by name, in the order of names.
    """

    program: str
    graphs: Mapping[str, GraphRecord]

    def size(self, start: str = "") -> int:
        """Return the number of statements in the graphs whose names begin so."""
        return sum(record.size for name, record in self.graphs.items() if name.startswith(start))

    def losses(self) -> Iterator[Loss]:
        """Yield what the gate kept out, in the order of the graphs."""
        for record in self.graphs.values():
            yield from record.losses


def write_kept_graphs(kept: KeptGraphs, path: Path) -> None:
    """Write the records; the same ones give the same bytes."""
    graphs = {
        name: [
            record.digest,
            record.size,
            record.text,
            *([loss.source, loss.reason] for loss in record.losses),
        ]
        for name, record in kept.graphs.items()
    }
    text = json.dumps([kept.program, graphs], separators=(",", ":"))
    path.write_text(f"{_digest(text)}\n{text}\n", encoding="ascii")


def read_kept_graphs(path: Path) -> KeptGraphs | None:
    """Return the records of a build; None if there are none, or if they are damaged or of another form."""
    try:
        digest, text = path.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return None
    if digest != _digest(text):
        return None
    try:
        program, graphs = json.loads(text)
        return KeptGraphs(program, {name: _record(*fields) for name, fields in graphs.items()})
    except (ValueError, TypeError, AttributeError):  # as another version of the program wrote them
        return None


def _record(digest: str, size: int, text: str, *losses: tuple[str, str]) -> GraphRecord:
    kept_out = tuple(Loss(STAGE, source, reason) for source, reason in losses)
    return GraphRecord(digest, size, kept_out, text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()
