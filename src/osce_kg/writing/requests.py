"""What a client may ask to be written, as one value that also travels to the writer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Operation(StrEnum):
    """What is to be done."""

    UPDATE = "update"
    """Carry out a SPARQL update."""
    REPLACE = "replace"
    """Let a graph hold what was sent, and nothing else."""
    ADD = "add"
    """Add what was sent to a graph."""
    REMOVE = "remove"
    """Remove a graph."""


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """A request to write.

    Attributes:
        operation: what is to be done.
        body: the update, or the content of a graph, as it was sent.
        graph: name of the graph; empty for an update.
        media_type: of the content of a graph.
        default_graphs, named_graphs: the dataset of an update, by the protocol.
    """

    operation: Operation
    body: bytes = b""
    graph: str = ""
    media_type: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The hex SHA-256 of what was sent."""
        return sha256(self.body).hexdigest()

    def packed(self) -> bytes:
        """Return the request as bytes: a line of JSON, and the body."""
        head = [self.operation, self.graph, self.media_type, self.default_graphs, self.named_graphs]
        return json.dumps(head).encode() + b"\n" + self.body

    @classmethod
    def unpacked(cls, data: bytes) -> WriteRequest:
        """Read what ``packed`` gives."""
        head, _, body = data.partition(b"\n")
        operation, graph, media_type, default_graphs, named_graphs = json.loads(head)
        return cls(Operation(operation), body, graph, media_type, tuple(default_graphs), tuple(named_graphs))
