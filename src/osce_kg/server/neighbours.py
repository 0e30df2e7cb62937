"""What a thing points to and what points to it: by property, in order, as quickly for a million as for ten.

The store finds them, but cannot begin in the middle. So for the few things that have many there is an index:
the places of their lines in the N-Triples dump, which is sorted.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from mmap import mmap
from typing import Final, Generic, TypeAlias, TypeVar, overload

from rdflib.term import URIRef

from osce_kg.publishing import ReleaseFile
from osce_kg.store import StatementReader, read_triple
from osce_kg.store.gate import checked_term
from osce_kg.store.interface import Term

_FEW: Final = 200
"""Links of a thing, in one direction, that are looked up when they are asked for; more are in the index."""

_LINE: Final = re.compile(rb"^(<[^>]*>) (<[^>]*>) (.*) \.$", re.MULTILINE)

_Term = TypeVar("_Term", bound=Term)
_Places: TypeAlias = "dict[bytes, dict[bytes, array[int]]]"
"""Thing to property to where the lines begin, in the order of the file."""


@dataclass(frozen=True, slots=True)
class NeighbourIndex:
    """Where the lines of the things that have many neighbours are.

    Attributes:
        lines: N-Triples, sorted.
        outgoing, incoming: of things that point to many, and that many point to.
    """

    lines: mmap | bytes = b""
    outgoing: _Places = field(default_factory=dict)
    incoming: _Places = field(default_factory=dict)


class Neighbours:
    """The neighbours of every thing of a release."""

    def __init__(self, reader: StatementReader, index: NeighbourIndex) -> None:
        """Look things up in a store, and those in the index there; without an index it only takes longer."""
        self._reader = reader
        self._index = index

    def outgoing(self, iri: URIRef) -> Mapping[URIRef, Sequence[Term]]:
        """Return what a thing points to: property to objects, in the order of N-Triples, each once."""
        if (places := self._index.outgoing.get(_name(iri))) is not None:
            return self._indexed(places, _object_in)
        found: defaultdict[URIRef, list[Term]] = defaultdict(list)
        for _, predicate, value in self._reader.triples(subject=iri):
            found[predicate].append(value)
        return {predicate: sorted(values, key=_in_n_triples) for predicate, values in found.items()}

    def incoming(self, iri: URIRef) -> Mapping[URIRef, Sequence[URIRef]]:
        """Return what points to a thing: property to subjects, in the order of N-Triples, each once."""
        if (places := self._index.incoming.get(_name(iri))) is not None:
            return self._indexed(places, _subject_in)
        found: defaultdict[URIRef, list[URIRef]] = defaultdict(list)
        for subject, predicate, _ in self._reader.triples(value=iri):
            found[predicate].append(subject)
        return {predicate: sorted(subjects, key=_in_n_triples) for predicate, subjects in found.items()}

    def _indexed(
        self, places: dict[bytes, array[int]], read: Callable[[bytes], _Term]
    ) -> dict[URIRef, Sequence[_Term]]:
        return {
            URIRef(predicate[1:-1].decode()): _TermsInLines(self._index.lines, found, read)
            for predicate, found in places.items()
        }


class _TermsInLines(Sequence[_Term], Generic[_Term]):
    """One term of each of some lines, read from its line when it is wanted."""

    def __init__(self, lines: mmap | bytes, places: array[int], read: Callable[[bytes], _Term]) -> None:
        self._lines = lines
        self._places = places
        self._read = read

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> _Term: ...

    @overload
    def __getitem__(self, index: slice) -> list[_Term]: ...

    def __getitem__(self, index: int | slice) -> _Term | list[_Term]:
        if isinstance(index, slice):
            return [self._term(place) for place in self._places[index]]
        return self._term(self._places[index])

    def _term(self, place: int) -> _Term:
        return self._read(self._lines[place : self._lines.find(b"\n", place)])


def index_neighbours(triples: ReleaseFile) -> NeighbourIndex:
    """Index the N-Triples file of a release, which is read twice."""
    lines = triples.mapped()
    as_subject: Counter[bytes] = Counter()
    as_object: Counter[bytes] = Counter()
    for match in _LINE.finditer(lines):
        subject, _, value = match.groups()
        as_subject[subject] += 1
        if value.startswith(b"<"):
            as_object[value] += 1
    outgoing: _Places = {name: {} for name, number in as_subject.items() if number > _FEW}
    incoming: _Places = {name: {} for name, number in as_object.items() if number > _FEW}
    del as_subject, as_object
    for match in _LINE.finditer(lines):
        subject, predicate, value = match.groups()
        for name, places in ((subject, outgoing), (value, incoming)):
            if name in places:
                places[name].setdefault(predicate, array("Q")).append(match.start())
    return NeighbourIndex(lines, outgoing, incoming)


def _subject_in(line: bytes) -> URIRef:
    return read_triple(line)[0]


def _object_in(line: bytes) -> Term:
    return read_triple(line)[2]


def _name(iri: URIRef) -> bytes:
    return f"<{iri}>".encode("utf-8", "replace")


def _in_n_triples(term: Term) -> str:
    # Lines are sorted with what ends a term: "<a>" comes after "<a!>".
    return str(checked_term(term))
