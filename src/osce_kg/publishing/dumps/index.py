"""The index of a release: which chunks its files are made of, so that the next release can keep most of them.

It is a file of this program for itself. What cannot be read, or is of another version, is as good as none.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from itertools import chain
from typing import Any, Final, NamedTuple, Self, TypeAlias

import numpy as np
import numpy.typing as npt
import pyoxigraph as ox

from osce_kg import __version__
from osce_kg.namespaces import PREFIXES
from osce_kg.publishing.census import CensusCounts
from osce_kg.publishing.object_counts import ObjectCounts

_LAYOUT: Final = 2
_DIGEST_LENGTH: Final = 64
_TEXTS: Final = "utf-8"

MADE_BY: Final = " ".join(
    [
        f"osce-kg {__version__} layout {_LAYOUT}",
        f"pyoxigraph {ox.__version__} zlib {zlib.ZLIB_RUNTIME_VERSION}",
        sha256(json.dumps(PREFIXES).encode()).hexdigest()[:16],
    ]
)
"""On what it depends how a chunk is written; chunks of other versions cannot stand beside ours."""

PartTable: TypeAlias = npt.NDArray[np.int64]
"""A row for each part: size and CRC-32 of its text, size and CRC-32 of that packed."""


class PartColumn(IntEnum):
    """Columns of a table of parts."""

    SIZE = 0
    CHECKSUM = 1
    PACKED_SIZE = 2
    PACKED_CHECKSUM = 3


class Chunk(NamedTuple):
    """A chunk.

    Attributes:
        group: its first group.
        scope: that of its last group: a graph, or nothing.
    """

    group: bytes
    scope: bytes


@dataclass(frozen=True, slots=True)
class DumpIndex:
    """What is known of the chunks of a release.

    Attributes:
        manifest: SHA-256 of the manifest of the release.
        quads: number of quads.
        namespaces: how often those occur that have a prefix because they do.
        counts: the counts of its census.
        chunks: by the source of their arrangement.
        parts: of the file of each extension: its head, its chunks and its tail.
    """

    manifest: str
    quads: int
    namespaces: Counter[bytes]
    counts: CensusCounts
    chunks: Mapping[str, Sequence[Chunk]]
    parts: Mapping[str, PartTable]

    def to_bytes(self) -> bytes:
        """Return the index as the content of a file: equal for equal releases."""
        objects = list(self.counts.objects.items())
        header = {
            "madeBy": MADE_BY,
            "manifest": self.manifest,
            "quads": self.quads,
            "namespaces": _named(self.namespaces),
            "subjects": self.counts.subjects,
            "triplesOf": _named(self.counts.triples_of),
            "subjectsOf": _named(self.counts.subjects_of),
            "classes": _named(self.counts.classes),
            "days": _named(self.counts.days),
            "objects": [[predicate.decode(_TEXTS), len(digests)] for predicate, digests, _ in objects],
            "parts": {extension: len(table) for extension, table in self.parts.items()},
            "chunks": {
                name: [text.decode(_TEXTS) for text in chain.from_iterable(chunks)]
                for name, chunks in self.chunks.items()
            },
        }
        arrays = [*chain.from_iterable(item[1:] for item in objects), *self.parts.values()]
        content = b"\n".join(
            [
                json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode(_TEXTS),
                b"".join(array.astype("<i8").tobytes() for array in arrays),
            ]
        )
        return sha256(content).hexdigest().encode() + b"\n" + content

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return an index from the content of its file.

        Raises:
            ValueError: it is damaged, or was made by another version.
        """
        digest, content = content[:_DIGEST_LENGTH], content[_DIGEST_LENGTH + 1 :]
        if digest != sha256(content).hexdigest().encode():
            raise ValueError("the index is damaged")
        line, _, numbers = content.partition(b"\n")
        header = json.loads(line)
        if header["madeBy"] != MADE_BY:
            raise ValueError(f"the index was made by {header['madeBy']}")
        arrays = _Arrays(np.frombuffer(numbers, "<i8").astype(np.int64))
        known = {
            predicate.encode(_TEXTS): (arrays.take(count).view(np.uint64), arrays.take(count))
            for predicate, count in header["objects"]
        }
        counts = CensusCounts(
            subjects=header["subjects"],
            triples_of=_counter(header["triplesOf"]),
            subjects_of=_counter(header["subjectsOf"]),
            classes=_counter(header["classes"]),
            days=_counter(header["days"]),
            objects=ObjectCounts(known),
        )
        return cls(
            manifest=header["manifest"],
            quads=header["quads"],
            namespaces=_counter(header["namespaces"]),
            counts=counts,
            chunks={name: _chunks(texts) for name, texts in header["chunks"].items()},
            parts={name: arrays.take(4 * count).reshape(-1, 4) for name, count in header["parts"].items()},
        )


class _Arrays:
    """Arrays that stand one after the other."""

    def __init__(self, numbers: npt.NDArray[np.int64]) -> None:
        self._numbers = numbers
        self._position = 0

    def take(self, count: int) -> npt.NDArray[np.int64]:
        start, self._position = self._position, self._position + count
        return self._numbers[start : self._position]


def _named(counts: Counter[bytes]) -> dict[str, int]:
    return {key.decode(_TEXTS): count for key, count in sorted((+counts).items())}


def _counter(counts: Mapping[str, Any]) -> Counter[bytes]:
    return Counter({key.encode(_TEXTS): count for key, count in counts.items()})


def _chunks(texts: Sequence[str]) -> list[Chunk]:
    encoded = [text.encode(_TEXTS) for text in texts]
    return list(map(Chunk, encoded[::2], encoded[1::2]))
