"""The text of a document with the passages that state something, and what each of them states."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from rdflib.term import URIRef

from osce_kg.model.text import Span
from osce_kg.namespaces import ID, OKG
from osce_kg.server.neighbours import Neighbours
from osce_kg.server.values import Entry, entry_of
from osce_kg.store import StatementReader
from osce_kg.store.gate import checked_iri

_WINDOW: Final = 50_000
"""Characters of a text that one page shows; the links of ``values.html`` count on it."""

_FACTS: Final = 50
"""Facts that are listed for one passage; its own page lists all."""

_DOCUMENT: Final = re.compile(re.escape(str(ID)) + r"document/([A-Za-z0-9][A-Za-z0-9.-]{0,180})")
_OFFSETS: Final = re.compile(re.escape(str(ID)) + r"passage/[^/]+/(\d{1,12})-(\d{1,12})")


class Part(NamedTuple):
    """Words in a row that the same passages cover.

    Attributes:
        passage: the shortest of these; None if there is none.
        starting: the passages that begin with these words.
    """

    text: str
    passage: Span | None
    starting: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StatedPassage:
    """A passage, and what it states.

    Attributes:
        in_text: it stands in the text as it is quoted, so it is highlighted there.
        left_out: number of facts beyond those listed.
    """

    iri: str
    span: Span
    quote: str
    in_text: bool
    facts: tuple[Entry, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class DocumentText:
    """One page of a text.

    Attributes:
        parts: the text.
        passages: those that begin on the page, in the order of the text.
        query: SPARQL that gives these passages with what they state.
        pages: how many pages the text has.
    """

    parts: tuple[Part, ...]
    passages: tuple[StatedPassage, ...]
    query: str
    pages: int


class DocumentTexts:
    """The texts of the documents of a build, ``KEY.txt`` in one folder; without a folder there are none."""

    def __init__(self, folder: Path | None, reader: StatementReader, neighbours: Neighbours) -> None:
        self._folder = folder
        self._reader = reader
        self._neighbours = neighbours

    def page_of(self, document: URIRef, number: int, language: str = "en") -> DocumentText | None:
        """Return a page of the text of a document, empty beyond the last one; None if there is no text."""
        text = self._read(document)
        if text is None:
            return None
        windows = list(_windows(text))
        window = windows[number - 1] if number <= len(windows) else Span(len(text), len(text))
        passages = [
            self._stated(iri, span, text, language)
            for span, iri in sorted(self._spans(document))
            if span.overlaps(window)
        ]
        covered = [passage.span for passage in passages if passage.in_text]
        return DocumentText(
            parts=tuple(_parts(text, window, covered)),
            passages=tuple(passage for passage in passages if passage.span.start >= window.start),
            query=_stated_query(document, window),
            pages=len(windows),
        )

    def page_with(self, document: URIRef, offset: int) -> int:
        """Return the number of the page of a text that a character is on; 1 if there is no text."""
        text = self._read(document) or ""
        ends = [window.end for window in _windows(text)]
        return min(bisect_right(ends, offset) + 1, len(ends))

    def _read(self, document: URIRef) -> str | None:
        match = _DOCUMENT.fullmatch(document)
        if match is None or self._folder is None:
            return None
        try:
            # Not through a link, which could lead out of the folder.
            descriptor = os.open(self._folder / f"{match[1]}.txt", os.O_RDONLY | os.O_NOFOLLOW)
            with os.fdopen(descriptor, "rb") as file:
                return file.read().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def _spans(self, document: URIRef) -> Iterator[tuple[Span, URIRef]]:
        for passage in self._neighbours.incoming(document).get(OKG.passageOf, ()):
            match = _OFFSETS.fullmatch(passage)
            if match is not None:
                yield Span(int(match[1]), int(match[2])), passage

    def _stated(self, passage: URIRef, span: Span, text: str, language: str) -> StatedPassage:
        quotes = [str(value) for _, _, value in self._reader.triples(subject=passage, predicate=OKG.exact)]
        quote = min(quotes, default="")
        facts: Sequence[URIRef] = self._neighbours.incoming(passage).get(OKG.attestedBy, ())
        entries = [entry_of(self._reader, fact, passage, 0, language) for fact in facts[:_FACTS]]
        return StatedPassage(
            iri=str(passage),
            span=span,
            quote=quote,
            # A build that takes the place of this one may have another text under the same key.
            in_text=span.of(text) == quote != "",
            facts=tuple(sorted(entries, key=lambda entry: (entry.link.text, entry.record or ""))),
            left_out=len(facts) - len(entries),
        )


def _stated_query(document: URIRef, window: Span) -> str:
    """Return the query for the passages that begin in a window of a text, with what each of them states."""
    return f"""PREFIX okg: <{OKG}>
SELECT ?passage ?quote ?fact
WHERE {{
  ?passage okg:passageOf {checked_iri(str(document))} ; okg:exact ?quote ; okg:startOffset ?start .
  FILTER (?start >= {window.start} && ?start < {window.end})
  OPTIONAL {{ ?fact okg:attestedBy ?passage }}
}}
ORDER BY ?start ?passage ?fact
"""


def _windows(text: str) -> Iterator[Span]:
    """Cut a text into pages, at the end of a line where there is one."""
    start = 0
    while True:
        end = start + _WINDOW
        if end >= len(text):
            yield Span(start, len(text))
            return
        line_end = text.rfind("\n", start, end) + 1
        end = line_end or end
        yield Span(start, end)
        start = end


def _parts(text: str, window: Span, passages: Sequence[Span]) -> Iterator[Part]:
    """Cut a window of the text wherever a passage begins or ends."""
    places = {window.start, window.end}
    for span in passages:
        places.update(place for place in (span.start, span.end) if window.start < place < window.end)
    waiting = deque(sorted(span for span in passages if span.start >= window.start))
    covering = [span for span in passages if span.start < window.start]
    for start, end in pairwise(sorted(places)):
        starting = []
        while waiting and waiting[0].start <= start:
            starting.append(waiting.popleft())
        covering = [span for span in (*covering, *starting) if span.end > start]
        shortest = min(covering, key=lambda span: (span.end - span.start, span), default=None)
        yield Part(text[start:end], shortest, tuple(starting))
