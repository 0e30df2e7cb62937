"""Prefixes of Turtle and TriG: the fixed ones, and those of types of keys and of vocabularies that occur."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

import pyoxigraph as ox

from osce_kg.namespaces import ID, PREFIXES, VOCAB

_ROOTS: Final = (f"<{ID}".encode(), f"<{VOCAB}".encode())
_NAME: Final = re.compile(rb"[a-z][a-z-]*/")
_NOWHERE: Final = ox.NamedNode("urn:x")


@dataclass(frozen=True, slots=True)
class Prefixes:
    """Prefixes and how a file declares them.

    Attributes:
        namespaces: prefix to the IRI that it stands for.
        declarations: the head of a file in Turtle or TriG.
    """

    namespaces: Mapping[str, str]
    declarations: bytes

    @classmethod
    def of(cls, occurrences: Mapping[bytes, int]) -> Self:
        """Return the prefixes of data in which these namespaces of our own occur."""
        found = sorted(namespace for namespace, count in occurrences.items() if count > 0)
        # Where a type of key has the name of a vocabulary, the vocabulary has the prefix: it comes later.
        own = {_prefix(namespace): namespace.decode() for namespace in found}
        namespaces = own | PREFIXES
        example = ox.Triple(_NOWHERE, _NOWHERE, _NOWHERE)
        written = ox.serialize([example], format=ox.RdfFormat.TURTLE, prefixes=namespaces)
        assert written is not None
        return cls(namespaces, written[: written.index(b"<urn:x>")])

    def prefix_of(self, namespace: bytes) -> str | None:
        """Return the prefix of a namespace; None if it has none, as another of the same name has it."""
        prefix = _prefix(namespace)
        return prefix if self.namespaces.get(prefix) == namespace.decode() else None


def count_namespaces(lines: Iterable[bytes]) -> Counter[bytes]:
    """Count how often IRIs begin with each namespace that has a prefix because it occurs."""
    content = b"\n".join(lines)
    found: Counter[bytes] = Counter()
    for root in _ROOTS:
        # Several times faster than a regular expression over everything.
        names = Counter([rest[: rest.find(b"/") + 1] for rest in content.split(root)[1:]])
        for name, count in names.items():
            if _NAME.fullmatch(name):
                found[root[1:] + name] += count
    return found


def _prefix(namespace: bytes) -> str:
    return namespace.rsplit(b"/", 2)[1].decode()
