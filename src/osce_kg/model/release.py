"""What the publishing stage gives: the files of a release."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file of a release.

    Attributes:
        compressed: packed by gzip.
        is_canonical: in the canonical form of RDFC-1.0, so that its digest is the hash of the dataset.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    compressed: bool
    is_canonical: bool


@dataclass(frozen=True, slots=True)
class Release:
    """A published set of dumps.

    Attributes:
        version: version of the software that made it.
        graph_version: hex digest over the sorted N-Quads, which is the RDFC-1.0 hash of the dataset, as there
            are no blank nodes: changes when and only when the data change.
        quads, triples: number of quads, and of distinct triples over all graphs.
    """

    version: str
    graph_version: str
    quads: int
    triples: int
    distributions: tuple[Distribution, ...]
