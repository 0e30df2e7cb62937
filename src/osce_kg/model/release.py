"""What the publishing stage gives: the files of a release."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file of a release."""

    name: str
    media_type: str
    size: int
    sha256: str
    compressed: bool


@dataclass(frozen=True, slots=True)
class Release:
    """A published set of dumps.

    Attributes:
        version: version of the software that made it.
        graph_version: hex digest over the sorted N-Quads: changes when and only when the data change.
        quads, triples: number of quads, and of distinct triples over all graphs.
    """

    version: str
    graph_version: str
    quads: int
    triples: int
    distributions: tuple[Distribution, ...]
