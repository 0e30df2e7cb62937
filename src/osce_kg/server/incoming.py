"""Who points to a thing: by property, in the order of IRIs, and as quickly for a million as for ten.

The store finds who points to a thing, but cannot begin in the middle. So for the few things that many point
to there is an index: the places of their lines in the N-Triples dump, which is sorted by subject.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from mmap import mmap
from typing import Final, overload

from rdflib.term import URIRef

from osce_kg.publishing import ReleaseFile
from osce_kg.store import StatementReader

_FEW: Final = 200
"""Incoming links that are looked up when they are asked for; things with more are in the index."""

_LINK: Final = re.compile(rb"^<[^>]*> (<[^>]*>) (<[^>]*>) \.$", re.MULTILINE)
_SUBJECT: Final = re.compile(rb"<([^>]*)>")


class IncomingLinks:
    """The incoming links of every thing of a release."""

    def __init__(self, reader: StatementReader, triples: ReleaseFile) -> None:
        """Index a release.

        Args:
            reader: its statements.
            triples: its N-Triples file, sorted: read twice.
        """
        self._reader = reader
        lines = triples.mapped()
        numbers = Counter(match[2] for match in _LINK.finditer(lines))
        many = {name for name, number in numbers.items() if number > _FEW}
        del numbers
        index: defaultdict[bytes, defaultdict[bytes, array[int]]]
        index = defaultdict(lambda: defaultdict(lambda: array("Q")))
        for match in _LINK.finditer(lines):
            if match[2] in many:
                index[match[2]][match[1]].append(match.start())
        self._many: dict[URIRef, dict[URIRef, Sequence[URIRef]]] = {
            _iri(name): {_iri(predicate): _Subjects(lines, places) for predicate, places in links.items()}
            for name, links in index.items()
        }

    def of(self, iri: URIRef) -> Mapping[URIRef, Sequence[URIRef]]:
        """Return who points to a thing: property to subjects, sorted, each once."""
        found = self._many.get(iri)
        if found is not None:
            return found
        subjects: defaultdict[URIRef, list[URIRef]] = defaultdict(list)
        for subject, predicate, _ in self._reader.triples(value=iri):
            subjects[predicate].append(subject)
        return {predicate: sorted(subjects[predicate]) for predicate in sorted(subjects)}


class _Subjects(Sequence[URIRef]):
    """The subjects of some lines; each is read from its line when it is wanted."""

    def __init__(self, lines: mmap | bytes, places: array[int]) -> None:
        self._lines = lines
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> URIRef: ...

    @overload
    def __getitem__(self, index: slice) -> list[URIRef]: ...

    def __getitem__(self, index: int | slice) -> URIRef | list[URIRef]:
        if isinstance(index, slice):
            return [self._subject(place) for place in self._places[index]]
        return self._subject(self._places[index])

    def __iter__(self) -> Iterator[URIRef]:
        return map(self._subject, self._places)

    def _subject(self, place: int) -> URIRef:
        match = _SUBJECT.match(self._lines, place)
        assert match is not None  # a line was found there
        return URIRef(match[1].decode())


def _iri(term: bytes) -> URIRef:
    return URIRef(term[1:-1].decode())
